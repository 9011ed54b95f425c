import { NDArray } from "@chainrule/array";
import { type Expression, freeSymbols } from "@chainrule/expr";
import type { LoweredFunction } from "../bridge/lowerScalars.ts";
import { CheckError } from "../errors.ts";
import { requireGiven, shown } from "../given.ts";
import { elementsOf, type Subject } from "./subject.ts";

/**
 * The point of a check leaves a variable without a value, or names one that does not occur (`check/point`).
 *
 * @example
 * ```ts
 * import { formulaSubject } from "@chainrule/check";
 * formulaSubject("x y", { x: 1 }); // throws check/point
 * ```
 */
export class PointError extends CheckError {
  override readonly name: string = "PointError";
  /** The name of the variable concerned. */
  readonly variable: string;

  constructor(variable: string, message: string) {
    super("check/point", message);
    this.variable = variable;
  }
}

/** Which variables a formula is differentiated by. */
export interface FormulaOptions {
  /** Names of variables; all of the formula's by default, in alphabetical order. */
  readonly wrt?: readonly string[];
}

/** An expression, what it was made into for the tape, and what the subject is called. */
interface LoweredFormula {
  readonly name: string;
  readonly expression: Expression;
  readonly run: LoweredFunction;
}

/**
 * The subject of a formula that was made into a function for the tape.
 *
 * @throws PointError where the point and the formula's variables do not match
 */
export function loweredSubject(
  { name: title, expression, run }: LoweredFormula,
  at: Readonly<Record<string, NDArray | number>>,
  options: FormulaOptions = {},
): Subject {
  const symbols = new Map(freeSymbols(expression).map((each) => [each.name, each]));
  const names = [...symbols.keys()].sort();
  for (const name of names) requireValue(name, at);
  for (const name of Object.keys(at)) if (!names.includes(name)) throw unknownVariable(name, names);
  const { wrt = names } = options;
  requireGiven({ wrt });
  for (const name of wrt) if (!names.includes(name)) throw unknownVariable(name, names);
  const twice = wrt.find((name, i) => wrt.indexOf(name) < i);
  if (twice !== undefined) throw new PointError(twice, `"${twice}" is given twice: name each variable once.`);
  const fixed = names.filter((name) => !wrt.includes(name));

  return {
    name: title,
    parameters: wrt.map((name) => ({ name, value: at[name]! })),
    f: (values) =>
      run(
        Object.fromEntries([
          ...wrt.map((name, i) => [name, values[i]!] as const),
          ...fixed.map((name) => [name, at[name]!] as const),
        ]),
      ),
    symbolic: {
      expression,
      variables: wrt.map((name) => symbols.get(name)!),
      constants: new Map(fixed.map((name) => [name, at[name]!])),
    },
    notes: [],
  };
}

function requireValue(name: string, at: Readonly<Record<string, NDArray | number>>): void {
  const value = Object.hasOwn(at, name) ? at[name] : undefined;
  if (value === undefined) {
    throw new PointError(name, `The variable "${name}" has no value: add ${name}=... to the point.`);
  }
  if (typeof value !== "number" && !(value instanceof NDArray)) {
    throw new PointError(name, `The variable "${name}" is ${shown(value)}; give a number, or array(...).`);
  }
  if (!elementsOf(value).every(Number.isFinite)) {
    const text = typeof value === "number" ? `is ${value}` : "has entries that are not finite";
    throw new PointError(name, `The variable "${name}" ${text}; a check needs a finite value.`);
  }
}

function unknownVariable(name: string, names: readonly string[]): PointError {
  const has = names.length === 0 ? "has no variables" : `has the variables ${names.join(", ")}`;
  return new PointError(name, `The formula has no variable "${name}"; it ${has}.`);
}
