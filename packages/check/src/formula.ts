import { type ExpressionIn, freeSymbols, gradient, parse, type VariablesIn } from "@chainrule/expr";
import type { ArrayLike } from "@chainrule/tape";
import { lower } from "./bridge/lower.ts";
import { type CheckOptions, crossCheck } from "./crossCheck.ts";
import type { Report } from "./report/types.ts";
import { formulaSubject } from "./subject/formula.ts";
import type { FormulaOptions } from "./subject/lowered.ts";

/** A text in all its forms; `V` are the names of its variables. */
export interface Formula<V extends string> {
  /** As an expression: to simplify, print, evaluate, compile. */
  readonly expression: ExpressionIn<V>;
  /** As a function of named values that the tape differentiates. */
  readonly f: FormulaFunction<V>;
  /** The symbolic derivative by each variable. */
  readonly gradient: Readonly<Record<V, ExpressionIn<V>>>;
  /** Both derivations at a point, compared entry by entry. */
  readonly check: (at: Readonly<Record<V, number>>, options?: CheckOptions & FormulaOptions) => Report;
}

/** A function of named values: of plain numbers a number, of anything that the tape records what it makes of it. */
export interface FormulaFunction<V extends string> {
  (values: Readonly<Record<V, number>>): number;
  (values: Readonly<Record<V, ArrayLike>>): ArrayLike;
}

/**
 * One text as an expression, as a function of the tape, with its symbolic gradient, and with the verdict on both.
 *
 * Of a literal text the type knows the variables: editors complete their names, and a value that was forgotten is an error.
 *
 * @throws what `parse` of `@chainrule/expr` throws, and NotLoweredError (`check/not-lowered`) for tensors
 * @example
 * ```ts
 * import { formula, overallVerdict } from "@chainrule/check";
 * import { toText } from "@chainrule/expr";
 * import { grad } from "@chainrule/tape";
 * const wave = formula("sin(x y) / y");
 * toText(wave.gradient.x); // => "cos(x*y)"
 * grad((x) => wave.f({ x, y: 3 }))(0.7) === Math.cos(0.7 * 3); // => true
 * overallVerdict(wave.check({ x: 0.7, y: 3 })); // => "agree"
 * ```
 */
export function formula<const T extends string>(text: T): Formula<VariablesIn<T>> {
  type V = VariablesIn<T>;
  const expression = parse(text) as ExpressionIn<V>;
  const names = freeSymbols(expression).map(({ name }) => name) as V[];
  const derivatives = gradient(expression, names) as readonly ExpressionIn<V>[];
  return {
    expression,
    f: lower(expression) as FormulaFunction<V>,
    gradient: Object.fromEntries(names.map((name, i) => [name, derivatives[i]!])) as Record<
      V,
      ExpressionIn<V>
    >,
    check: (at, options = {}) =>
      crossCheck({ ...formulaSubject(expression, at, options), name: text }, options),
  };
}
