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

/** The algebraic row of every function; a missing one does not compile. */
export const functions: { readonly [N in FunctionName]: FunctionRow } & {
  readonly [N in MatrixFunctionName]: MatrixRow;
} = {
  ...exponential,
  ...trigonometric,
  ...hyperbolic,
  ...rounding,
  ...special,
  ...neural,
  ...logic,
  ...ofMatrices,
};
