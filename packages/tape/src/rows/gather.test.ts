import { array, IndexError } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { square } from "../operations/arithmetic.ts";
import { scatterAdd, take, takeAlongAxis } from "../operations/indexing.ts";
import { stack } from "../operations/joins.ts";
import { sum } from "../operations/reductions.ts";
import { drawn, generator } from "../testing/random.ts";
import { grad } from "../transforms/grad.ts";
import { vmap } from "../transforms/vmap.ts";
import type { Tensor } from "../value.ts";

// Indices of their own for every example of a batch.

const next = generator(11);
const xs = [0, 1, 2].map(() => drawn(next, [2, 4, 3]));
const indices = [
  array([
    [0, -1],
    [3, 3],
  ]),
  array([
    [1, 2],
    [0, 0],
  ]),
  array([
    [-4, 2],
    [1, 3],
  ]),
];

function both(f: (x: Tensor, i: Tensor) => Tensor): (x: Tensor, i: Tensor) => readonly Tensor[] {
  return (x, i) => [f(x, i), grad((y: Tensor) => sum(square(f(y, i))))(x) as Tensor];
}

function expectSame(
  f: (x: Tensor, i: Tensor) => Tensor,
  whichX: readonly Tensor[],
  whichI: readonly Tensor[],
  inAxes: readonly (0 | null)[],
): void {
  const of = (list: readonly Tensor[], k: number): Tensor => list[Math.min(k, list.length - 1)]!;
  const batched = vmap(both(f), { inAxes })(
    inAxes[0] === 0 ? stack(whichX) : whichX[0]!,
    inAxes[1] === 0 ? stack(whichI) : whichI[0]!,
  );
  const looped = [0, 1, 2].map((k) => both(f)(of(whichX, k), of(whichI, k)));
  (batched as unknown as readonly Tensor[]).forEach((result, part) => {
    expect(result.toNested()).toEqual(stack(looped.map((one) => one[part]!)).toNested());
  });
}

describe.each([
  ["take along the first axis", (x: Tensor, i: Tensor) => take(x, take(i, array([0, 0]), 1), -2)],
  ["take along the middle axis", (x: Tensor, i: Tensor) => take(x, i, 1)],
])("%s", (_, f) => {
  it("with everything batched", () => expectSame(f, xs, indices, [0, 0]));
  it("with indices batched alone", () => expectSame(f, [xs[0]!], indices, [null, 0]));
  it("with the array batched alone", () => expectSame(f, xs, [indices[0]!], [0, null]));
});

describe("scatterAdd", () => {
  const updates = [0, 1, 2].map(() => drawn(next, [3, 2, 2]));
  const f = (x: Tensor, i: Tensor): Tensor => scatterAdd(x, i, 4, 1);
  it("with everything batched", () => expectSame(f, updates, indices, [0, 0]));
  it("with indices batched alone", () => expectSame(f, [updates[0]!], indices, [null, 0]));
  it("with updates batched alone", () => expectSame(f, updates, [indices[0]!], [0, null]));
});

describe("takeAlongAxis", () => {
  const rows = [0, 1, 2].map(() => drawn(next, [2, 4]));
  const f = (x: Tensor, i: Tensor): Tensor => takeAlongAxis(x, i, 1);
  it("with everything batched", () => expectSame(f, rows, indices, [0, 0]));
  it("with indices batched alone", () => expectSame(f, [rows[0]!], indices, [null, 0]));
  it("with the array batched alone", () => expectSame(f, rows, [indices[0]!], [0, null]));
});

describe("indices outside", () => {
  it("do not reach into the next example", () => {
    const f = vmap((x: Tensor, i: Tensor) => take(x, i, 0));
    const outside = (i: number) => () =>
      f(
        array([
          [1, 2],
          [3, 4],
        ]),
        array([[0], [i]]),
      );
    expect(outside(1)).not.toThrow();
    expect(outside(2)).toThrow(IndexError);
    expect(outside(-3)).toThrow(IndexError);
    expect(() =>
      f(
        array([
          [1, 2],
          [3, 4],
        ]),
        array([[2], [0]]),
      ),
    ).toThrow(IndexError);
  });
});
