import { exponential } from "./exponential.ts";
import { hyperbolic } from "./hyperbolic.ts";
import { logic } from "./logic.ts";
import { type MatrixRow, ofMatrices } from "./matrix.ts";
import type { FunctionName, MatrixFunctionName } from "./names.ts";
import { neural } from "./neural.ts";
import { rounding } from "./rounding.ts";
import type { FunctionRow } from "./row.ts";
import { special } from "./special.ts";
import { trigonometric } from "./trigonometric.ts";

/**
 * The algebraic row of every function of scalars that a call node can name. Names that text has besides (aliases, and
 * functions that are written out, such as `sqrt`) are in `aliases.ts` and `parse/macros.ts`.
 */
export const rows: typeof exponential &
  typeof trigonometric &
  typeof hyperbolic &
  typeof rounding &
  typeof special &
  typeof neural &
  typeof logic = {
  ...exponential,
  ...trigonometric,
  ...hyperbolic,
  ...rounding,
  ...special,
  ...neural,
  ...logic,
};

/** The algebraic row of every function. */
export const functions: { readonly [N in FunctionName]: FunctionRow } & {
  readonly [N in MatrixFunctionName]: MatrixRow;
} = { ...rows, ...ofMatrices };

/** The least and the greatest number of the arguments of every function of scalars. */
export const arity: Readonly<Record<FunctionName, readonly [least: number, most: number]>> =
  Object.fromEntries(
    Object.entries<FunctionRow>(rows).map(([name, { arity = 1, isVariadic }]) => [
      name,
      [arity, isVariadic ? Number.POSITIVE_INFINITY : arity],
    ]),
  ) as Record<FunctionName, [number, number]>;
