import { type Arithmetic, float64 } from "@chainrule/special";
import { isTrue } from "../functions/carrier.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { postorder } from "../traverse.ts";
import { type Bindings, createEnvironment, type TensorValue } from "./bindings.ts";
import type { Axis, Family } from "./family.ts";
import { Machine } from "./machine.ts";

/** How to evaluate: in which arithmetic (float64 if left out), and whether to answer outside the domain. */
export interface EvaluateOptions<T> {
  readonly arithmetic?: Arithmetic<T>;
  /** Evaluate a derivative's formula even where the function itself is undefined: 1/x for log(x) at -1. */
  readonly outsideDomain?: boolean;
}

/**
 * The value of an expression: a number, or `{ shape, data }` for a tensor; in another arithmetic, values of its
 * carrier. NaN outside the domain. Of a list, the values in order: what the expressions share is computed once.
 *
 * @throws UnboundVariableError, ShapeError, LimitError
 * @example
 * ```ts
 * import { evaluate, parse } from "@chainrule/expr";
 * evaluate(parse("x^2 + 1"), { x: 3 }); // => 10
 * ```
 */
export function evaluate(
  e: Expression,
  bindings?: Bindings,
  options?: EvaluateOptions<number>,
): number | TensorValue;
export function evaluate<T>(
  e: Expression,
  bindings: Bindings<T>,
  options: EvaluateOptions<T> & { readonly arithmetic: Arithmetic<T> },
): T | TensorValue<T>;
export function evaluate<T>(
  es: readonly Expression[],
  bindings: Bindings<T>,
  options: EvaluateOptions<T> & { readonly arithmetic: Arithmetic<T> },
): readonly (T | TensorValue<T>)[];
export function evaluate<T>(
  e: Expression | readonly Expression[],
  bindings: Bindings<T> = {},
  options: EvaluateOptions<T> = {},
): T | TensorValue<T> | readonly (T | TensorValue<T>)[] {
  const A = options.arithmetic ?? (float64 as unknown as Arithmetic<T>);
  const wanted: readonly Expression[] = "kind" in e ? [e] : e;
  const domains = options.outsideDomain ? [] : wanted.flatMap(({ domain }) => domain ?? []);
  const machine = new Machine(A, createEnvironment(A, bindings, symbolsOf([...wanted, ...domains])));
  const values = wanted.map((each) => valueOf(A, machine, each, options));
  return "kind" in e ? values[0]! : values;
}

/** One value; NaN outside the domain. */
function valueOf<T>(
  A: Arithmetic<T>,
  machine: Machine<T>,
  e: Expression,
  { outsideDomain = false }: EvaluateOptions<T>,
): T | TensorValue<T> {
  const { domain } = e;
  const isOutside =
    domain !== undefined && !outsideDomain && isTrue(A, valuesOf(machine.run(domain))[0]!) !== true;
  const family = machine.run(e);
  const values = isOutside ? valuesOf(family).map(() => A.fromNumber(Number.NaN)) : valuesOf(family);
  return e.shape.length === 0 ? values[0]! : { shape: family.axes.map(({ size }) => size), data: values };
}

function symbolsOf(roots: readonly Expression[]): SymbolNode[] {
  return postorder(roots).filter((node) => node.kind === "symbol");
}

/** The values of a closed family in row-major order. */
function valuesOf<T>({ data, offset, axes }: Family<T>): T[] {
  let positions = [offset];
  for (const { size, stride } of axes)
    positions = positions.flatMap((start) => along(start, { size, stride }));
  return positions.map((position) => data[position]!);
}

function along(start: number, { size, stride }: Axis): number[] {
  return Array.from({ length: size }, (_, k) => start + k * stride);
}
