import { array, type NDArray } from "@chainrule/array";
import { type DoubleDouble, doubleDouble } from "@chainrule/special";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  checkpoint,
  cos,
  customJvp,
  type Elements,
  evaluate,
  grad,
  greater,
  ifElse,
  jvp,
  linearize,
  multiply,
  scan,
  sigmoid,
  sin,
  softplus,
  stack,
  subtract,
  sum,
  tanh,
  trace,
  vjp,
  vmap,
  where,
} from "./index.ts";
import { casesOr, SEED } from "./testing/cases.ts";
import type { ArrayLike } from "./value.ts";

// Random programs of two vectors, with control primitives that capture them. Their derivatives are compared with
// differences of the program's values in double-double, which need no rule, and in every mode with each other.

type Function2 = (x: ArrayLike, y: ArrayLike) => ArrayLike;

const smooth = [sin, cos, tanh, sigmoid, softplus] as const;
const binary = [add, subtract, multiply] as const;

const { body } = fc.letrec<{ body: Function2 }>((tie) => {
  const inner = tie("body");
  return {
    body: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom<Function2>(
        (x) => x,
        (_, y) => y,
        (x, y) => multiply(x, y),
      ),
      fc.double({ min: -2, max: 2, noNaN: true }).map(
        (c): Function2 =>
          (x) =>
            add(multiply(x, 0.5), c),
      ),
      fc.tuple(fc.constantFrom(...smooth), inner).map(
        ([f, a]): Function2 =>
          (x, y) =>
            f(a(x, y)),
      ),
      fc.tuple(fc.constantFrom(...binary), inner, inner).map(
        ([f, a, b]): Function2 =>
          (x, y) =>
            f(a(x, y), tanh(b(x, y))),
      ),
      inner.map(
        (a): Function2 =>
          (x, y) =>
            add(x, sum(sigmoid(a(x, y)))),
      ),
      inner.map(
        (a): Function2 =>
          (x, y) =>
            checkpoint((z: ArrayLike) => add(sin(z), a(x, z)))(y),
      ),
      fc.tuple(inner, inner).map(
        ([a, b]): Function2 =>
          (x, y) =>
            ifElse(
              greater(sum(a(x, y)), 0.1),
              (z) => multiply(z, a(z, y)),
              (z) => sin(b(x, z)),
              x,
            ),
      ),
      fc.tuple(inner, inner).map(
        ([a, b]): Function2 =>
          (x, y) =>
            where(greater(a(x, y), 0.3), sigmoid(b(x, y)), x),
      ),
      fc.tuple(inner, fc.boolean()).map(
        ([a, reverse]): Function2 =>
          (x, y) =>
            sum(
              scan((c, s) => [tanh(add(multiply(c, s), a(c, y))), c], x, stack([x, y, sin(y)]), {
                reverse,
              })[1],
              { axis: 0 },
            ),
      ),
      inner.map(
        (a): Function2 =>
          (x, y) => {
            const custom = customJvp(
              (z: ArrayLike) => multiply(z, z),
              ([z], [t]) => multiply(multiply(2, z), t),
            );
            return add(custom(sin(x)), a(y, x));
          },
      ),
    ),
  };
});

const loss =
  (f: Function2) =>
  (x: ArrayLike, y: ArrayLike): ArrayLike =>
    sum(tanh(multiply(f(x, y), array([1, -0.5, 0.75]))));
const vector = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -1.5, max: 1.5, noNaN: true })));
const elements = (x: ArrayLike): number[] => Array.from((x as NDArray).toTypedArray());
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, x, i) => total + x * b[i]!, 0);

/** The derivative along (v, w), by central differences of values in double-double: error about 1e-16. */
function difference(f: Function2, x: number[], y: number[], v: number[], w: number[]): number {
  const program = trace(f)(array(x), array(y));
  const A = doubleDouble;
  const h = 2 ** -30;
  const moved = (p: number[], q: number[], sign: number): Elements<DoubleDouble> => ({
    shape: [3],
    data: p.map((e, i) => A.add(A.fromNumber(e), A.multiply(A.fromNumber(sign * h), A.fromNumber(q[i]!)))),
  });
  const value = (sign: number): DoubleDouble =>
    evaluate(program, [moved(x, v, sign), moved(y, w, sign)], A)[0]!.data[0]!;
  return A.toNumber(A.divide(A.subtract(value(1), value(-1)), A.fromNumber(2 * h)));
}

const close = (a: number, b: number, scale: number): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-11 * (1 + scale));

test("reverse, forward, linearised, batched and traced derivatives are those of the values", () => {
  fc.assert(
    fc.property(body, vector, vector, vector, vector, (f, x, y, v, w) => {
      const g = loss(f);
      const [p, q, s, t] = [x, y, v, w].map((data) => array(data)) as [NDArray, NDArray, NDArray, NDArray];
      const [byX, byY] = (grad(g, { argnums: [0, 1] })(p, q) as NDArray[]).map(elements) as [
        number[],
        number[],
      ];
      const scale = Math.max(...[...byX, ...byY].map(Math.abs));
      const along = dot(byX, v) + dot(byY, w);
      close(along, difference(g, x, y, v, w), scale);
      const tangent = jvp(g)([p, q], [s, t]).tangent as NDArray;
      close(tangent.item(), along, scale);
      close((linearize(g, { argnums: [0, 1] })(p, q).pushforward([s, t]) as NDArray).item(), along, scale);
      const batched = vmap(grad(g), { inAxes: [0, null] })(stack([p, s]), q) as NDArray;
      elements(batched)
        .slice(0, 3)
        .forEach((e, i) => {
          close(e, byX[i]!, scale);
        });
      const [traced] = evaluate(trace(grad(g))(p, q), [p, q]);
      expect(elements(traced!)).toEqual(byX);
    }),
    { numRuns: casesOr(150), seed: SEED },
  );
});

test("second derivatives: forward over reverse, reverse over forward, reverse over reverse", () => {
  fc.assert(
    fc.property(body, vector, vector, vector, vector, (f, x, y, v, w) => {
      const g = loss(f);
      const [p, q, s, t] = [x, y, v, w].map((data) => array(data)) as [NDArray, NDArray, NDArray, NDArray];
      const slope: Function2 = (a, b) => jvp(g)([a, b], [s, t]).tangent;
      const second = difference(slope, x, y, v, w);
      const forward = jvp(slope)([p, q], [s, t]).tangent as NDArray;
      const reverse = (grad(slope, { argnums: [0, 1] })(p, q) as NDArray[]).map(elements);
      const scale = Math.max(Math.abs(second), ...reverse.flat().map(Math.abs));
      close(forward.item(), second, scale);
      close(dot(reverse[0]!, v) + dot(reverse[1]!, w), second, scale);
      const { pullback } = vjp((a: ArrayLike, b: ArrayLike) => grad(g, { argnums: [0, 1] })(a, b), {
        argnums: [0, 1],
      })(p, q);
      const both = (pullback([s, t]) as NDArray[]).map(elements);
      close(dot(both[0]!, v) + dot(both[1]!, w), second, scale);
    }),
    { numRuns: casesOr(80), seed: SEED },
  );
});
