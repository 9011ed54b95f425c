import { cholesky as choleskyKernel, lu as luKernel, qr as qrKernel } from "@chainrule/array";
import { ShapeMismatchError } from "../errors.ts";
import { addLinear, castLike } from "../families.ts";
import { matmul } from "../operations/contraction.ts";
import * as op from "../operations/elementwise.ts";
import { tril, triu } from "../operations/matrices.ts";
import { matrixTranspose } from "../operations/moves.ts";
import type { Linear, Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import {
  floats,
  leadingOf,
  linalg,
  lowerHalf,
  matrixOf,
  sideOf,
  sidesOf,
  symmetricPart,
  through,
} from "./linalg.ts";
import { triangularSolve } from "./linalg-solve.ts";

/** T^-1 X. */
const solveBy = (t: ArrayLike, x: ArrayLike, upper: boolean, unitDiagonal = false): ArrayLike =>
  matrixOf(triangularSolve, { upper, unitDiagonal }, t, x);
/** T^-T X. */
const solveByTransposed = (t: ArrayLike, x: ArrayLike, upper: boolean, unitDiagonal = false): ArrayLike =>
  matrixOf(triangularSolve, { upper, unitDiagonal, transposed: true }, t, x);
/** X T^-1. */
const divideBy = (x: ArrayLike, t: ArrayLike, upper: boolean): ArrayLike =>
  matrixTranspose(solveByTransposed(t, matrixTranspose(x), upper));
/** X T^-T. */
const divideByTransposed = (x: ArrayLike, t: ArrayLike, upper: boolean): ArrayLike =>
  matrixTranspose(solveBy(t, matrixTranspose(x), upper));

/**
 * L of A = L L', a function of the symmetric part of A: dL = L Φ(L^-1 dA L^-T), where Φ takes the lower triangle with
 * half the diagonal; the cotangent is symmetric. Source: I. Murray, Differentiation of the Cholesky decomposition, 2016.
 */
export const cholesky: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "cholesky",
  shape: (_, [a]) => {
    sideOf("cholesky", a!);
    return [floats(a!.shape, a!)];
  },
  kernel: (_, [a]) => [choleskyKernel(a!)],
  reads: "outputs",
  vjp: ([cotangent], { inputs: [a], outputs: [l] }) => [
    through(cotangent, a!, (g) => {
      const inside = lowerHalf(matmul(matrixTranspose(l!), g));
      return symmetricPart(divideBy(solveByTransposed(l!, inside, false), l!, false));
    }),
  ],
  jvp: ([tangent], { outputs: [l] }) => [
    through(tangent, l!, (t) =>
      matmul(l!, lowerHalf(divideByTransposed(solveBy(l!, symmetricPart(t), false), l!, false))),
    ),
  ],
});

/** A = P L U: with M = L^-1 P' dA U^-1, dL = L M below the diagonal, and dU = M U on and above it. */
export const lu: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "lu",
  shape: (_, [a]) => {
    sideOf("lu", a!);
    const same = floats(a!.shape, a!);
    return [same, same, same];
  },
  kernel: (_, [a]) => {
    const { p, l, u } = luKernel(a!);
    return [p, l, u];
  },
  reads: "outputs",
  vjp: ([, lBar, uBar], { inputs: [a], outputs: [p, l, u] }) => {
    const below = lBar && tril(matmul(matrixTranspose(l!), lBar), -1);
    const above = uBar && triu(matmul(uBar, matrixTranspose(u!)));
    return [
      through(addLinear(below, above), a!, (inside) =>
        matmul(p!, divideByTransposed(solveByTransposed(l!, inside, false, true), u!, true)),
      ),
    ];
  },
  jvp: ([tangent], { outputs: [p, l, u] }) => {
    if (tangent === undefined) return [undefined, undefined, undefined];
    const m = divideBy(solveBy(l!, matmul(matrixTranspose(p!), tangent), false, true), u!, true);
    return [undefined, castLike(matmul(l!, tril(m, -1)), l!), castLike(matmul(triu(m), u!), u!)];
  },
});

/**
 * A = Q R for at least as many rows as columns. With X = dA R^-1, S = Q' X and Ω the antisymmetric matrix that has the
 * lower triangle of S: dQ = X + Q (Ω - S), dR = (S - Ω) R.
 * Source: S. F. Walter and L. Lehmann, Algorithmic differentiation of linear algebra functions, 2010.
 */
export const qr: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "qr",
  shape: (_, [a]) => {
    const [rows, columns] = sidesOf("qr", a!);
    if (rows < columns) {
      throw new ShapeMismatchError("qr", [a!.shape], "the row takes at least as many rows as columns.");
    }
    return [floats(a!.shape, a!), floats([...leadingOf(a!), columns, columns], a!)];
  },
  kernel: (_, [a]) => {
    const { q, r } = qrKernel(a!);
    return [q, r];
  },
  reads: "outputs",
  vjp: ([qBar, rBar], { inputs: [a], outputs: [q, r] }) => {
    const ofR = rBar && matmul(r!, matrixTranspose(triu(rBar)));
    const ofQ = qBar && op.negate(matmul(matrixTranspose(qBar), q!));
    const inside = through(addLinear(ofR, ofQ), a!, (m) =>
      matmul(q!, op.add(tril(m), matrixTranspose(tril(m, -1)))),
    );
    return [through(addLinear(qBar, inside), a!, (x) => divideByTransposed(x, r!, true))];
  },
  jvp: ([tangent], { outputs: [q, r] }): Linear[] => {
    if (tangent === undefined) return [undefined, undefined];
    const x = divideBy(tangent, r!, true);
    const s = matmul(matrixTranspose(q!), x);
    const lower = tril(s, -1);
    const upper = op.add(op.subtract(s, lower), matrixTranspose(lower));
    return [castLike(op.subtract(x, matmul(q!, upper)), q!), castLike(matmul(upper, r!), r!)];
  },
});
