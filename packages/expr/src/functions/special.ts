import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { NotDifferentiableError } from "./notDifferentiable.ts";
import { atMost, type FunctionRow, leavingJump, less, unary } from "./row.ts";

export const erf: FunctionRow = unary({
  latex: "\\operatorname{erf}",
  value: (A, x) => A.erf(x),
  derivative: (A, x) => A.multiply(twoOverRootPi(A), bell(A, x)),
  parity: "odd",
  exact: [[0, 0]],
});

export const erfc: FunctionRow = unary({
  latex: "\\operatorname{erfc}",
  value: (A, x) => A.erfc(x),
  derivative: (A, x) => A.multiply(-1, twoOverRootPi(A), bell(A, x)),
  exact: [[0, 1]],
});

/** exp(x^2) erfc(x). */
export const erfcx: FunctionRow = unary({
  latex: "\\operatorname{erfcx}",
  value: (A, x) => A.erfcx(x),
  derivative: (A, x, self) => A.subtract(A.multiply(2, x, self), twoOverRootPi(A)),
  exact: [[0, 1]],
});

export const gamma: FunctionRow = unary({
  latex: "\\Gamma",
  value: (A, x) => A.gamma(x),
  derivative: (A, x, self) => A.multiply(self, A.call("digamma", x)),
  exact: [
    [1, 1],
    [2, 1],
  ],
});

/** log |gamma(x)|. */
export const lgamma: FunctionRow = unary({
  latex: "\\ln\\left|\\Gamma\\right|",
  value: (A, x) => A.lgamma(x),
  derivative: (A, x) => A.call("digamma", x),
  exact: [
    [1, 0],
    [2, 0],
  ],
});

export const digamma: FunctionRow = unary({
  latex: "\\psi",
  value: (A, x) => A.digamma(x),
  derivative: (A, x) => A.call("polygamma", 1, x),
});

/** polygamma(n, x), the n-th derivative of digamma; n must be an integer of at least 0. */
export const polygamma: FunctionRow = {
  latex: "\\operatorname{polygamma}",
  value: (A, [n, x]) => A.polygamma(A.toNumber(n!), x!),
  partial: (A, [n, x], k) => {
    if (k === 0) throw new NotDifferentiableError("polygamma", "order");
    return A.call("polygamma", A.add(n!, 1), x!);
  },
  fold: (A, [n, x]) => (n === A.zero ? A.call("digamma", x!) : undefined),
};

/** The angle of the point (x, y), in (-pi, pi]; derivative 0 at the origin. */
export const atan2: FunctionRow = {
  latex: "\\operatorname{atan2}",
  value: (A, [y, x]) => A.atan2(y!, x!),
  partial: angleGrowth,
  kink: ([y, x]) => (y === 0 && x! <= 0 ? "jump" : undefined),
  directional: (A, args, [dy, dx]) => {
    const smooth = A.add(A.multiply(angleGrowth(A, args, 0), dy!), A.multiply(angleGrowth(A, args, 1), dx!));
    return A.add(smooth, leavingJump(A, onCut(A, args), staysOnCut(A, args, [dy!, dx!])));
  },
};

/** x / r^2 by y and -y / r^2 by x; 0 at the origin. */
function angleGrowth(A: Algebra, [y, x]: readonly Expression[], k: number): Expression {
  const radius = A.call("hypot", x!, y!);
  const toward = k === 0 ? x! : A.negate(y!);
  return A.piecewise(A.multiply(toward, A.power(radius, -2)), less(A, 0, radius), 0);
}

/** The negative x-axis, where the angle is pi and just below it -pi, and the origin, where it is 0. */
function onCut(A: Algebra, [y, x]: readonly Expression[]): Expression {
  return A.call("and", A.call("equal", y!, 0), atMost(A, x!, 0));
}

/** Off the negative x-axis upwards or along it; off the origin along the positive x-axis. */
function staysOnCut(
  A: Algebra,
  [, x]: readonly Expression[],
  [dy, dx]: readonly [Expression, Expression],
): Expression {
  const beside = A.call("and", less(A, x!, 0), atMost(A, 0, dy));
  const ahead = A.call("and", A.call("equal", dy, 0), atMost(A, 0, dx));
  return A.call("or", beside, ahead);
}

/** sqrt(x^2 + y^2); derivative 0 at the origin. */
export const hypot: FunctionRow = {
  latex: "\\operatorname{hypot}",
  value: (A, [x, y]) => A.hypot(x!, y!),
  partial: (A, args, k, self) => A.piecewise(A.divide(args[k]!, self), less(A, 0, self), 0),
  kink: ([x, y]) => (x === 0 && y === 0 ? "kink" : undefined),
  directional: (A, [x, y], [dx, dy], self) =>
    A.piecewise(
      A.divide(A.add(A.multiply(x!, dx!), A.multiply(y!, dy!)), self),
      less(A, 0, self),
      A.call("hypot", dx!, dy!),
    ),
};

/** 2 / sqrt(pi). */
function twoOverRootPi(A: Algebra): Expression {
  return A.multiply(2, A.power(A.call("pi"), A.fraction(-1, 2)));
}

/** exp(-x^2). */
function bell(A: Algebra, x: Expression): Expression {
  return A.call("exp", A.negate(A.power(x, 2)));
}
