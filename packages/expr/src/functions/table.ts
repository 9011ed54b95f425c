import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as logic from "./logic.ts";
import type { MatrixRow } from "./matrix.ts";
import * as matrix from "./matrix.ts";
import type { FunctionName, MatrixFunctionName } from "./names.ts";
import * as neural from "./neural.ts";
import * as rounding from "./rounding.ts";
import type { FunctionRow } from "./row.ts";
import * as special from "./special.ts";
import * as trigonometric from "./trigonometric.ts";

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
  ...matrix,
};
