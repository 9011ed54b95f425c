import type { NDArray } from "@chainrule/array";
import type { Arithmetic, PiecewiseFunctions, UnaryName } from "@chainrule/special";
import type { Abstract, ArrayLike } from "./value.ts";

/** The families: an interpreter (bounds, double-double, lift, code generation) is written once for each. */
export type Family =
  | "elementwise"
  | "contract"
  | "reduce"
  | "move"
  | "scatter"
  | "cumulative"
  | "window"
  | "linalg"
  | "control"
  | "random"
  | "create"
  | "composite";

/** A tangent, a cotangent, or `undefined`: the structural zero, which is never computed with. */
export type Linear = ArrayLike | undefined;

/** What a derivative rule may look at. Its results are made of differentiable operations, so any order works. */
export interface Application<P> {
  /** What the row was applied with besides its inputs. */
  readonly params: P;
  /** Primal inputs; of those that the row does not say it reads there may be only shape and dtype. */
  readonly inputs: readonly ArrayLike[];
  /** Primal outputs, likewise. */
  readonly outputs: readonly ArrayLike[];
  /** What the row saved when it was applied. */
  readonly saved: readonly ArrayLike[];
  /** Which inputs a cotangent is wanted for; the others may be left undefined. */
  readonly needed: readonly boolean[];
  /** Replaced rows, passed on by rules that differentiate a traced body. */
  readonly rules: Rules;
}

/**
 * What the derivative by an input reads, besides shapes and dtypes: that input, the other inputs, the outputs. All that no
 * derivative reads is forgotten while `grad` still runs.
 */
export type Reads = "nothing" | "itself" | "others" | "inputs" | "outputs" | "itself and outputs" | "all";

/** What a batch rule is told. Batched inputs carry the batch axis first; so must every output. */
export interface Batch<P> {
  /** What the row was applied with besides its inputs. */
  readonly params: P;
  /** Length of the batch axis. */
  readonly size: number;
  /** Which inputs have a batch axis. */
  readonly batched: readonly boolean[];
}

/**
 * One operation, as a row: everything the interpreters know of it.
 *
 * Axes in `params` count from the end, and kernels take extra leading dimensions, so that one batch rule
 * (apply the row to the operands with their batch axis in front) serves most rows.
 */
export interface Primitive<P = unknown> {
  /** Its name, under which rules replace it and messages speak of it. */
  readonly name: string;
  /** The family, for which every interpreter is written once. */
  readonly family: Family;
  /** Shapes and dtypes of the outputs; throws where the inputs do not fit. */
  shape(params: P, inputs: readonly Abstract[]): readonly Abstract[];
  /** The outputs' elements in float64 (or the dtype that `outputs`, the result of the shape rule, says). */
  kernel(params: P, inputs: readonly NDArray[], outputs: readonly Abstract[]): readonly NDArray[];
  /** What vjp and jvp read of the primals: the same for the derivative by each input, or one for each, the last for any more. */
  readonly reads: Reads | readonly Reads[];
  /**
   * Something smaller that vjp and jvp read in place of primals, such as masks and indices. Made when the row is applied,
   * if it will be differentiated.
   */
  readonly saves?:
    | ((application: Pick<Application<P>, "params" | "inputs" | "outputs">) => readonly ArrayLike[])
    | undefined;
  /** Cotangents of the outputs to cotangents of the inputs. */
  vjp(cotangents: readonly Linear[], application: Application<P>): readonly Linear[];
  /** Tangents of the inputs to tangents of the outputs. */
  jvp(tangents: readonly Linear[], application: Application<P>): readonly Linear[];
  /** The outputs for a whole batch. */
  batch(inputs: readonly ArrayLike[], batch: Batch<P>): readonly ArrayLike[];
  /** Elementwise: one element in float64; also what operations on plain numbers compute. */
  readonly number: NumberRule | undefined;
  /** Elementwise: one element in any arithmetic, unless a function of arithmetics has its name. Reduce: the fold of two elements. */
  readonly scalar: ScalarRule | undefined;
  /** Elementwise: the derivative by each input, a number or in operations; where there is none, vjp and jvp say it. */
  readonly partials?: readonly (SlopeRule | number | undefined)[] | undefined;
}

// The elements come first and params last, which no tuple type of unknown length says: hence `any`.

/** A partial derivative: of the inputs, the output, then `params`. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type SlopeRule = (...inputsOutputParams: any[]) => any;

/** One element in float64: the elements of the inputs, then `params`. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type NumberRule = (...elementsThenParams: any[]) => number;

/** Functions of elements that every arithmetic has: a row of such a name is that function. */
export type ElementName =
  | UnaryName
  | keyof PiecewiseFunctions<unknown>
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "negate"
  | "power"
  | "atan2"
  | "hypot";

/** One element in any arithmetic: the arithmetic, the elements of the inputs, then `params`. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type ScalarRule = <T>(A: Arithmetic<T>, ...elementsThenParams: any[]) => T;

/**
 * A row. Every field is required: a missing rule does not compile.
 *
 * Most rows are easier made by their family: `unary`, `binary`, `elementwise`, `linear` fill in what is the same for all.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { apply, type Primitive, primitive } from "@chainrule/tape";
 * const twice = (x: ReturnType<typeof array>) => array(x.toTypedArray().map((e) => 2 * e), { shape: x.shape });
 * const double: Primitive<undefined> = primitive<undefined>({
 *   name: "double",
 *   family: "elementwise",
 *   number: (x) => 2 * x,
 *   scalar: (A, x) => A.add(x, x),
 *   shape: (_, [x]) => (x ? [x] : []),
 *   kernel: (_, [x]) => (x ? [twice(x)] : []),
 *   reads: "nothing",
 *   vjp: ([cotangent]) => (cotangent === undefined ? [undefined] : apply(double, undefined, [cotangent])),
 *   jvp: ([tangent]) => (tangent === undefined ? [undefined] : apply(double, undefined, [tangent])),
 *   batch: (inputs) => apply(double, undefined, inputs),
 * });
 * apply(double, undefined, [array([1, 2])]).map(String); // => ["[2. 4.]"]
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function primitive<P>(row: Primitive<P>): Primitive<P> {
  return row;
}

/** Some fields of a row, or a function from the row to them. */
export type Replacement = Partial<Primitive> | ((row: Primitive) => Partial<Primitive>);

/** Replacements for named rows, and a hook on single edges: for tests, planted faults and the locator. */
export type Rules = ReadonlyMap<string, Replacement>;

/** No replacement. */
export const noRules: Rules = new Map();

/** The row with its replacement, if there is one. */
export function rowUnder(rules: Rules, row: Primitive): Primitive {
  if (rules === noRules) return row;
  const replacement = rules.get(row.name);
  if (replacement === undefined) return row;
  const own = typeof replacement === "function" ? replacement(row) : replacement;
  const isRuled = own.vjp !== undefined || own.jvp !== undefined;
  return isRuled ? { ...row, partials: undefined, reads: "all", ...own } : { ...row, ...own };
}
