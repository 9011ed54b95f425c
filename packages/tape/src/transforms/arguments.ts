import { NDArray } from "@chainrule/array";
import { ArgumentError, TapeError } from "../errors.ts";
import { kindOf, listOf, optionsOf } from "../given.ts";
import { noRules, type Replacement, type Rules } from "../primitive.ts";
import type { AnomalyCheck, EdgeHook } from "../tape.ts";
import { partsOf, type TreeParts, unflatten } from "../tree.ts";
import { type ArrayLike, abstractOf, filled, isDifferentiable, type Tensor } from "../value.ts";

// What the transforms have in common: functions of trees, and which of their arguments to differentiate by.

/** A function that transforms take: of trees, giving a tree. */
// biome-ignore lint/suspicious/noExplicitAny: arguments and result are trees of any form
export type TreeFunction = (...args: any[]) => any;

/** The type of a gradient by (or a tangent of) a `T`: numbers for numbers, arrays for arrays. */
export type DerivativeOf<T> = 0 extends 1 & T
  ? // biome-ignore lint/suspicious/noExplicitAny: what is any stays any
    any
  : T extends number
    ? number
    : T extends Tensor
      ? Tensor
      : T extends readonly unknown[] | object
        ? { [K in keyof T]: DerivativeOf<T[K]> }
        : T;

/** The type of a whole batch of `T`s: numbers become arrays too. */
export type Whole<T> = 0 extends 1 & T
  ? // biome-ignore lint/suspicious/noExplicitAny: what is any stays any
    any
  : T extends number | Tensor
    ? Tensor
    : T extends readonly unknown[] | object
      ? { [K in keyof T]: Whole<T[K]> }
      : T;

/** The types of arguments as the body of a loop or branch sees them: arrays for numbers, too. */
export type WholeArguments<A extends readonly unknown[]> = { [K in keyof A]: Whole<A[K]> };

/** The type of all partial derivatives of an `R` by what has gradients `G`: a tree of the form of `R`, with a tree of the form of `G` for each leaf. */
export type JacobianOf<R, G> = unknown extends R
  ? // biome-ignore lint/suspicious/noExplicitAny: what is any stays any
    any
  : [R] extends [number]
    ? G
    : [R] extends [ArrayLike]
      ? PartialsOf<G>
      : { [K in keyof R]: JacobianOf<R[K], G> };

/** The type of the partial derivatives of one array: those by a number are an array, or a number where that array is a scalar. */
export type PartialsOf<G> = unknown extends G
  ? // biome-ignore lint/suspicious/noExplicitAny: what is any stays any
    any
  : G extends number
    ? number | Tensor
    : G extends Tensor
      ? Tensor
      : { [K in keyof G]: PartialsOf<G[K]> };

/** Options of the transforms that differentiate. */
export interface DifferentiateOptions {
  /** Which arguments to differentiate by: a position (0 by default), or several. */
  readonly argnums?: number | readonly number[];
  /** Replacements for named rows: for tests, planted faults and the locator. */
  readonly rules?: RuleReplacements;
  /** Replacements for contributions at single edges of this transform's tape. */
  readonly edges?: EdgeHook;
  /** `checkFinite`: fails at the first NaN or infinity, of a value or on the way back, with operation, entry, place and element. */
  readonly anomaly?: AnomalyCheck;
  /** `sourcePosition`: notes for each operation the line of the program that applied it. */
  readonly positions?: () => string | undefined;
}

/** Rows to replace, by name. */
export type RuleReplacements = Rules | { readonly [name: string]: Replacement };

/** What may be given where a function declares a `T`: numbers and arrays where it sees recorded values. */
export type Given<T> = unknown extends T
  ? // biome-ignore lint/suspicious/noExplicitAny: what is any stays any
    any
  : T extends Tensor
    ? ArrayLike
    : T extends number | string | boolean | null | undefined | ((...args: never[]) => unknown)
      ? T
      : { [K in keyof T]: Given<T[K]> };

/** The arguments that a transformed function takes. */
export type GivenArguments<F extends TreeFunction> =
  Given<Parameters<F>> extends infer A extends unknown[] ? A : never;

/** What a transform gives for those of the arguments `A` that the options `O` choose. */
export type ByArguments<A extends readonly unknown[], O> = O extends { readonly argnums: readonly number[] }
  ? DerivativeOf<A[number]>[]
  : O extends { readonly argnums: infer N extends number }
    ? DerivativeOf<A[N]>
    : DerivativeOf<A[0]>;

/**
 * A transformed function returned a promise (`tape/async`).
 *
 * @example
 * ```ts
 * import { grad } from "@chainrule/tape";
 * grad(async (x: number) => x)(2); // throws tape/async
 * ```
 */
export class AsyncFunctionError extends TapeError {
  constructor(name: string) {
    super(
      "tape/async",
      `${name}: the function returned a promise; what runs after an await cannot be recorded: await outside of it.`,
    );
  }
}

/** The names of options of transforms that differentiate. */
export const DIFFERENTIATING = ["argnums", "rules", "edges", "anomaly", "positions"] as const;

/**
 * What a transform is given: functions, and an object of known options where there are any.
 *
 * @throws ArgumentError `tape/argument` for anything else.
 */
export function checkGiven<O extends object>(
  name: string,
  functions: readonly unknown[],
  options: O = {} as O,
  known: readonly string[] = DIFFERENTIATING,
): void {
  for (const f of functions) {
    if (typeof f !== "function")
      throw new ArgumentError(name, `a function is needed, and ${kindOf(f)} was given.`);
  }
  const { anomaly, positions }: DifferentiateOptions = optionsOf<DifferentiateOptions>(
    name,
    options,
    known as never,
  );
  for (const watcher of [anomaly, positions]) {
    if (watcher !== undefined && typeof watcher !== "function")
      throw new ArgumentError(
        name,
        "what watches is a function: give anomaly: checkFinite, positions: sourcePosition.",
      );
  }
}

/** Rules as a map. */
export function rulesOf(options: { readonly rules?: RuleReplacements }): Rules {
  const { rules } = options;
  if (rules === undefined) return noRules;
  return rules instanceof Map
    ? (rules as Rules)
    : new Map(Object.entries(rules as Record<string, Replacement>));
}

/** Calls a function and takes its result apart. @throws AsyncFunctionError for a promise. */
export function callFlat(name: string, f: TreeFunction, args: readonly unknown[]): TreeParts {
  const result: unknown = f(...args);
  const then = typeof result === "object" && result !== null && "then" in result ? result.then : undefined;
  if (typeof then === "function") throw new AsyncFunctionError(name);
  return partsOf(result);
}

/** Some arguments of a call, taken apart, so that their leaves can be replaced. */
export interface Selection {
  readonly leaves: readonly ArrayLike[];
  /** All arguments of the call, with other leaves in the chosen ones. */
  readonly replace: (leaves: readonly ArrayLike[]) => unknown[];
  /** One result leaf for each chosen leaf, in the form of the chosen argument (or a list of them). */
  readonly restore: (leaves: readonly unknown[]) => unknown;
}

/** Takes the arguments at `argnums` apart. @throws ArgumentError where there is no such argument, or no float. */
export function select(
  name: string,
  args: readonly unknown[],
  argnums: number | readonly number[] = 0,
): Selection {
  const positions = typeof argnums === "number" ? [argnums] : listOf(name, "argnums", argnums);
  const flats = positions.map((position) => flattenArgument(name, args, position));
  const split = (leaves: readonly unknown[]): unknown[] => {
    let start = 0;
    return flats.map((flat) => {
      const own = leaves.slice(start, start + flat.leaves.length);
      start += flat.leaves.length;
      return unflatten(flat.structure, own);
    });
  };
  return {
    leaves: flats.flatMap((flat) => flat.leaves),
    replace: (leaves) => {
      const chosen = split(leaves);
      return args.map((arg, i) => (positions.includes(i) ? chosen[positions.indexOf(i)] : arg));
    },
    restore: (leaves) => (typeof argnums === "number" ? split(leaves)[0] : split(leaves)),
  };
}

function flattenArgument(name: string, args: readonly unknown[], position: number): TreeParts {
  if (!Number.isInteger(position) || position < 0 || position >= args.length) {
    throw new ArgumentError(
      name,
      `there is no argument ${String(position)} among ${args.length}; see the option argnums.`,
    );
  }
  return partsOf(args[position], (leaf, path) => {
    if (isDifferentiable(leaf)) return;
    const where = path() === "" ? "" : ` "${path()}"`;
    throw new ArgumentError(
      name,
      `argument ${position}${where} is ${abstractOf(leaf).dtype}, by which nothing is differentiable; ` +
        "pass it as another argument, or as float64.",
    );
  });
}

/** The seed of a gradient: 1 in the dtype of the output. */
export function one(output: ArrayLike): ArrayLike {
  const { shape, dtype, weak } = abstractOf(output);
  return weak ? 1 : filled(shape, 1, dtype);
}

/** A structural zero made explicit. */
export function zerosLike(x: ArrayLike): ArrayLike {
  const { shape, dtype, weak } = abstractOf(x);
  return weak && shape.length === 0 ? 0 : filled(shape, 0, dtype);
}

/** A derivative by `leaf` as the caller sees it: zeros where nothing depends on it, a number for a number. */
export function presented(derivative: ArrayLike | undefined, leaf: ArrayLike): ArrayLike {
  const explicit = derivative ?? zerosLike(leaf);
  return typeof leaf === "number" && explicit instanceof NDArray ? explicit.item() : explicit;
}
