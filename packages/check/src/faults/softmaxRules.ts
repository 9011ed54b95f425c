import { type DifferentiateOptions, exp, multiply, subtract, sum } from "@chainrule/tape";
import { type Vjp, withVjp } from "./fault.ts";

/** `p (g - g p)`, the diagonal of the Jacobian alone; after a logarithm `g - p g`. */
export const diagonalOnly = {
  softmax:
    (): Vjp =>
    ([g], { outputs: [p] }) => [g && multiply(multiply(p!, subtract(1, p!)), g)],
  logSoftmax:
    (): Vjp =>
    ([g], { outputs: [y] }) => [g && subtract(g, multiply(exp(y!), g))],
};

/** The normaliser is taken for a constant. */
export const normaliserConstant = {
  softmax:
    (): Vjp =>
    ([g], { outputs: [p] }) => [g && multiply(p!, g)],
  logSoftmax:
    (): Vjp =>
    ([g]) => [g],
};

/** `g - p <g, p>` for `p (g - <g, p>)`: p misplaced. */
export const misplacedProbability = {
  softmax:
    (): Vjp =>
    ([g], { outputs: [p] }) => [
      g && subtract(g, multiply(p!, sum(multiply(g, p!), { axis: -1, keepDims: true }))),
    ],
  logSoftmax:
    (): Vjp =>
    ([g], { outputs: [y] }) => [g && subtract(g, sum(multiply(exp(y!), g), { axis: -1, keepDims: true }))],
};

export const bySoftmax = (
  rules: Readonly<Record<"softmax" | "logSoftmax", () => Vjp>>,
): DifferentiateOptions => ({
  rules: { softmax: withVjp(rules.softmax), logSoftmax: withVjp(rules.logSoftmax) },
});
