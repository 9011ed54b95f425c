import { array, type NDArray } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import { product } from "../../fixtures/caller.ts";
import {
  type ArrayLike,
  add,
  checkFinite,
  divide,
  grad,
  log,
  multiply,
  recordTape,
  scan,
  sourcePosition,
  sqrt,
  subtract,
  sum,
  summary,
  Tape,
  toDot,
} from "../index.ts";

describe("summary", () => {
  test("of arrays, constants and two outputs needs seeds for cotangents", () => {
    const tape = recordTape((x: ArrayLike) => [sum(x), multiply(x, 2)])(array([1, 2]));
    expect(summary(tape)).not.toContain("[1, 1]");
    const text = summary(tape, { seeds: [1, array([10, 20])] });
    expect(text).toMatch(/v0 +input +float64\[2\] +\[1, 2\] +\[21, 41\]/);
    expect(text).toMatch(/multiply\(v0, 2\) +float64\[2\] +\[2, 4\] +\[10, 20\]/);
  });

  test("shortens what is long", () => {
    const tape = recordTape((x: ArrayLike) => sum(x))(array(new Float64Array(1000).fill(1 / 3)));
    expect(
      Math.max(
        ...summary(tape)
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThan(120);
  });
});

describe("a lean tape", () => {
  test("tells once of what shape the values are that it did not keep", () => {
    const tape = new Tape({ lean: true });
    const x = tape.input(array([1, 2]));
    tape.finish([sum(add(multiply(x, array([3, 4])), array([5, 6])))]);
    const rows = summary(tape)
      .split("\n")
      .map((line) => line.trim().split(/ {2,}/));
    expect(rows.slice(1)).toEqual([
      ["v0", "input", "float64[2]", "[1, 2]", "[3, 4]"],
      ["v2", "multiply(v0, [3, 4])", "float64[2]", "not kept", "[1, 1]"],
      ["v4", "add(v2, float64[2])", "float64[2]", "not kept", "[1, 1]"],
      ["v5", "sum(v4)", "float64[]", "22", "1"],
    ]);
    expect(toDot(tape)).toContain("add\\nfloat64[2] not kept");
  });
});

describe("toDot", () => {
  test("shows what each edge contributes, before accumulation", () => {
    const text = toDot(recordTape((x: ArrayLike) => multiply(x, multiply(x, x)))(3));
    expect(text.match(/v0 -> v\d+ \[label="\d+"\]/g)).toEqual([
      'v0 -> v1 [label="9"]',
      'v0 -> v1 [label="9"]',
      'v0 -> v2 [label="9"]',
    ]);
    expect(text).toContain('v1 -> v2 [label="3"]');
  });
});

describe("the tape", () => {
  test("is walked forward and backward with primals, cotangents and contributions", () => {
    const tape = recordTape((x: ArrayLike) => sum(multiply(x, x)))(array([1, 2]));
    expect(tape.entries.map(({ primitive, outputs }) => [primitive.name, outputs[0]!.shape])).toEqual([
      ["multiply", [2]],
      ["sum", []],
    ]);
    const [square] = tape.entries;
    expect(square!.inputs[0]).toBe(tape.inputs[0]);
    const seen: unknown[] = [];
    tape.backward([1], ({ entry, cotangents, contributions }) => {
      seen.push([tape.entries.indexOf(entry), cotangents.length, contributions.length]);
    });
    expect(seen).toEqual([
      [1, 1, 1],
      [0, 1, 2],
    ]);
  });

  test("names the line of the program that applied an operation, when asked", () => {
    const positions = recordTape(product, { positions: sourcePosition })(2).entries.map(
      ({ position }) => position,
    );
    expect(positions[0]).toMatch(/fixtures\/caller\.ts:5:\d+$/);
    expect(positions[1]).toMatch(/fixtures\/caller\.ts:6:\d+$/);
    expect(recordTape(product)(2).entries[0]!.position).toBeUndefined();
    expect(summary(recordTape(product, { positions: sourcePosition })(2))).toContain("caller.ts:6");
  });
});

describe("anomaly mode", () => {
  const anomaly = checkFinite;

  test("names the operation, entry, index and inputs of the first NaN or infinity", () => {
    const f = (x: ArrayLike): ArrayLike => sum(multiply(log(subtract(x, 1)), 2));
    expect(() => grad(f, { anomaly })(array([3, 2, 0]))).toThrow(
      expect.objectContaining({
        code: "tape/anomaly",
        operation: "log",
        phase: "forward",
        place: 0,
        index: 2,
        element: Number.NaN,
      }),
    );
    expect(() => grad(f, { anomaly, positions: sourcePosition })(array([1]))).toThrow(
      /log, entry v\d.*-Infinity, from 0;/,
    );
    expect((grad(f, { anomaly })(array([3])) as NDArray).toNested()).toEqual([1]);
  });

  test("finds what appears on the way back alone, with the input it is for", () => {
    const f = (x: ArrayLike): ArrayLike => sum(sqrt(multiply(x, x)));
    expect(() => grad(f, { anomaly })(array([1, 0]))).toThrow(
      expect.objectContaining({ operation: "sqrt", phase: "backward", place: 0, index: 1 }),
    );
  });

  test("sees plain numbers, values under outer transforms, and what a loop gives", () => {
    const f = (x: ArrayLike): ArrayLike => divide(1, x);
    expect(() => grad(f, { anomaly })(0)).toThrow(expect.objectContaining({ operation: "divide" }));
    expect(() => grad(grad(f, { anomaly }), { anomaly })(0)).toThrow(/divide/);
    const loop = (x: ArrayLike): ArrayLike =>
      scan((c) => [divide(add(c, 1), c), null], x, null, { length: 2 })[0];
    expect(() => grad(loop, { anomaly })(0)).toThrow(expect.objectContaining({ operation: "scan" }));
  });
});
