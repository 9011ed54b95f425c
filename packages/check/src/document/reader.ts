import { CheckError } from "../errors.ts";
import { shown } from "../given.ts";

/**
 * A document is not what the checker reads (`check/document`): the message names the place and what belongs there.
 *
 * @example
 * ```ts
 * import { readDocument } from "@chainrule/check";
 * readDocument({ chainrule: 1, subject: { kind: "formula", text: 7 } }); // throws check/document
 * ```
 */
export class DocumentError extends CheckError {
  override readonly name: string = "DocumentError";
  /** The place in the document, such as `$.subject.text`. */
  readonly path: string;

  constructor(path: string, message: string) {
    super("check/document", `${path}: ${message}`);
    this.path = path;
  }
}

/** Turns an unknown value at a place into a T, or says what is wrong there. */
export type Reader<T> = (value: unknown, path: string) => T;

/** The longest text and the longest name that are read. */
const longestText = 100_000;

/** The most entries of one list or object. */
const mostEntries = 1_000_000;

/** The most names in one object of names. */
const mostNames = 10_000;

export function readText(value: unknown, path: string): string {
  if (typeof value !== "string") throw new DocumentError(path, `${shown(value)} is no text; give a string.`);
  if (value.length > longestText) {
    throw new DocumentError(
      path,
      `The text has ${value.length} characters; at most ${longestText} are read. Shorten it.`,
    );
  }
  return value;
}

/** One of some values. */
export function oneOf<T extends string | number>(...choices: readonly T[]): Reader<T> {
  return (value, path) => {
    const choice = choices.find((each) => each === value);
    if (choice !== undefined) return choice;
    const list = choices.map((each) => JSON.stringify(each)).join(", ");
    throw new DocumentError(path, `${shown(value)} stands here; give ${list}.`);
  };
}

/** A whole number between two limits, both included. */
export function wholeNumber(from: number, to: number): Reader<number> {
  return (value, path) => {
    if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to)
      return value as number;
    throw new DocumentError(path, `${shown(value)} is no whole number from ${from} to ${to}; give one.`);
  };
}

/** A list, each of its entries read alike. */
export function listOf<T>(read: Reader<T>, most: number = mostEntries): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new DocumentError(path, `${shown(value)} is no list; give [...].`);
    if (value.length > most) {
      throw new DocumentError(path, `The list has ${value.length} entries; at most ${most} are read.`);
    }
    return Array.from(value, (entry, i) => read(entry, `${path}[${i}]`)); // from: a hole is read, and refused
  };
}

/** An object whose names are free, as a variable's are; no name reaches a prototype. */
export function recordOf<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, path) => {
    const names = Object.keys(plainObject(value, path));
    if (names.length > mostNames) {
      throw new DocumentError(path, `The object has ${names.length} names; at most ${mostNames} are read.`);
    }
    const values = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(names.map((name) => [name, read(values[name], member(path, name))]));
  };
}

/** How each field of an object of fixed fields is read; those that begin with `?` may be left out. */
type Fields<T> = { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> };

/** An object of known fields: a field that nobody knows is a slip of the pen. */
export function objectOf<T>(fields: Fields<T>, required: readonly (keyof T & string)[]): Reader<T> {
  const known = Object.keys(fields) as (keyof T & string)[];
  return (value, path) => {
    const given = plainObject(value, path);
    const stranger = Object.keys(given).find((name) => !known.includes(name as never));
    if (stranger !== undefined) {
      throw new DocumentError(
        member(path, stranger),
        `There is no such field; fields are ${known.join(", ")}.`,
      );
    }
    const present = known.filter((name) => Object.hasOwn(given, name) && given[name] !== undefined);
    const missing = required.find((name) => !present.includes(name));
    if (missing !== undefined) throw new DocumentError(path, `The field "${missing}" is missing; add it.`);
    const entries = present.map((name) => [name, fields[name](given[name], member(path, name))] as const);
    return Object.fromEntries(entries) as T;
  };
}

export function plainObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as never;
  throw new DocumentError(path, `${shown(value)} is no object; give {...}.`);
}

/** The path to a member: `$.at.x`, or `$.at["layers.0.weight"]`. */
export function member(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]{0,59}$/.test(name) ? `${path}.${name}` : `${path}[${shown(name)}]`;
}
