import { array, type NDArray } from "@chainrule/array";
import { evaluate, type TensorValue, toText } from "@chainrule/expr";
import { boundedDoubleDouble, doubleDouble } from "@chainrule/special";
import * as tape from "@chainrule/tape";
import { type ArrayLike, evaluate as run, trace } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { type Exactish, nearest } from "../voices/carrier.ts";
import { bindingsOf } from "../voices/symbolic.ts";
import { lift } from "./lift.ts";
import { NotLiftedError } from "./notLifted.ts";

type Operation = (...args: ArrayLike[]) => ArrayLike;

const one = [array([0.3, 0.7, 0.2])];
const real = [array([-2.5, -0.4, 0, 0.3, 1.7])];
const positive = [array([0.2, 1, 3.7])];
const beyond = [array([1.25, 2, 9])];
const two = [array([0.5, -1.5, 3]), array([-2, 0.75, 3])];
const twoPositive = [array([0.5, 1.5, 3]), array([2, 0.75, 3])];
const whole = [array([-2.5, -0.5, 0.5, 1.2, 3])];
const truths = [array([0, 1, 0, 1]), array([0, 0, 1, 1])];

/** Every elementwise operation of the tape that has a form in expr, and where to compare the two. */
const lifted: Readonly<Record<string, readonly [Operation, readonly NDArray[]]>> = {
  abs: [tape.abs, real],
  acos: [tape.acos, one],
  acosh: [tape.acosh, beyond],
  add: [tape.add as Operation, two],
  asin: [tape.asin, one],
  asinh: [tape.asinh, real],
  atan: [tape.atan, real],
  atan2: [tape.atan2 as Operation, two],
  atanh: [tape.atanh, one],
  cbrt: [tape.cbrt, real],
  ceil: [tape.ceil, whole],
  celu: [(x) => tape.celu(x!, 1.5), real],
  clip: [(x) => tape.clip(x!, -1, 1), real],
  cos: [tape.cos, real],
  cosh: [tape.cosh, real],
  deg2rad: [tape.deg2rad, real],
  digamma: [tape.digamma, positive],
  divide: [tape.divide as Operation, two],
  elu: [(x) => tape.elu(x!, 1.5), real],
  entropy: [tape.entropy, positive],
  equal: [tape.equal as Operation, two],
  erf: [tape.erf, real],
  erfc: [tape.erfc, real],
  erfcx: [tape.erfcx, real],
  exp: [tape.exp, real],
  exp2: [tape.exp2, real],
  expm1: [tape.expm1, real],
  floor: [tape.floor, whole],
  floorDivide: [tape.floorDivide as Operation, two],
  gamma: [tape.gamma, positive],
  gaussian: [tape.gaussian, real],
  gelu: [(x) => tape.gelu(x!), real],
  greater: [tape.greater as Operation, two],
  greaterEqual: [tape.greaterEqual as Operation, two],
  hardSigmoid: [tape.hardSigmoid, real],
  hardSwish: [tape.hardSwish, real],
  hardTanh: [(x) => tape.hardTanh(x!), real],
  heaviside: [tape.heaviside as Operation, [array([-1, 0, 2]), array([0.5, 0.25, 0.5])]],
  hypot: [tape.hypot as Operation, two],
  integerPower: [(x) => tape.integerPower(x!, 5), real],
  isClose: [(a, b) => tape.isClose(a!, b!), two],
  leakyRelu: [(x) => tape.leakyRelu(x!, 0.125), real],
  lerp: [(a, b) => tape.lerp(a!, b!, 0.25), two],
  less: [tape.less as Operation, two],
  lessEqual: [tape.lessEqual as Operation, two],
  lgamma: [tape.lgamma, positive],
  log: [tape.log, positive],
  log10: [tape.log10, positive],
  log1mexp: [tape.log1mexp, positive],
  log1p: [tape.log1p, positive],
  log2: [tape.log2, positive],
  logCosh: [tape.logCosh, real],
  logSigmoid: [tape.logSigmoid, real],
  logaddexp: [tape.logaddexp as Operation, two],
  logaddexp2: [tape.logaddexp2 as Operation, two],
  logicalAnd: [tape.logicalAnd as Operation, truths],
  logicalNot: [tape.logicalNot, truths.slice(0, 1)],
  logicalOr: [tape.logicalOr as Operation, truths],
  logit: [tape.logit, one],
  maximum: [tape.maximum as Operation, two],
  minimum: [tape.minimum as Operation, two],
  multivariateLgamma: [(x) => tape.multivariateLgamma(x!, 2), [array([1.25, 2, 3.5])]],
  mish: [tape.mish, real],
  multiply: [tape.multiply as Operation, two],
  negate: [(x) => tape.negate(x!), real],
  normalCdf: [tape.normalCdf, real],
  normalDensity: [tape.normalDensity, real],
  notEqual: [tape.notEqual as Operation, two],
  pi: [(x) => tape.multiply(tape.pi(), x!), one],
  polygamma: [(x) => tape.polygamma(2, x!), positive],
  power: [tape.power as Operation, twoPositive],
  reciprocal: [tape.reciprocal, positive],
  relu: [tape.relu, real],
  relu6: [tape.relu6, real],
  remainder: [tape.remainder as Operation, two],
  rad2deg: [tape.rad2deg, real],
  round: [tape.round, whole],
  rsqrt: [tape.rsqrt, positive],
  selu: [tape.selu, real],
  sigmoid: [tape.sigmoid, real],
  sign: [tape.sign, real],
  silu: [tape.silu, real],
  sin: [tape.sin, real],
  sinc: [tape.sinc, real],
  sinh: [tape.sinh, real],
  softplus: [tape.softplus, real],
  softsign: [tape.softsign, real],
  sqrt: [tape.sqrt, positive],
  square: [tape.square, real],
  squaredDifference: [tape.squaredDifference as Operation, two],
  step: [tape.step, real],
  subtract: [tape.subtract as Operation, two],
  tan: [tape.tan, real],
  tanh: [tape.tanh, real],
  tanhShrink: [tape.tanhShrink, real],
  where: [(c, x) => tape.where(tape.less(c!, 0), c!, x!), two],
  xlog1py: [tape.xlog1py as Operation, twoPositive],
  xlogy: [tape.xlogy as Operation, twoPositive],
};

const bits = [array([6, 5, 3], { dtype: "int32" }), array([3, 1, 2], { dtype: "int32" })];
const branches = "it has different forms for different values";

/** The elementwise operations that have none, and why. */
const notLifted: Readonly<Record<string, readonly [Operation, readonly NDArray[], string]>> = {
  bitwiseAnd: [tape.bitwiseAnd as Operation, bits, branches],
  bitwiseInvert: [tape.bitwiseInvert, bits.slice(0, 1), branches],
  bitwiseLeftShift: [tape.bitwiseLeftShift as Operation, bits, branches],
  bitwiseOr: [tape.bitwiseOr as Operation, bits, branches],
  bitwiseRightShift: [tape.bitwiseRightShift as Operation, bits, branches],
  bitwiseXor: [tape.bitwiseXor as Operation, bits, branches],
  copySign: [tape.copySign as Operation, two, branches],
  erfinv: [tape.erfinv, one, branches],
  fmax: [tape.fmax as Operation, two, branches],
  fmin: [tape.fmin as Operation, two, branches],
  fmod: [tape.fmod as Operation, two, branches],
  frac: [tape.frac, real, branches],
  hardShrink: [(x) => tape.hardShrink(x!), real, branches],
  i0: [tape.i0, real, branches],
  i0e: [tape.i0e, real, branches],
  i1: [tape.i1, real, branches],
  i1e: [tape.i1e, real, branches],
  isFinite: [tape.isFinite, real, branches],
  isInfinite: [tape.isInfinite, real, branches],
  isNaN: [tape.isNaN, real, branches],
  logNormalCdf: [tape.logNormalCdf, real, branches],
  logicalXor: [tape.logicalXor as Operation, truths, branches],
  nanToNum: [(x) => tape.nanToNum(x!), real, branches],
  nextAfter: [tape.nextAfter as Operation, two, branches],
  normalQuantile: [tape.normalQuantile, one, branches],
  softShrink: [(x) => tape.softShrink(x!), real, branches],
  stopGradient: [tape.stopGradient as Operation, real, "it stops derivatives"],
  threshold: [(x) => tape.threshold(x!, 1, 20), real, branches],
  trunc: [tape.trunc, whole, branches],
};

/** A function traced at its arguments, in both forms, in double-double. */
function bothForms(f: Operation, args: readonly NDArray[]) {
  const program = trace((...xs: ArrayLike[]) => f(...xs))(...args);
  const names = args.map((_, i) => `x${i}`);
  const { expression, inputs, constants } = lift(program, names);
  const parameters = args.map((value, i) => ({ name: names[i]!, value }));
  const bindings = bindingsOf({ expression, variables: inputs, constants }, parameters);
  const symbolic = evaluate(expression, bindings, {
    arithmetic: boundedDoubleDouble,
  }) as TensorValue<Exactish>;
  return { expression, symbolic, tape: run(program, args, boundedDoubleDouble)[0]! };
}

function expectSameValue(f: Operation, args: readonly NDArray[]): void {
  const { expression, symbolic, tape: recorded } = bothForms(f, args);
  expect(symbolic.shape, toText(expression)).toEqual([...recorded.shape]);
  Array.from(symbolic.data).forEach((left, i) => {
    const right = recorded.data[i]!;
    const gap = Math.abs(doubleDouble.toNumber(doubleDouble.subtract(left.value, right.value)));
    expect(gap, `${toText(expression)} at ${i}`).toBeLessThanOrEqual(left.error + right.error);
    expect(left.error + right.error).toBeLessThan(1e-28 * Math.max(1, Math.abs(nearest(left))));
  });
}

describe("elementwise operations", () => {
  it.each(Object.entries(lifted))("%s has the same value as an expression", (_, [f, args]) => {
    expectSameValue(f, args);
  });

  it.each(Object.entries(notLifted))("%s is not lifted, and the error says why", (_, [f, args, why]) => {
    const lifting = () => lift(trace((...xs: ArrayLike[]) => f(...xs))(...args), ["a", "b"]);
    expect(lifting).toThrow(NotLiftedError);
    expect(lifting).toThrow(expect.objectContaining({ code: "check/not-lifted" }));
    expect(lifting).toThrow(why);
  });
});

describe("the list of operations", () => {
  /** Operations of other families, transforms, and everything that is no operation. */
  const others = new Set(
    `
      adaptiveAvgPool1d adaptiveAvgPool2d adaptiveAvgPool3d adaptiveMaxPool1d adaptiveMaxPool2d
      adaptiveMaxPool3d adjugate all any apply applyOne arange argmax argmin argsort array asArray
      astype at avgPool1d avgPool2d avgPool3d binary blockDiag broadcastTo centralDifferences
      checkFinite checkpoint cholesky choleskyInverse choleskySolve compress concat concrete cond contract
      conv1d conv2d conv3d convTranspose1d convTranspose2d convTranspose3d correlation
      cosineSimilarity countNonzero covariance cross cumulativeArgmax cumulativeArgmin
      cumulativeLogSumExp cumulativeMax cumulativeMin cumulativeProd cumulativeSum
      cumulativeTrapezoid customJvp customVjp det diag diagonal diff dotProductTest eigh eigvalsh einsum
      elementsOf elementwise evaluate expandDims eye flip fold forwardReverseTest full fullLike grad hessian
      householderProduct hvp ifElse implicitFunction inner inverse iota isControl jacobian jvp kron kthSmallest
      linear linearize linspace logDet logSoftmax logspace logSumExp lstsq lu luSolve matmul
      matrixExponential matrixNorm matrixPower matrixRank matrixTrace matrixTranspose max
      maxPool1d maxPool2d maxPool3d mean median meshgrid min mode moveAxis multiDot nanMean
      nanMedian nanProd nanQuantile nanSum nonzero normalize oneHot ones onesLike outer pad
      pairwiseDistances perExampleGrad permuteDims pinv primitive prod qr quantile random
      recordTape repeat reshape roll rot90 run sameShape scan scatter scatterAdd searchSorted
      shapeOf showShape slogdet softmax solve sort sourcePosition sparseHessian sparseJacobian sparsity split
      squeeze stack standardize std sum summary svd svdvals take takeAlongAxis tensordot tensorInverse
      tensorSolve tile toDot topK trace trapezoid tree triangularSolve tril triu unary unfold unstack
      updateAt valueAndGrad vander variance vecdot vectorNorm vjp vmap whileLoop zeros zerosLike
    `
      .trim()
      .split(/\s+/),
  );

  it("is complete: whoever adds an elementwise operation to the tape says here whether it can be lifted", () => {
    const listed = new Set([...Object.keys(lifted), ...Object.keys(notLifted), ...others]);
    const exported = Object.keys(tape).filter((name) => /^[a-z]/.test(name));
    expect(exported.filter((name) => !listed.has(name))).toEqual([]);
    expect([...listed].filter((name) => !exported.includes(name))).toEqual([]);
  });
});
