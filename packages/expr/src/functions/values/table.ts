import type { FunctionName } from "../names.ts";
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as logic from "./logic.ts";
import * as neural from "./neural.ts";
import * as rounding from "./rounding.ts";
import type { ScalarFunction } from "./scalarFunction.ts";
import * as special from "./special.ts";
import * as trigonometric from "./trigonometric.ts";

/** The value of every function, in any arithmetic; a missing one does not compile. */
export const scalarFunctions: { readonly [N in FunctionName]: ScalarFunction } = {
  ...exponential,
  ...trigonometric,
  ...hyperbolic,
  ...rounding,
  ...special,
  ...neural,
  ...logic,
};
