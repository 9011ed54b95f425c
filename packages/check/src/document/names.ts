import { shown } from "../given.ts";
import { type Parameter, shapeOfParameter } from "../subject/subject.ts";
import { DocumentError, member } from "./reader.ts";

/** An array that comes from outside, with the place of it in the document. */
export interface Given<T> {
  readonly name: string;
  /** Undefined for what has any shape, as a formula may. */
  readonly shape: readonly number[] | undefined;
  readonly path: string;
  readonly value: T;
}

/** Which of a subject's parameters each given array belongs to, and what a reader must know of it. */
export interface Matched<T> {
  /** One a parameter, in their order; undefined where nothing was given. */
  readonly values: readonly (T | undefined)[];
  readonly notes: readonly string[];
}

/**
 * Gives each array to the parameter of its name. Where no name is one of ours, as other frameworks have names of their own,
 * each goes to the first parameter of its shape that is still free, in order.
 */
export function matchNames<T>(parameters: readonly Parameter[], given: readonly Given<T>[]): Matched<T> {
  const names = parameters.map(({ name }) => name);
  const foreign =
    given.length > 0 && given.every(({ name, shape }) => shape !== undefined && !names.includes(name));
  return foreign ? byShape(parameters, given) : byName(parameters, given);
}

function byName<T>(parameters: readonly Parameter[], given: readonly Given<T>[]): Matched<T> {
  const values = new Array<T | undefined>(parameters.length).fill(undefined);
  for (const each of given) {
    const place = parameters.findIndex(({ name }) => name === each.name);
    if (place < 0) throw noSuchParameter(parameters, each);
    requireShape(parameters[place]!, each);
    values[place] = each.value;
  }
  return { values, notes: [] };
}

function byShape<T>(parameters: readonly Parameter[], given: readonly Given<T>[]): Matched<T> {
  const values = new Array<T | undefined>(parameters.length).fill(undefined);
  const pairs = given.map((each) => {
    const place = parameters.findIndex(
      (parameter, i) => values[i] === undefined && sameShape(shapeOfParameter(parameter), each.shape!),
    );
    if (place < 0) throw noSuchParameter(parameters, each);
    values[place] = each.value;
    return `${each.name} is ${parameters[place]!.name}`;
  });
  return { values, notes: [`Names are taken in order, by shape: ${pairs.join(", ")}.`] };
}

function requireShape<T>(parameter: Parameter, { path, shape }: Given<T>): void {
  const own = shapeOfParameter(parameter);
  if (shape === undefined || sameShape(own, shape)) return;
  throw new DocumentError(
    path,
    `The shape is [${shape.join(", ")}], but ${parameter.name} has [${own.join(", ")}]; ` +
      "weights are [out, in]: transpose what is not, and reshape what is flattened.",
  );
}

function noSuchParameter<T>(
  parameters: readonly Parameter[],
  { name, path, shape }: Given<T>,
): DocumentError {
  const list = parameters.map((each) => `${each.name} [${shapeOfParameter(each).join(", ")}]`).join(", ");
  return new DocumentError(
    path,
    `${shown(name)}${shape === undefined ? "" : ` of shape [${shape.join(", ")}]`} is none of the parameters, which are ${list || "none"}; leave it out, or give it the name of one.`,
  );
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** The arrays of a record, each with its place. */
export function givenOf<T>(
  values: Readonly<Record<string, T>>,
  path: string,
  shapeOf: (value: T) => readonly number[],
): readonly Given<T>[] {
  return Object.keys(values).map((name) => {
    const value = values[name]!;
    return { name, shape: shapeOf(value), path: member(path, name), value };
  });
}
