import {
  type ArrayLike,
  type DifferentiateOptions,
  exp,
  multiply,
  negate,
  sigmoid,
  square,
  subtract,
  sum,
} from "@chainrule/tape";
import { withVjp } from "../faults/fault.ts";

/** An elementwise rule by its local partial. */
const partial = (of: (x: ArrayLike, y: ArrayLike) => ArrayLike) =>
  withVjp(() => ([cotangent], { inputs: [x], outputs: [y] }) => [
    cotangent && multiply(cotangent, of(x!, y!)),
  ]);

/**
 * Derivatives as most frameworks form them: by subtraction from 1, which cancels where a unit is saturated or a sample is
 * almost sure. The tape's own rules do not cancel there, so its bounds alone would call such a right gradient wrong.
 */
export const usualRules: DifferentiateOptions = {
  rules: {
    tanh: partial((_, y) => subtract(1, square(y))),
    sigmoid: partial((_, y) => multiply(y, subtract(1, y))),
    softplus: partial((x) => subtract(1, sigmoid(negate(x)))),
    logSigmoid: partial((x) => subtract(1, sigmoid(x))),
    logSoftmax: withVjp(() => ([cotangent], { outputs: [y] }) => [
      cotangent && subtract(cotangent, multiply(exp(y!), sum(cotangent, { axis: -1, keepDims: true }))),
    ]),
  },
};
