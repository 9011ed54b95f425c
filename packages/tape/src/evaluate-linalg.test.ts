import { array, NotPositiveDefiniteError, SingularError } from "@chainrule/array";
import { boundedFloat64, complex, doubleDouble } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import {
  cholesky,
  det,
  evaluate,
  grad,
  inverse,
  jvp,
  lu,
  matrixExponential,
  multiply,
  slogdet,
  sum,
  type Tensor,
  trace,
  triangularSolve,
} from "./index.ts";
import { expectClose, numbers } from "./testing/linalg-checks.ts";

// Linear algebra in other arithmetics.

describe("other arithmetics", () => {
  const a = array([
    [1, 2],
    [2, 4],
  ]);

  it("evaluate determinants of singular matrices, with bounds that hold and say something", () => {
    const program = trace((x: Tensor) => det(x))(
      array([
        [0.1, 0.2],
        [0.2, 0.4],
      ]),
    );
    const [bounded] = evaluate(
      program,
      [
        array([
          [0.1, 0.2],
          [0.2, 0.4],
        ]),
      ],
      boundedFloat64,
    );
    expect(bounded!.data[0]!.error).toBeLessThan(1e-16);
    const gradient = trace(grad((x: Tensor) => det(x)))(a);
    const [exact] = evaluate(gradient, [a], doubleDouble);
    expect(exact!.data.map(doubleDouble.toNumber)).toEqual([4, -2, -2, 1]);
  });

  it("differentiate determinants around matrices that are singular up to roundoff", () => {
    const singular = array([
      [0.1, 0.2, 0.3],
      [0.2, 0.4, 0.6],
      [0.7, 0.1, 0.2],
    ]);
    const e = array([
      [1, 0.5, -1],
      [2, 0, 0.3],
      [0.1, -0.7, 1],
    ]);
    const gradient = grad((x: Tensor) => det(x));
    const along = (x: Tensor): Tensor => jvp(gradient)([x], [e]).tangent as unknown as Tensor;
    for (const f of [gradient, along, (x: Tensor) => jvp(along)([x], [e]).tangent] as ((
      x: Tensor,
    ) => Tensor)[]) {
      const program = trace(f)(singular);
      const [bounded] = evaluate(program, [singular], boundedFloat64);
      const [exact] = evaluate(program, [singular], doubleDouble);
      const kernel = numbers(f(singular));
      exact!.data.map(doubleDouble.toNumber).forEach((wanted, i) => {
        const { value, error } = bounded!.data[i]!;
        expect(error).toBeLessThan(1e-14);
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(error + 2 ** -53 * Math.abs(wanted));
        expect(Math.abs(kernel[i]! - wanted)).toBeLessThanOrEqual(1e-14);
      });
    }
  });

  it("take the complex step through a singular matrix", () => {
    const data = [1, 2, 2, 4].map((re, k) => ({ re, im: k * 1e-100 }));
    const program = trace(grad((x: Tensor) => det(x)))(a);
    const [cofactors] = evaluate(program, [{ shape: [2, 2], data }], complex);
    expect(cofactors!.data.map(({ re }) => re)).toEqual([4, -2, -2, 1]);
    expect(cofactors!.data.map(({ im }) => im / 1e-100)).toEqual([3, -2, -1, 0]);
    const [value] = evaluate(trace((x: Tensor) => det(x))(a), [{ shape: [2, 2], data }], complex);
    expect(value!.data[0]!.im / 1e-100).toBeCloseTo(4 * 0 - 2 * 1 - 2 * 2 + 1 * 3, 13);
  });

  it("take the complex step", () => {
    const m = array([
      [2, 1, 0],
      [-1, 3, 1],
      [0.5, 2, 4],
    ]);
    const v = array([
      [1, 0, 2],
      [0.5, -1, 0],
      [0, 1, 1],
    ]);
    for (const f of [
      det,
      (x: Tensor) => sum(inverse(x)),
      (x: Tensor) => slogdet(x).logAbsDet,
      (x: Tensor) => sum(multiply(cholesky(x), v)),
    ]) {
      const [step] = evaluate(
        trace(f)(m),
        [{ shape: [3, 3], data: numbers(m).map((re, k) => ({ re, im: numbers(v)[k]! * 1e-100 })) }],
        complex,
      );
      const tangent = jvp(f)([m], [v]).tangent as unknown as Tensor;
      expectClose(tangent, [step!.data[0]!.im / 1e-100], 1e-14);
    }
  });

  it("take exponentials by their series: as many digits as the arithmetic has", () => {
    const turn = array([
      [0, -3],
      [3, 0],
    ]);
    const program = trace((x: Tensor) => matrixExponential(x))(turn);
    const [rotation] = evaluate(program, [turn], doubleDouble);
    const A = doubleDouble;
    const [c, s] = [A.cos(A.fromNumber(3)), A.sin(A.fromNumber(3))];
    const wanted = [c, A.negate(s), s, c];
    rotation!.data.forEach((x, i) => {
      expect(Math.abs(A.toNumber(A.subtract(x, wanted[i]!)))).toBeLessThan(1e-29);
    });
    const [zero] = evaluate(
      program,
      [
        array([
          [0, 0],
          [0, 0],
        ]),
      ],
      doubleDouble,
    );
    expect(zero!.data.map(A.toNumber)).toEqual([1, 0, 0, 1]);
  });

  it("refuse singular matrices", () => {
    expect(() => evaluate(trace((x: Tensor) => inverse(x))(a), [a], doubleDouble)).toThrow(SingularError);
    expect(() =>
      evaluate(
        trace((x: Tensor) => triangularSolve(x, a))(a),
        [
          array([
            [0, 0],
            [1, 1],
          ]),
        ],
        doubleDouble,
      ),
    ).toThrow(SingularError);
    expect(() =>
      evaluate(
        trace((x: Tensor) => cholesky(x))(a),
        [
          array([
            [1, 2],
            [2, 1],
          ]),
        ],
        doubleDouble,
      ),
    ).toThrow(NotPositiveDefiniteError);
    expect(numbers(slogdet(a).sign)).toEqual([0]);
    const [sign, log] = evaluate(
      trace((x: Tensor) => [slogdet(x).sign, slogdet(x).logAbsDet])(a),
      [a],
      doubleDouble,
    );
    expect([sign!, log!].map(({ data }) => doubleDouble.toNumber(data[0]!) + 0)).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  it("permute rows where pivots ask for it", () => {
    const m = array([
      [0, 2, 1],
      [1, 1, 0],
      [4, 0, 2],
    ]);
    const program = trace((x: Tensor) => [lu(x).p, lu(x).l, lu(x).u, det(x), inverse(x)])(m);
    const kernels = evaluate(program, [m]).flatMap(numbers);
    const exact = evaluate(program, [m], doubleDouble).flatMap(({ data }) => data.map(doubleDouble.toNumber));
    exact.forEach((x, i) => {
      expect(kernels[i]).toBeCloseTo(x, 14);
    });
  });
});
