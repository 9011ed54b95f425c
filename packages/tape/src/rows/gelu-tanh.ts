import { type Arithmetic, twoProduct, twoSum } from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { geluTanhSlopeNear } from "./slope-series.ts";

// The form of gelu with tanh is x s(t), where s is the logistic function and t = 2 √(2/π) (x + 0.044715 x³).

/** 2 √(2/π), and that times 0.044715, each in two parts. */
const LINEAR = { hi: 1.5957691216057308, lo: -9.96930880911092e-17 };
const CUBIC = { hi: 0.07135481627260025, lo: -6.175149918155315e-19 };

/** Beyond, exp(-|t|) is 0. */
const FAR = 22;

/** exp(-|t| / 2): t in two parts, as its error in one would be that of the exponential, hundreds of times as large. */
function rootOfExponential(x: number): number {
  const size = Math.abs(x);
  if (size > FAR) return 0;
  const square = twoProduct(size, size);
  const cubic = twoProduct(CUBIC.hi, square.hi);
  const both = twoSum(LINEAR.hi, cubic.hi);
  const t = twoProduct(size, both.hi);
  const below = both.lo + LINEAR.lo + cubic.lo + CUBIC.hi * square.lo + CUBIC.lo * square.hi;
  return Math.exp(-t.hi / 2) * (1 - (t.lo + size * below) / 2);
}

/** x s(t), without a tail of tanh that cancels; 0 and not NaN at -Infinity. */
export const geluTanh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "geluTanh",
  number: (x) => {
    if (x < -FAR) return -0;
    const root = rootOfExponential(x);
    return (x < 0 ? x * root * root : x) / (1 + root * root);
  },
  scalar: (A, x) => A.multiply(x, A.sigmoid(exponentIn(A, x))),
  partials: [(x) => applyOne(geluTanhSlope, undefined, [x])],
});

/** s(t) (1 + x t' s(-t)), and s(t) s(-t) (2 t' + x t'' - x t'² tanh(t/2)) in turn. */
export const geluTanhSlope: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "geluTanhSlope",
  number: (x) => {
    if (Math.abs(x) > FAR) return x > 0 ? 1 : 0;
    const root = rootOfExponential(x);
    const steepness = LINEAR.hi + 3 * CUBIC.hi * x * x;
    const scale = 1 / (1 + root * root);
    if (x > 0) return scale * (1 + x * steepness * root * root * scale);
    return geluTanhSlopeNear(x) ?? root * (1 + x * steepness * scale) * scale * root;
  },
  scalar: (A, x) => {
    const t = exponentIn(A, x);
    const rest = A.multiply(A.multiply(x, steepnessIn(A, x)), A.sigmoid(A.negate(t)));
    return A.multiply(A.sigmoid(t), A.add(A.fromNumber(1), rest));
  },
  partials: [
    (x) => {
      const { half, steepness, bend } = exponentOf(x);
      const turn = op.multiply(op.multiply(x, op.square(steepness)), op.tanh(half));
      return op.multiply(applyOne(geluTanhDensity, undefined, [x]), op.subtract(bend, turn));
    },
  ],
});

/** s(t) s(-t), with the derivative -s(t) s(-t) tanh(t/2) t'. */
export const geluTanhDensity: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "geluTanhDensity",
  number: (x) => {
    const root = rootOfExponential(x);
    return (root / (1 + root * root)) ** 2;
  },
  scalar: (A, x) => {
    const t = exponentIn(A, x);
    return A.multiply(A.sigmoid(t), A.sigmoid(A.negate(t)));
  },
  partials: [
    (x, y) => {
      const { half, steepness } = exponentOf(x);
      return op.negate(op.multiply(y, op.multiply(op.tanh(half), steepness)));
    },
  ],
});

/** In operations: t/2, t', and 2 t' + x t''. */
function exponentOf(x: ArrayLike): Readonly<Record<"half" | "steepness" | "bend", ArrayLike>> {
  const linear = op.multiply(2, op.sqrt(op.divide(2, op.pi())));
  const cubic = op.multiply(op.multiply(op.divide(44715, 1e6), linear), op.square(x));
  return {
    half: op.multiply(op.divide(x, 2), op.add(linear, cubic)),
    steepness: op.add(linear, op.multiply(3, cubic)),
    bend: op.add(op.multiply(2, linear), op.multiply(12, cubic)),
  };
}

function coefficientsIn<T>(A: Arithmetic<T>): readonly [linear: T, cubic: T] {
  const two = A.fromNumber(2);
  const linear = A.multiply(two, A.sqrt(A.divide(two, A.pi)));
  return [linear, A.multiply(linear, A.divide(A.fromNumber(44715), A.fromNumber(1e6)))];
}

function exponentIn<T>(A: Arithmetic<T>, x: T): T {
  const [linear, cubic] = coefficientsIn(A);
  return A.multiply(x, A.add(linear, A.multiply(cubic, A.multiply(x, x))));
}

function steepnessIn<T>(A: Arithmetic<T>, x: T): T {
  const [linear, cubic] = coefficientsIn(A);
  return A.add(linear, A.multiply(A.multiply(A.fromNumber(3), cubic), A.multiply(x, x)));
}
