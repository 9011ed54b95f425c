import { describe, expect, it } from "vitest";
import fixture from "../fixtures/numpy.json" with { type: "json" };
import {
  all,
  any,
  broadcastShapes,
  contract,
  contractShape,
  max,
  min,
  type NDArray,
  prod,
  ShapeError,
  sum,
} from "./index.ts";
import { decode, type EncodedTensor } from "./testing/fixtures.ts";

// What NumPy gives, see fixtures/README.md.

function expectClose(got: NDArray, wanted: EncodedTensor): void {
  expect(got.shape).toEqual(wanted.shape);
  decode(wanted)
    .toTypedArray()
    .forEach((x, i) => {
      expect(got.toTypedArray()[i]).toBeCloseTo(x, 12);
    });
}

describe("text", () => {
  it.each(fixture.printed.map(({ array: x, text }) => [text, x] as const))("%s", (text, x) => {
    expect(decode(x).toString()).toBe(text);
  });
});

describe("broadcasting", () => {
  it.each(fixture.broadcasts.map(({ shapes, shape }) => [shapes, shape] as const))(
    "%j gives %j",
    (shapes, shape) => {
      const [p, q] = shapes as [number[], number[]];
      if (shape === null) expect(() => broadcastShapes(p, q)).toThrow(ShapeError);
      else expect(broadcastShapes(p, q)).toEqual(shape);
    },
  );
});

describe("reductions", () => {
  const kernels = { sum, prod, max, min, any, all };
  it.each(fixture.reductions.map((row) => [row.x.shape, row.axes, row] as const))(
    "of %j along %j",
    (_, axes, row) => {
      for (const [name, kernel] of Object.entries(kernels)) {
        const wanted = (row as unknown as Record<string, EncodedTensor>)[name];
        if (wanted !== undefined) expectClose(kernel(decode(row.x), axes), wanted);
      }
    },
  );
});

describe("contractions", () => {
  it.each(fixture.contractions.map((row) => [row.a.shape, row.b.shape, row] as const))(
    "of %j and %j",
    (p, q, row) => {
      const pair = (axes: readonly number[][]) => [axes[0]!, axes[1]!] as const;
      const dimensions = { contract: pair(row.contract), batch: pair(row.batch) };
      expect(contractShape(p, q, dimensions)).toEqual(row.result.shape);
      expectClose(contract(decode(row.a), decode(row.b), dimensions), row.result);
    },
  );
});
