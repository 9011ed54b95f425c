import { describe, expect, it } from "vitest";
import fixture from "../fixtures/hostile-inputs.json" with { type: "json" };
import {
  ArrayError,
  arange,
  array,
  broadcastTo,
  concat,
  eye,
  full,
  linspace,
  MAX_ELEMENTS,
  normalizeAxes,
  ones,
  pad,
  reshape,
  slice,
  sum,
  take,
  zeros,
} from "./index.ts";

/** A list of lists of lists, one in each, built from the inside without recursion. */
function nested(depth: number): never {
  let list: unknown = 1;
  for (let i = 0; i < depth; i++) list = [list];
  return list as never;
}

/** The inputs of the fixture, by their text. */
const INPUTS: Readonly<Record<string, () => unknown>> = {
  "zeros([1e6,1e6])": () => zeros([1e6, 1e6]),
  "ones([2**31])": () => ones([2 ** 31]),
  "zeros([2**32+2, 2**32])": () => zeros([2 ** 32 + 2, 2 ** 32]),
  "zeros([-1])": () => zeros([-1]),
  "zeros([NaN])": () => zeros([Number.NaN]),
  "zeros(new Array(1e6).fill(1))": () => zeros(new Array(1e6).fill(1)),
  "arange(0, 1e12)": () => arange(0, 1e12),
  "eye(1e6)": () => eye(1e6),
  "broadcastTo([1e6,1e6])": () => broadcastTo(array(1), [1e6, 1e6]),
  "concat of 1e6 tensors": () => concat(new Array(1e6).fill(array([1]))),
  "tensor(nested array depth 1e5)": () => array(nested(1e5)),
  "tensor([[1,2],[3]])": () => array([[1, 2], [3]]),
  'tensor([1, null, undefined, "2", 3n])': () => array([1, null, undefined, "2", 3n] as never),
  "gather(x, [2**31, -1, 0.5, NaN])": () => take(array([1, 2, 3]), array([2 ** 31, -1, 0.5, Number.NaN]), 0),
  "reshape 0-size to 1": () => reshape(zeros([0]), [1]),
};

/** More of the same kinds. */
const MORE: Readonly<Record<string, () => unknown>> = {
  "a length that is no integer": () => zeros([1.5]),
  "an infinite length": () => zeros([Number.POSITIVE_INFINITY]),
  "lengths that are no numbers": () => zeros(["3" as never]),
  "a size one over the limit": () => zeros([MAX_ELEMENTS + 1]),
  "an infinite range": () => arange(0, Number.POSITIVE_INFINITY),
  "a step of 0": () => arange(0, 1, 0),
  "a tiny step": () => arange(0, 1, 1e-300),
  "a count of -1": () => linspace(0, 1, -1),
  "a dtype that is none": () => full([2], 1, { dtype: "complex128" as never }),
  "a dtype of the prototype": () => full([2], 1, { dtype: "constructor" as never }),
  "a list with holes": () =>
    array([
      [1, 2],
      [3, ...new Array(1)],
    ] as never),
  "a list that is a number deeper": () => array([1, [2]] as never),
  "lists of no elements and different lengths": () => array([[], [1]] as never),
  "booleans among numbers": () => array([1, true] as never),
  "indices of 0.5": () => take(array([1, 2, 3]), array([0.5]), 0),
  "indices that are NaN": () => take(array([1, 2, 3]), array([Number.NaN]), 0),
  "a slice out of range": () => slice(array([1, 2, 3]), [{ start: 0, size: 4, step: 1 }]),
  "a slice with an endless step": () => slice(array([1, 2, 3]), [{ start: 0, size: 2, step: 1e300 }]),
  "more padding than memory": () => pad(array([1]), [{ low: 1e12, high: 0, interior: 0 }], 0),
  "an axis that is not there": () => sum(array([1]), 1),
  "axes of a rank beyond the limit": () => normalizeAxes([], 1e18),
  "an axis twice": () => sum(array([[1]]), [0, -2]),
  "an axis that is NaN": () => sum(array([1]), Number.NaN),
  "two open lengths": () => reshape(zeros([4]), [-1, -1]),
  "an open length beside a zero": () => reshape(zeros([0]), [0, -1]),
};

/** What a run throws, and the shortest time of three: other work on the machine must not count. */
function timed(run: () => unknown): [failure: unknown, milliseconds: number] {
  let failure: unknown;
  const times = [0, 1, 2].map(() => {
    const start = Date.now();
    try {
      run();
    } catch (error) {
      failure = error;
    }
    return Date.now() - start;
  });
  return [failure, Math.min(...times)];
}

describe("hostile inputs fail with a typed error in bounded time", () => {
  it("are all here", () => {
    expect(fixture.inputs.map(({ input }) => input).sort()).toEqual(Object.keys(INPUTS).sort());
  });

  it.each(Object.entries({ ...INPUTS, ...MORE }))("%s", (_, run) => {
    const [failure, milliseconds] = timed(run);
    expect(failure).toBeInstanceOf(ArrayError);
    expect((failure as ArrayError).code).toMatch(/^array\/[a-z-]+$/);
    expect((failure as ArrayError).message.length).toBeLessThan(400);
    expect(milliseconds).toBeLessThan(200);
  });

  it("changes no prototype", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
