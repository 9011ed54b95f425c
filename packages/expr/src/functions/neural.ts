import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { choose } from "./carrier.ts";
import { atMost, type FunctionRow, less, unary } from "./row.ts";

/** 1 / (1 + exp(-x)); the derivative sigmoid(x) sigmoid(-x) keeps its accuracy in both tails. */
export const sigmoid: FunctionRow = unary({
  latex: "\\sigma",
  value: (A, x) => A.sigmoid(x),
  derivative: (A, x, self) => A.multiply(self, A.call("sigmoid", A.negate(x))),
  fold: (A, [x]) => (x === A.zero ? A.fraction(1, 2) : undefined),
});

/** log(1 + exp(x)). */
export const softplus: FunctionRow = unary({
  latex: "\\operatorname{softplus}",
  value: (A, x) => A.softplus(x),
  derivative: (A, x) => A.call("sigmoid", x),
});

/** log(sigmoid(x)). */
export const logSigmoid: FunctionRow = unary({
  latex: "\\ln\\sigma",
  value: (A, x) => A.logSigmoid(x),
  derivative: (A, x) => A.call("sigmoid", A.negate(x)),
});

/** log(exp(a) + exp(b)) without overflow. */
export const logaddexp: FunctionRow = {
  latex: "\\operatorname{logaddexp}",
  value: (A, [a, b]) => {
    const isFirstLarger = A.compare(a!, b!) !== -1;
    const [large, small] = isFirstLarger ? [a!, b!] : [b!, a!];
    return A.compare(a!, b!) === 0
      ? A.add(large, A.log(A.fromNumber(2)))
      : A.add(large, A.softplus(A.subtract(small, large)));
  },
  partial: (A, args, k) => A.call("sigmoid", A.subtract(args[k]!, args[1 - k]!)),
};

/** max(0, x); derivative 0 at 0. */
export const relu: FunctionRow = unary({
  latex: "\\operatorname{relu}",
  value: (A, x) => A.max(A.fromNumber(0), x),
  derivative: (A, x) => A.piecewise(1, less(A, 0, x), 0),
  exact: [
    [0, 0],
    [1, 1],
  ],
  kink: (x) => (x === 0 ? "kink" : undefined),
  directional: (A, x, dx) => A.piecewise(dx, less(A, 0, x), 0, less(A, x, 0), A.call("relu", dx)),
});

/** The normal density exp(-((x - mu) / sigma)^2 / 2) / (sqrt(2 pi) sigma): its area is 1. */
export const gaussian: FunctionRow = {
  latex: "\\operatorname{gaussian}",
  value: (A, [x, mu, sigma]) => {
    const z = A.divide(A.subtract(x!, mu!), sigma!);
    const height = A.multiply(A.sqrt(A.multiply(A.fromNumber(2), A.pi)), sigma!);
    return A.divide(A.exp(A.divide(A.multiply(z, z), A.fromNumber(-2))), height);
  },
  partial: (A, [x, mu, sigma], k, self) => {
    const distance = A.subtract(x!, mu!);
    if (k === 0) return A.multiply(-1, distance, A.power(sigma!, -2), self);
    if (k === 1) return A.multiply(distance, A.power(sigma!, -2), self);
    const pull = A.multiply(A.power(distance, 2), A.power(sigma!, -3));
    return A.multiply(A.subtract(pull, A.divide(1, sigma!)), self);
  },
};

/**
 * piecewiseLinear(x, m, b, xmin, xmax): 0 up to xmin, then m x + b, and 1 from xmax on. Derivatives are left-open:
 * 0 at xmin, the inner slope at xmax. The limits count as constants.
 */
export const piecewiseLinear: FunctionRow = {
  latex: "\\operatorname{piecewiseLinear}",
  value: (A, [x, m, b, xmin, xmax]) => {
    const isLow = A.compare(x!, xmin!);
    const isHigh = A.compare(x!, xmax!);
    if (isLow === undefined || isHigh === undefined) return A.fromNumber(Number.NaN);
    if (isLow <= 0) return A.fromNumber(0);
    return isHigh >= 0 ? A.fromNumber(1) : A.add(A.multiply(m!, x!), b!);
  },
  partial: (A, [x, m, , xmin, xmax], k) => {
    const slope = [m!, x!, A.one, A.zero, A.zero][k]!;
    return A.piecewise(slope, inside(A, x!, xmin!, xmax!), 0);
  },
  kink: ([x, m, b, xmin, xmax]) => {
    if (x !== xmin && x !== xmax) return undefined;
    return Math.abs(m! * x! + b! - (x === xmin ? 0 : 1)) > 1e-12 ? "jump" : "kink";
  },
  directional: (A, [x, m, b, xmin, xmax], [dx, dm, db]) => {
    const line = A.add(A.multiply(m!, dx!), A.multiply(x!, dm!), db!);
    const edges = [0, A.call("equal", x!, xmin!), 1, A.call("equal", x!, xmax!)] as const;
    const onLine = A.piecewise(
      line,
      A.call("equal", A.add(A.multiply(m!, x!), b!), A.piecewise(...edges, 0)),
      A.power(0, -1),
    );
    const low = A.call("and", edges[1], less(A, 0, dx!));
    const high = A.call("and", edges[3], less(A, dx!, 0));
    const within = A.call("and", less(A, xmin!, x!), less(A, x!, xmax!));
    return A.piecewise(line, within, onLine, A.call("or", low, high), 0);
  },
};

function inside(A: Algebra, x: Expression, low: Expression, high: Expression): Expression {
  return A.call("and", less(A, low, x), atMost(A, x, high));
}

/** 1 where the two indices are equal, else 0. */
export const kronecker: FunctionRow = {
  latex: "\\delta",
  value: (A, [i, j]) => choose(A, A.subtract(i!, j!), 0, 1, 0),
  partial: (A) => A.zero,
  fold: (A, [i, j]) => {
    if (i === j) return A.one;
    return i?.kind === "number" && j?.kind === "number" ? A.zero : undefined;
  },
};
