import { type Arithmetic, float64 } from "@chainrule/special";
import { asExpressions } from "../atoms.ts";
import { fieldsOf, isList } from "../doors.ts";
import { isTrue } from "../functions/carrier.ts";
import type { Expression, SymbolNode } from "../node.ts";
import type { ExpressionIn } from "../parse/variables.ts";
import { ValueError } from "../rational.ts";
import { postorder } from "../traverse.ts";
import {
  type BindingRecord,
  type Bindings,
  type BindingsIn,
  createEnvironment,
  type TensorValue,
} from "./bindings.ts";
import type { Family } from "./family.ts";
import { evaluateClosed } from "./machine.ts";
import { usesOf } from "./program.ts";
import { createRun, type Run, spend } from "./run.ts";

/** How to evaluate: in which arithmetic (float64 if left out), and whether to answer outside the domain. */
export interface EvaluateOptions<T> {
  /** What values are computed in; float64 unless given. */
  readonly arithmetic?: Arithmetic<T>;
  /** Evaluate a derivative's formula even where the function itself is undefined: 1/x for log(x) at -1. */
  readonly outsideDomain?: boolean;
}

/** A number or a tensor of numbers; in another arithmetic, of its carrier. */
export type Value<T = number> = T | TensorValue<T>;

/**
 * The value of an expression: a number, or `{ shape, data }` for a tensor. Of a list of expressions, their values;
 * what they share is computed once. NaN outside the domain.
 *
 * @throws UnboundVariableError, ShapeError, LimitError; ValueError (`expr/value`) for bindings and options that are none.
 * @example
 * ```ts
 * import { evaluate, parse } from "@chainrule/expr";
 * evaluate(parse("x^2 + 1"), { x: 3 }); // => 10
 * ```
 */
export function evaluate<V extends string, B extends BindingRecord>(
  e: ExpressionIn<V>,
  bindings?: BindingsIn<V, B>,
  options?: EvaluateOptions<number>,
): Value;
export function evaluate<T, V extends string = string, B extends BindingRecord<T> = BindingRecord<T>>(
  e: ExpressionIn<V>,
  bindings: BindingsIn<V, B, T>,
  options: InArithmetic<T>,
): Value<T>;
export function evaluate<V extends string, B extends BindingRecord>(
  es: readonly ExpressionIn<V>[],
  bindings?: BindingsIn<V, B>,
  options?: EvaluateOptions<number>,
): Value[];
export function evaluate<T, V extends string = string, B extends BindingRecord<T> = BindingRecord<T>>(
  es: readonly ExpressionIn<V>[],
  bindings: BindingsIn<V, B, T>,
  options: InArithmetic<T>,
): Value<T>[];
export function evaluate<T>(
  e: Expression | readonly Expression[],
  bindings: Bindings<T> = {},
  given?: EvaluateOptions<T>,
): Value<T> | Value<T>[] {
  const options = fieldsOf(given, "options");
  const A = arithmeticIn(options);
  const roots = asExpressions(e);
  const domains = options.outsideDomain ? [] : roots.flatMap(({ domain }) => domain ?? []);
  const run = prepare(A, bindings, [...roots, ...domains], usesOf);
  const values = roots.map((root) => evaluateRoot(run, root, options));
  return isList(e) ? values : values[0]!;
}

function arithmeticIn<T>({ arithmetic }: EvaluateOptions<T>): Arithmetic<T> {
  if (arithmetic === undefined) return float64 as unknown as Arithmetic<T>;
  if (typeof fieldsOf(arithmetic, "operations").fromNumber === "function") return arithmetic;
  throw new ValueError("an arithmetic of @chainrule/special is needed, such as doubleDouble");
}

/** An evaluation of the roots that has computed nothing yet. It keeps the values of every node unless told the uses. */
export function prepare<T>(
  A: Arithmetic<T>,
  bindings: Bindings<T>,
  roots: readonly Expression[],
  countUses?: typeof usesOf,
): Run<T> {
  const order = postorder(roots);
  const symbols = order.filter((node): node is SymbolNode => node.kind === "symbol");
  return createRun(A, createEnvironment(A, bindings, symbols), countUses?.(order, roots));
}

/** Options that name an arithmetic. */
export type InArithmetic<T> = EvaluateOptions<T> & { readonly arithmetic: Arithmetic<T> };

function evaluateRoot<T>(
  run: Run<T>,
  root: Expression,
  { outsideDomain = false }: EvaluateOptions<T>,
): Value<T> {
  const isOutside = !outsideDomain && root.domain !== undefined && !holds(run, root.domain);
  const family = evaluateClosed(run, root);
  const data = rowMajorValues(run, family);
  const values = isOutside ? data.map(() => run.A.fromNumber(Number.NaN)) : data;
  return root.shape.length === 0 ? values[0]! : { shape: family.axes.map(({ size }) => size), data: values };
}

function holds<T>(run: Run<T>, condition: Expression): boolean {
  return isTrue(run.A, rowMajorValues(run, evaluateClosed(run, condition))[0]!) === true;
}

/** The values of a closed family in row-major order. */
function rowMajorValues<T>(run: Run<T>, { data, offset, axes }: Family<T>): T[] {
  const count = axes.reduce((product, { size }) => product * size, 1);
  spend(run, count, count);
  let positions = [offset];
  for (const { size, stride } of axes) {
    const inner: number[] = [];
    for (const start of positions) for (let k = 0; k < size; k++) inner.push(start + k * stride);
    positions = inner;
  }
  return positions.map((position) => data[position]!);
}
