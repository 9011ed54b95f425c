import { afterEach, describe, expect, test, vi } from "vitest";
import { differentiate, LimitError, parse, simplify, toText } from "../index.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** The quantity that ended the work; undefined where nothing did. */
function ended(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof LimitError) return error.quantity;
    throw error;
  }
  return undefined;
}

/** Every look at the clock is a second later. */
function hurry(): void {
  let now = 0;
  vi.spyOn(Date, "now").mockImplementation(() => {
    now += 1000;
    return now;
  });
}

describe("simplify", () => {
  const shapes = { X: [3, 3] };
  const large = differentiate(parse("sum(inverse(X*t))", { shapes }), "t", 4);

  test("within limits of nodes and of time", () => {
    expect(ended(() => simplify(large, { limits: { nodes: 200 } }))).toBe("nodes");
    expect(ended(() => simplify(parse("x + x"), { limits: { nodes: 100 } }))).toBeUndefined();
    const wide = parse(Array.from({ length: 3000 }, (_, k) => `sin(${k}*x)`).join("+"));
    hurry();
    expect(ended(() => simplify(wide, { limits: { milliseconds: 1500 } }))).toBe("milliseconds");
    expect(ended(() => simplify(wide, {}))).toBeUndefined();
  });

  test("a fraction nested thousands deep takes a moment, however long its numbers", () => {
    const depth = 2500;
    let f = "x";
    let [before, last] = [0n, 1n]; // of Fibonacci: 1/(1 + 1/(1 + ... x)) is (last + before x)/(next + last x)
    for (let k = 1; k <= depth; k++) {
      f = `1/(1 + ${f.length > 1 ? `(${f})` : f})`;
      if (k > 1) [before, last] = [last, before + last];
    }
    const limits = { depth: 1e6, characters: 1e7, nodes: 1e7 };
    const slope = simplify(differentiate(parse(f, { limits }), "x"));
    expect(toText(slope).replaceAll(/[ *]/g, "")).toBe(`1/(${before + last}+${last}x)^2`);
  });

  test("a slope in Horner's form is not multiplied out at each of its levels", () => {
    let f = "1";
    for (let k = 200; k >= 1; k--) f = `(${f})*x + ${(k % 7) + 2}`;
    const slope = differentiate(parse(f), "x");
    expect(ended(() => simplify(slope, { limits: { nodes: 250_000 } }))).toBeUndefined();
  });

  test("is what map can be given", () => {
    expect(
      ["x + x", "0*x", "y*y"]
        .map((text) => parse(text))
        .map(simplify)
        .map((e) => toText(e)),
    ).toEqual(["2*x", "0", "y^2"]);
  });
});

describe("orders of derivatives", () => {
  test("a million of them end by the default time, unless nothing is left", () => {
    hurry();
    expect(ended(() => differentiate(parse("sin(x)"), "x", 1_000_000))).toBe("milliseconds");
    expect(toText(differentiate(parse("x^2"), "x", 1_000_000))).toBe("0");
  });

  test("a first derivative has no limits of its own", () => {
    hurry();
    const wide = parse(Array.from({ length: 3000 }, (_, k) => `sin(${k}*x)`).join("+"));
    expect(ended(() => differentiate(wide, "x"))).toBeUndefined();
    expect(ended(() => differentiate(wide, "x", 20))).toBe("milliseconds");
  });

  test("by nodes", () => {
    const e = parse("tan(x)*exp(x^2)^x");
    expect(ended(() => differentiate(e, "x", 50, { limits: { nodes: 3000 } }))).toBe("nodes");
  });
});
