import {
  det as detKernel,
  determinantForm as formKernel,
  sameShape,
  slogdet as slogdetKernel,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { addLinear, broadcastToShape, castLike, scaleBy } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import { matrixTranspose } from "../operations/moves.ts";
import type { Linear, Primitive } from "../primitive.ts";
import { NoConcreteValueError } from "../unknown.ts";
import { type ArrayLike, asArray, concrete, shapeOf } from "../value.ts";
import { floats, identityOf, leadingOf, linalg, matrixOf, perMatrix, sideOf, through } from "./linalg.ts";
import { inverse } from "./linalg-solve.ts";
import { sum } from "./reduce.ts";

const MATRIX_AXES = { axes: [-2, -1] };

/** The sum of the products of elements, for each pair of matrices. */
function inner(x: ArrayLike, y: ArrayLike): ArrayLike {
  return applyOne(sum, MATRIX_AXES, [op.multiply(x, y)]);
}

/** The determinant, whose derivative is the matrix of cofactors: right for singular matrices too. */
export const det: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "det",
  shape: (_, [a]) => {
    sideOf("det", a!);
    return [floats(leadingOf(a!), a!)];
  },
  kernel: (_, [a]) => [detKernel(a!)],
  reads: "inputs",
  vjp: ([cotangent], { inputs: [a] }) => [
    through(cotangent, a!, (g) => op.multiply(perMatrix(g), matrixOf(determinantForm, undefined, a!))),
  ],
  jvp: ([tangent], { inputs: [a], outputs: [y] }) => [
    through(tangent, y!, (t) => inner(matrixOf(determinantForm, undefined, a!), t)),
  ],
});

/**
 * The derivative of the determinant at the first input along all others, as the matrix of what is left open. It is
 * symmetric and linear in the directions and the open place, and its own derivative has one direction more.
 */
export const determinantForm: Primitive<undefined> = {
  ...linalg<undefined>({
    name: "determinantForm",
    shape: (_, inputs) => {
      sideOf("determinantForm", inputs[0]!);
      const shapes = inputs.map(({ shape }) => shape);
      if (!shapes.every((shape) => sameShape(shape, shapes[0]!))) {
        throw new ShapeMismatchError("determinantForm", shapes, "directions have the shape of the matrix.");
      }
      return [floats(shapes[0]!, ...inputs)];
    },
    kernel: (_, [a, ...directions]) => [formKernel(a!, directions)],
    reads: ["inputs", "others"],
    vjp: ([cotangent], { inputs, needed }) =>
      inputs.map((input, i) => (needed[i] ? castLike(formAlong(cotangent!, inputs, i), input) : undefined)),
    jvp: (tangents, { inputs, outputs: [y] }) => {
      const terms = tangents.map((tangent, i) => tangent && formAlong(tangent, inputs, i));
      return [through(terms.reduce<Linear>(addLinear, undefined), y!, (t) => t)];
    },
  }),
  batch: (inputs, { size, batched }) => [
    applyOne(
      determinantForm,
      undefined,
      inputs.map((x, i) => (batched[i] ? x : broadcastToShape(x, [size, ...shapeOf(x)]))),
    ),
  ],
};

/** The derivative by input i: of the matrix by one more direction, of a direction in its place. */
function formAlong(direction: ArrayLike, [a, ...directions]: readonly ArrayLike[], i: number): ArrayLike {
  const along = i === 0 ? [...directions, direction] : directions.with(i - 1, direction);
  return matrixOf(determinantForm, undefined, a!, ...along);
}

/**
 * Sign and log |det|; the derivative of the logarithm is the transposed inverse, that of the sign is 0. Beside a singular matrix
 * the logarithm falls without bound: there the derivative is infinite where the cofactor is not 0.
 */
export const slogdet: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "slogdet",
  shape: (_, [a]) => {
    sideOf("slogdet", a!);
    return [floats(leadingOf(a!), a!), floats(leadingOf(a!), a!)];
  },
  kernel: (_, [a]) => {
    const { sign, logAbsDet } = slogdetKernel(a!);
    return [sign, logAbsDet];
  },
  reads: "inputs",
  saves: ({ outputs: [sign] }) => [sign!],
  vjp: ([, cotangent], { inputs: [a], saved: [sign] }) => [
    through(cotangent, a!, (g) => {
      const { inverted, isSingular, cofactors } = aroundSingular(a!, sign!);
      const regular = op.multiply(perMatrix(g), inverted);
      if (isSingular === undefined) return regular;
      const falling = scaleBy(cofactors!, scaleBy(perMatrix(g), Number.POSITIVE_INFINITY));
      return op.where(perMatrix(isSingular), falling, regular);
    }),
  ],
  jvp: ([tangent], { inputs: [a], outputs: [, y], saved: [sign] }) => [
    undefined,
    through(tangent, y!, (t) => {
      const { inverted, isSingular, cofactors } = aroundSingular(a!, sign!);
      const regular = inner(inverted, t);
      if (isSingular === undefined) return regular;
      return op.where(isSingular, scaleBy(inner(cofactors!, t), Number.POSITIVE_INFINITY), regular);
    }),
  ],
});

/** Inverses, transposed, of the matrices that have one; and where one may have none: whether it is so, and the cofactors. */
interface AroundSingular {
  readonly inverted: ArrayLike;
  readonly isSingular?: ArrayLike;
  readonly cofactors?: ArrayLike;
}

function aroundSingular(a: ArrayLike, sign: ArrayLike): AroundSingular {
  if (isKnownRegular(sign)) return { inverted: matrixTranspose(matrixOf(inverse, undefined, a)) };
  const isSingular = op.equal(sign, 0);
  const regular = op.where(perMatrix(isSingular), identityOf(a), a);
  return {
    inverted: matrixTranspose(matrixOf(inverse, undefined, regular)),
    isSingular,
    cofactors: matrixOf(determinantForm, undefined, a),
  };
}

/** Whether all signs are known now, and none is 0. */
function isKnownRegular(sign: ArrayLike): boolean {
  try {
    return asArray(concrete(sign)).read((view) => view.every((each) => each !== 0));
  } catch (error) {
    if (error instanceof NoConcreteValueError) return false;
    throw error;
  }
}
