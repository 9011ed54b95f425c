import { eigh as eighKernel, pinv as pinvKernel, svd as svdKernel } from "@chainrule/array";
import { addLinear, castLike, scaleBy } from "../families.ts";
import { matmul } from "../operations/contraction.ts";
import * as op from "../operations/elementwise.ts";
import { diag, diagonal } from "../operations/matrices.ts";
import { expandDims, matrixTranspose } from "../operations/moves.ts";
import type { Linear, Primitive } from "../primitive.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import {
  floats,
  leadingOf,
  linalg,
  reciprocalGaps,
  scaleColumns,
  scaleRows,
  sideOf,
  sidesOf,
  symmetricPart,
  through,
} from "./linalg.ts";

/**
 * Eigenvalues w and eigenvectors V of the symmetric part of A. With M = V' dA V: dw is the diagonal of M, and
 * dV = V (K ∘ M) with K[i, j] = 1 / (w[j] - w[i]) off the diagonal; the cotangent is symmetric. For equal eigenvalues K is
 * infinite, and counts only where something depends on the eigenvectors.
 * Source: M. B. Giles, Collected matrix derivative results, 2008.
 */
export const eigh: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "eigh",
  shape: (_, [a]) => {
    const n = sideOf("eigh", a!);
    return [floats([...leadingOf(a!), n], a!), floats(a!.shape, a!)];
  },
  kernel: (_, [a]) => {
    const { eigenvalues, eigenvectors } = eighKernel(a!);
    return [eigenvalues, eigenvectors];
  },
  reads: "outputs",
  vjp: ([wBar, vBar], { inputs: [a], outputs: [w, v] }) => {
    const ofVectors = vBar && scaleBy(matmul(matrixTranspose(v!), vBar), reciprocalGaps(w!));
    const inside = addLinear(wBar && diag(wBar), ofVectors);
    return [through(inside, a!, (m) => symmetricPart(matmul(matmul(v!, m), matrixTranspose(v!))))];
  },
  jvp: ([tangent], { outputs: [w, v] }) => {
    if (tangent === undefined) return [undefined, undefined];
    const m = matmul(matmul(matrixTranspose(v!), symmetricPart(tangent)), v!);
    return [castLike(diagonal(m), w!), castLike(matmul(v!, scaleBy(m, reciprocalGaps(w!))), v!)];
  },
});

/** 1 / (s[j]² - s[i]²) off the diagonal, as 1 / (s[j] - s[i]) / (s[j] + s[i]). */
function reciprocalGapsOfSquares(s: ArrayLike): ArrayLike {
  const sums = op.add(expandDims(s, -2), expandDims(s, -1));
  return scaleBy(reciprocalGaps(s), op.reciprocal(sums));
}

/** X - U U' X: what is orthogonal to the columns of U; nothing where these span all. */
function complement(u: ArrayLike, x: ArrayLike): Linear {
  const [rows, columns] = shapeOf(u).slice(-2);
  return rows === columns ? undefined : op.subtract(x, matmul(u, matmul(matrixTranspose(u), x)));
}

/**
 * A = U diag(s) V'. With P = U' dA V: ds is the diagonal of P; dU = U (F ∘ (P S + S P')) + (I - U U') dA V / s, and the same
 * for V with A', where F[i, j] = 1 / (s[j]² - s[i]²). Singular vectors of equal or zero singular values have no derivative;
 * the singular values alone do not need it.
 * Source: J. Townsend, Differentiating the singular value decomposition, 2016.
 */
export const svd: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "svd",
  shape: (_, [a]) => {
    const [rows, columns] = sidesOf("svd", a!);
    const k = Math.min(rows, columns);
    const shapes = [[rows, k], [k], [columns, k]];
    return shapes.map((shape) => floats([...leadingOf(a!), ...shape], a!));
  },
  kernel: (_, [a]) => {
    const { u, s, v } = svdKernel(a!);
    return [u, s, v];
  },
  reads: "outputs",
  vjp: ([uBar, sBar, vBar], { inputs: [a], outputs: [u, s, v] }) => {
    const gaps = reciprocalGapsOfSquares(s!);
    const inU = uBar && twice(scaleBy(matmul(matrixTranspose(u!), uBar), gaps));
    const inV = vBar && twice(scaleBy(matmul(matrixTranspose(v!), vBar), gaps));
    const inside = [inU && scaleColumns(inU, s!), inV && scaleRows(inV, s!), sBar && diag(sBar)];
    const spanned = through(inside.reduce<Linear>(addLinear, undefined), a!, (p) =>
      matmul(matmul(u!, p), matrixTranspose(v!)),
    );
    const [leftU, leftV] = [uBar && complement(u!, uBar), vBar && complement(v!, vBar)];
    const byS = op.reciprocal(s!);
    const outside = [
      leftU && matmul(scaleColumns(leftU, byS), matrixTranspose(v!)),
      leftV && matmul(u!, matrixTranspose(scaleColumns(leftV, byS))),
    ];
    return [through([spanned, ...outside].reduce<Linear>(addLinear, undefined), a!, (x) => x)];
  },
  jvp: ([tangent], { outputs: [u, s, v] }) => {
    if (tangent === undefined) return [undefined, undefined, undefined];
    const [ofV, ofU] = [matmul(tangent, v!), matmul(matrixTranspose(tangent), u!)];
    const p = matmul(matrixTranspose(u!), ofV);
    const gaps = reciprocalGapsOfSquares(s!);
    const turned = matrixTranspose(p);
    const [left, right] = [
      op.add(scaleColumns(p, s!), scaleRows(turned, s!)),
      op.add(scaleRows(p, s!), scaleColumns(turned, s!)),
    ];
    const byS = op.reciprocal(s!);
    const moved = (basis: ArrayLike, inside: ArrayLike, along: ArrayLike): ArrayLike => {
      const rest = complement(basis, along);
      return addLinear(matmul(basis, scaleBy(inside, gaps)), rest && scaleColumns(rest, byS))!;
    };
    return [
      castLike(moved(u!, left, ofV), u!),
      castLike(diagonal(p), s!),
      castLike(moved(v!, right, ofU), v!),
    ];
  },
});

/** X + X'. */
function twice(x: ArrayLike): ArrayLike {
  return op.add(x, matrixTranspose(x));
}

/** What counts as 0 beside the largest singular value; by default the roundoff of the sides. */
export interface RankOptions {
  readonly tolerance: number | undefined;
}

/**
 * The pseudoinverse P of A, at matrices around which the rank stays: dP = -P dA P + P P' dA' (I - A P) + (I - P A) dA' P' P.
 * Source: G. H. Golub and V. Pereyra, The differentiation of pseudo-inverses, 1973.
 */
export const pinv: Primitive<RankOptions> = /* @__PURE__ */ linalg<RankOptions>({
  name: "pinv",
  shape: (_, [a]) => {
    const [rows, columns] = sidesOf("pinv", a!);
    return [floats([...leadingOf(a!), columns, rows], a!)];
  },
  kernel: ({ tolerance }, [a]) => [pinvKernel(a!, tolerance)],
  reads: "all",
  vjp: ([cotangent], { inputs: [a], outputs: [p] }) => [
    through(cotangent, a!, (g) => {
      const [pt, gt] = [matrixTranspose(p!), matrixTranspose(g)];
      const right = matmul(matmul(gt, p!), pt);
      const left = matmul(matmul(pt, p!), gt);
      return pseudoinverseTerms(matmul(matmul(pt, g), pt), right, left, [a!, p!]);
    }),
  ],
  jvp: ([tangent], { inputs: [a], outputs: [p] }) => [
    through(tangent, p!, (t) => {
      const [pt, tt] = [matrixTranspose(p!), matrixTranspose(t)];
      const left = matmul(matmul(p!, pt), tt);
      const right = matmul(matmul(tt, pt), p!);
      return pseudoinverseTerms(matmul(matmul(p!, t), p!), right, left, [p!, a!]);
    }),
  ],
});

/** (I - X Y) right + left (I - Y X) - main, where X and Y are the matrix and its pseudoinverse. */
function pseudoinverseTerms(
  main: ArrayLike,
  right: ArrayLike,
  left: ArrayLike,
  [x, y]: readonly [ArrayLike, ArrayLike],
): ArrayLike {
  const first = op.subtract(right, matmul(x, matmul(y, right)));
  const second = op.subtract(left, matmul(matmul(left, y), x));
  return op.subtract(op.add(first, second), main);
}
