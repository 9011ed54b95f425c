import { array, type NDArray, type Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import * as op from "../operations/index.ts";
import { determinantForm } from "../rows/linalg-determinant.ts";
import type { Tensor } from "../value.ts";
import type { ArrayFunction } from "./checks.ts";

// Functions of linear algebra: of an array A of elements between -1 and 1, made into matrices far from where
// derivatives end. Random numbers are drawn by `samples.ts`.

type Interval = readonly [number, number];

/** A name, a function, the shapes of its inputs, and where to draw them. */
export type ArraySample = readonly [string, ArrayFunction, readonly Shape[], Interval?];

const identity = (n: number): NDArray =>
  array(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))));

/** 2 I + A / 2: well away from singular. */
function regular(x: Tensor): Tensor {
  return op.add(op.multiply(2, identity(x.shape.at(-1)!)), op.multiply(0.5, x));
}

/** diag(1, 2, 3, ...) + A / 8: eigenvalues, singular values and pivots that stay apart. */
function apart(x: Tensor): Tensor {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const graded = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => (i === j ? i + 1 : 0)),
  );
  return op.add(array(graded), op.multiply(0.125, x));
}

/** All results of a decomposition as one list, so that each counts. */
const joined = (...parts: readonly Tensor[]): Tensor => op.concat(parts.map((x) => op.reshape(x, [-1])));

/** Products and parts of matrices. */
export const MATRICES: readonly ArraySample[] = [
  [
    "contract",
    (a, b) => op.contract(a!, b!, { contract: [[1], [2]], batch: [[2], [0]] }),
    [
      [2, 3, 4],
      [4, 2, 3],
    ],
  ],
  [
    "matmul",
    (a, b) => op.matmul(a!, b!),
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    "matmul, broadcast",
    (a, b) => op.matmul(a!, b!),
    [
      [2, 1, 2, 3],
      [3, 3, 2],
    ],
  ],
  ["matmul, vectors", (a, b) => op.matmul(a!, b!), [[3], [3]]],
  ["matmul, vector first", (a, b) => op.matmul(a!, b!), [[3], [2, 3, 2]]],
  ["outer", (a, b) => op.outer(a!, b!), [[2], [3]]],
  [
    "vecdot",
    (a, b) => op.vecdot(a!, b!, 0),
    [
      [3, 2],
      [3, 2],
    ],
  ],
  [
    "tensordot",
    (a, b) => op.tensordot(a!, b!, 2),
    [
      [2, 3, 4],
      [3, 4, 2],
    ],
  ],
  ["einsum, trace", (a) => op.einsum("ii", a!), [[3, 3]]],
  ["einsum, three", (a, b, c) => op.einsum("ij,jk,k->i", a!, b!, c!), [[2, 3], [3, 2], [2]]],
  [
    "einsum, ellipsis",
    (a, b) => op.einsum("...ij,...jk->...ik", a!, b!),
    [
      [2, 2, 3],
      [3, 2],
    ],
  ],
  ["diagonal", (x) => op.diagonal(x!, 1), [[2, 3, 4]]],
  ["diag", (x) => op.diag(x!), [[2, 3]]],
  ["matrixTrace", (x) => op.matrixTrace(x!), [[3, 3]]],
  ["tril", (x) => op.tril(x!, 1), [[3, 4]]],
  ["triu", (x) => op.triu(x!), [[3, 4]]],
];

/** Of rank 1: even the adjugate is 0. */
const SINGULAR: NDArray = array([
  [1, 2, 3],
  [2, 4, 6],
  [-1, -2, -3],
]);

/** Those that have rules in every arithmetic. */
export const LINALG: readonly ArraySample[] = [
  ["inverse", (x) => op.inverse(regular(x!)), [[3, 3]]],
  ["inverse of a stack", (x) => op.inverse(regular(x!)), [[2, 2, 2]]],
  ["det", (x) => op.det(x!), [[3, 3]]],
  ["det of a stack", (x) => op.det(x!), [[2, 2, 2]]],
  ["det around a singular matrix", (x) => op.det(op.add(SINGULAR, x!)), [[3, 3]], [0, 0]],
  ["adjugate", (x) => op.adjugate(x!), [[3, 3]]],
  [
    "determinantForm",
    (x, e) => applyOne(determinantForm, undefined, [x!, e!]),
    [
      [3, 3],
      [3, 3],
    ],
  ],
  ["slogdet", (x) => op.slogdet(regular(x!)).logAbsDet, [[3, 3]]],
  [
    "solve",
    (a, b) => op.solve(regular(a!), b!),
    [
      [3, 3],
      [3, 2],
    ],
  ],
  ["solve, vector", (a, b) => op.solve(regular(a!), b!), [[2, 2], [2]]],
  [
    "solve, broadcast",
    (a, b) => op.solve(regular(a!), b!),
    [
      [2, 1, 2, 2],
      [3, 2, 1],
    ],
  ],
  [
    "triangularSolve",
    (a, b) => op.triangularSolve(regular(a!), b!),
    [
      [3, 3],
      [3, 2],
    ],
  ],
  [
    "triangularSolve, upper",
    (a, b) => op.triangularSolve(regular(a!), b!, { upper: true }),
    [
      [3, 3],
      [2, 3, 2],
    ],
  ],
  [
    "triangularSolve, transposed",
    (a, b) => op.triangularSolve(regular(a!), b!, { transposed: true }),
    [
      [2, 2, 2],
      [2, 1],
    ],
  ],
  [
    "triangularSolve, unit diagonal",
    (a, b) => op.triangularSolve(a!, b!, { upper: true, transposed: true, unitDiagonal: true }),
    [
      [3, 3],
      [3, 2],
    ],
  ],
  ["cholesky", (x) => op.cholesky(regular(x!)), [[3, 3]]],
  ["choleskyInverse", (x) => op.choleskyInverse(op.tril(regular(x!))), [[3, 3]]],
  ["luSolve", (a, b) => op.luSolve(op.lu(apart(a!)), b!), [[3, 3], [3]]],
  ["householderProduct", (v, tau) => op.householderProduct(v!, tau!), [[4, 3], [2]]],
  ["lu", (x) => joined(op.lu(apart(x!)).l, op.lu(apart(x!)).u), [[3, 3]]],
  [
    "lu with its rows in a cycle",
    (x) => {
      const { l, u } = op.lu(op.roll(apart(x!), 1, 0));
      return joined(l, u);
    },
    [[3, 3]],
  ],
  ["qr", (x) => joined(op.qr(apart(x!)).q, op.qr(apart(x!)).r), [[4, 3]]],
  ["qr of a wide matrix", (x) => joined(op.qr(apart(x!)).q, op.qr(apart(x!)).r), [[2, 3]]],
  ["matrixPower", (x) => op.matrixPower(x!, 5), [[2, 2]]],
  ["matrixPower, negative", (x) => op.matrixPower(regular(x!), -2), [[2, 2]]],
  [
    "kron",
    (a, b) => op.kron(a!, b!),
    [
      [2, 2],
      [2, 2, 1],
    ],
  ],
  ["cross", (a, b) => op.cross(a!, b!), [[2, 3], [3]]],
  ["inner", (a, b) => op.inner(a!, b!), [[2, 3], [3]]],
  ["multiDot", (a, b, c) => op.multiDot([a!, b!, c!]), [[2, 3], [3, 4], [4]]],
  ["vander", (x) => op.vander(x!, 4), [[3]]],
  ["covariance", (x) => op.covariance(x!), [[4, 2]]],
  ["correlation", (x) => op.correlation(x!), [[4, 2]]],
  [
    "blockDiag",
    (a, b) => op.blockDiag([a!, b!]),
    [
      [2, 1],
      [1, 2],
    ],
  ],
  ["matrixNorm", (x) => op.matrixNorm(x!), [[2, 3]]],
  ["matrixNorm 1", (x) => op.matrixNorm(apart(x!), { order: 1 }), [[3, 3]]],
  [
    "tensorSolve",
    (a, b) => op.tensorSolve(op.reshape(regular(a!), [2, 2, 4]), b!),
    [
      [4, 4],
      [2, 2],
    ],
  ],
  ["tensorInverse", (x) => op.tensorInverse(op.reshape(regular(x!), [4, 2, 2]), 1), [[4, 4]]],
  ["matrixExponential", (x) => op.matrixExponential(x!), [[3, 3]]],
];

function allOfSvd(x: Tensor): Tensor {
  const { u, s, vh } = op.svd(apart(x));
  return joined(u, s, vh);
}

/** Eigenvalues and singular values. */
export const SPECTRAL: readonly ArraySample[] = [
  ["eigh", (x) => joined(op.eigh(apart(x!)).eigenvalues, op.eigh(apart(x!)).eigenvectors), [[3, 3]]],
  ["eigvalsh of a stack", (x) => op.eigvalsh(apart(x!)), [[2, 2, 2]]],
  ["svd", (x) => allOfSvd(x!), [[3, 3]]],
  ["svd of a tall matrix", (x) => allOfSvd(x!), [[3, 2]]],
  ["svd of a wide matrix", (x) => allOfSvd(x!), [[2, 3]]],
  ["pinv of a tall matrix", (x) => op.pinv(apart(x!)), [[3, 2]]],
  ["pinv of a wide matrix", (x) => op.pinv(apart(x!)), [[2, 3]]],
  ["lstsq", (a, b) => op.lstsq(apart(a!), b!), [[4, 2], [4]]],
  ["svdvals", (x) => op.svdvals(apart(x!)), [[2, 3]]],
  ["matrixNorm 2", (x) => op.matrixNorm(apart(x!), { order: 2 }), [[3, 2]]],
  ["matrixNorm nuc", (x) => op.matrixNorm(apart(x!), { order: "nuc", keepDims: true }), [[3, 2]]],
  ["cond", (x) => op.cond(apart(x!)), [[3, 3]]],
];
