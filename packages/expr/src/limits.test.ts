import { describe, expect, test } from "vitest";
import { differentiate, LimitError, type LimitedQuantity, type Limits, parse, ValueError } from "./index.ts";

function refusal(text: string, limits: Limits): LimitError | undefined {
  return limitPassedBy(() => parse(text, { limits }));
}

function limitPassedBy(action: () => unknown): LimitError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof LimitError) return error;
    throw error;
  }
  return undefined;
}

const long = `x${" + x".repeat(100_000)}`;

describe("limits", () => {
  test.each<[text: string, limits: Limits, quantity: LimitedQuantity, actual: number]>([
    ["x + 1", { characters: 4 }, "characters", 5],
    ["x + 1", { nodes: 2 }, "nodes", 3],
    ["(x + 1)^2", { depth: 2 }, "levels", 3],
    ["x", { depth: 0 }, "levels", 1],
    ["x", { characters: 0 }, "characters", 1],
    [long, { nodes: 1000 }, "nodes", 1001],
  ])("%.20s with %j", (text, limits, quantity, actual) => {
    const error = refusal(text, limits)!;
    expect([error.code, error.quantity, error.actual]).toEqual(["expr/limit", quantity, actual]);
    expect(error.message).toMatch(/raise limits\.\w+/);
  });

  test("what is within all limits is read", () => {
    expect(refusal("(x + 1)^2", { characters: 9, nodes: 5, depth: 3, milliseconds: 10_000 })).toBe(undefined);
    expect(refusal("((((x))))", { nodes: 1, depth: 1 })).toBe(undefined);
    expect(refusal(long, { depth: 2 })).toBe(undefined);
  });

  test("work ends soon after its time is over", () => {
    const error = refusal(long, { milliseconds: 0 })!;
    expect([error.quantity, error.allowed]).toEqual(["milliseconds", 0]);
    expect(error.actual).toBeLessThan(1000);
  });

  test("a small part of the time that a text takes is too little", () => {
    const text = `max(${"2, ".repeat(150_000)}1)`;
    const start = Date.now();
    parse(text);
    const whole = Date.now() - start;
    expect(refusal(text, { milliseconds: Math.floor(whole / 50) })?.quantity).toBe("milliseconds");
  });

  test("an error of syntax comes first where the limit is not reached before it", () => {
    expect(() => parse("x + ", { limits: { nodes: 5 } })).toThrow(/Syntax error/);
  });

  test.each([{ nodes: -1 }, { depth: Number.NaN }, { milliseconds: "soon" as unknown as number }])(
    "%j are no limits",
    (limits) => {
      expect(() => parse("x", { limits })).toThrow(ValueError);
    },
  );

  test("a limit that is undefined is the default", () => {
    expect(refusal("x + 1", { nodes: undefined } as unknown as Limits)).toBe(undefined);
  });
});

describe("derivatives", () => {
  const tower = parse("x^x");

  test("have limits of their own", () => {
    const error = limitPassedBy(() => differentiate(tower, "x", 40, { limits: { nodes: 2000 } }))!;
    expect([error.quantity, error.actual]).toEqual(["nodes", 2001]);
    expect(
      limitPassedBy(() => differentiate(tower, "x", 40, { limits: { milliseconds: 0 } }))?.quantity,
    ).toBe("milliseconds");
    expect(differentiate(tower, "x", 1, { limits: { nodes: 2000 } })).toEqual(differentiate(tower, "x"));
  });

  test.each(["D(x^x, x, 100)", `${"D(".repeat(400)}exp(sin(x))${", x)".repeat(400)}`])(
    "in text are bounded: %.20s",
    (text) => {
      expect(refusal(text, {})?.quantity).toBe("nodes");
    },
  );

  test("in text may be given more", () => {
    expect(refusal("D(sigmoid(x), x, 90)", {})?.quantity).toBe("nodes");
    expect(refusal("D(sigmoid(x), x, 90)", { nodes: 1_000_000 })).toBe(undefined);
  });

  test("of large texts are within their bounds", () => {
    const sines = Array.from({ length: 2000 }, (_, k) => `sin(${k}*x)*y`).join(" + ");
    expect(refusal(`D(${sines}, x, 2)`, {})).toBe(undefined);
    expect(refusal(`D(${"sin(".repeat(2000)}x${")".repeat(2000)}, x)`, {})).toBe(undefined);
  });
});
