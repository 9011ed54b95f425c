import {
  inverse as inverseKernel,
  solve as solveKernel,
  type TriangularOptions,
  triangularSolve as triangularKernel,
} from "@chainrule/array";
import { ShapeMismatchError } from "../errors.ts";
import { addLinear, unbroadcast } from "../families.ts";
import { matmul } from "../operations/contraction.ts";
import * as op from "../operations/elementwise.ts";
import { tril, triu } from "../operations/matrices.ts";
import { matrixTranspose } from "../operations/moves.ts";
import type { Linear, Primitive } from "../primitive.ts";
import { commonShape } from "../promotion.ts";
import type { Abstract, ArrayLike } from "../value.ts";
import { floats, leadingOf, linalg, matrixOf, sideOf, sidesOf, through } from "./linalg.ts";

/** The inverse Y of A: dY = -Y dA Y. */
export const inverse: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "inverse",
  shape: (_, [a]) => [floats(checkedSquare("inverse", a!), a!)],
  kernel: (_, [a]) => [inverseKernel(a!)],
  reads: "outputs",
  vjp: ([cotangent], { inputs: [a], outputs: [y] }) => [
    through(cotangent, a!, (g) => op.negate(matmul(matmul(matrixTranspose(y!), g), matrixTranspose(y!)))),
  ],
  jvp: ([tangent], { outputs: [y] }) => [through(tangent, y!, (t) => op.negate(matmul(matmul(y!, t), y!)))],
});

function checkedSquare(name: string, x: Abstract): readonly number[] {
  sideOf(name, x);
  return x.shape;
}

/** Shape of X in A X = B. */
function solutionShape(name: string, a: Abstract, b: Abstract): Abstract {
  const [n, [rows, columns]] = [sideOf(name, a), sidesOf(name, b)];
  if (n !== rows) {
    throw new ShapeMismatchError(
      name,
      [a.shape, b.shape],
      "right sides must have as many rows as the matrix.",
    );
  }
  const leading = commonShape(name, [{ shape: leadingOf(a) }, { shape: leadingOf(b) }]);
  return floats([...leading, n, columns], a, b);
}

/** X with A X = B: A dX = dB - dA X; a cotangent of B solves the transposed system, and Ā = -B̄ X'. */
export const solve: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "solve",
  shape: (_, [a, b]) => [solutionShape("solve", a!, b!)],
  kernel: (_, [a, b]) => [solveKernel(a!, b!)],
  reads: ["itself and outputs", "others"],
  vjp: ([cotangent], { inputs: [a, b], outputs: [x], needed }) => {
    const ofB = matrixOf(solve, undefined, matrixTranspose(a!), cotangent!);
    return [
      needed[0] ? unbroadcast(op.negate(matmul(ofB, matrixTranspose(x!))), a!) : undefined,
      needed[1] ? unbroadcast(ofB, b!) : undefined,
    ];
  },
  jvp: ([da, db], { inputs: [a], outputs: [x] }) => [
    through(rightSide(da && matmul(da, x!), db), x!, (side) => matrixOf(solve, undefined, a!, side)),
  ],
});

/** dB - dA X, of what is there. */
function rightSide(moved: Linear, db: Linear): Linear {
  return addLinear(db, moved && op.negate(moved));
}

/** X with T X = B, where T is a triangle of A (or that transposed); only that triangle has a cotangent. */
export const triangularSolve: Primitive<TriangularOptions> = /* @__PURE__ */ linalg<TriangularOptions>({
  name: "triangularSolve",
  shape: (_, [a, b]) => [solutionShape("triangularSolve", a!, b!)],
  kernel: (options, [a, b]) => [triangularKernel(a!, b!, options)],
  reads: ["itself and outputs", "others"],
  vjp: ([cotangent], { params, inputs: [a, b], outputs: [x], needed }) => {
    const ofB = matrixOf(triangularSolve, { ...params, transposed: !params.transposed }, a!, cotangent!);
    const pair: [ArrayLike, ArrayLike] = params.transposed ? [x!, ofB] : [ofB, x!];
    const ofA = (): ArrayLike => op.negate(triangle(matmul(pair[0], matrixTranspose(pair[1])), params));
    return [needed[0] ? unbroadcast(ofA(), a!) : undefined, needed[1] ? unbroadcast(ofB, b!) : undefined];
  },
  jvp: ([da, db], { params, inputs: [a], outputs: [x] }) => {
    const dt = da && triangle(da, params);
    const moved = dt && matmul(params.transposed ? matrixTranspose(dt) : dt, x!);
    return [through(rightSide(moved, db), x!, (side) => matrixOf(triangularSolve, params, a!, side))];
  },
});

/** The part of a matrix that is read. */
function triangle(x: ArrayLike, { upper, unitDiagonal }: TriangularOptions): ArrayLike {
  return upper ? triu(x, unitDiagonal ? 1 : 0) : tril(x, unitDiagonal ? -1 : 0);
}
