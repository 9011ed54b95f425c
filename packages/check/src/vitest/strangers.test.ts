import { exp, sum, type Tensor } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { checkWishes, claimWishes } from "./given.ts";
import "./index.ts";
import { haveGradient, passGradientCheck } from "./matchers.ts";

// Whatever a matcher is given, it answers, or says by a typed error what is wrong: never a bare TypeError, never without end.

const f = (x: Tensor) => sum(exp(x));
const strangers: readonly unknown[] = [
  ...[null, 0, 5, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 10n, "", "x", true, Symbol("s")],
  ...[[], [[]], [[1], [1, 2]], ["a"], [null], [undefined], [-1], [7]],
  ...[
    {},
    { a: null },
    { a: "x" },
    { aborted: 1 },
    { decimals: "2" },
    { complexStep: null },
    Object.create(null),
  ],
  ...[new Date(0), new Map(), new Float64Array(2), new Float64Array(0), Promise.resolve(1), () => undefined],
];

function codeOf(attempt: () => { readonly message: () => string }): string {
  try {
    return typeof attempt().message();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const typed = /^(string|(check|tape|array)\/[a-z-]+)$/;

describe.each(strangers.map((stranger) => [stranger]))("given %o", (stranger) => {
  it("as function, point, gradient or options", () => {
    const options = stranger as object;
    for (const attempt of [
      () => passGradientCheck(stranger, 1),
      () => passGradientCheck(f, stranger),
      () => passGradientCheck(f, 1, options),
      () => haveGradient(stranger, 1, 1),
      () => haveGradient(f, stranger, 1),
      () => haveGradient(f, 1, stranger),
      () => haveGradient(f, 1, 1, options),
    ]) {
      expect(codeOf(attempt)).toMatch(typed);
    }
  });

  it("as any option", () => {
    for (const name of Object.keys(checkWishes)) {
      expect(codeOf(() => passGradientCheck(f, 1, { [name]: stranger }))).toMatch(typed);
    }
    for (const name of Object.keys(claimWishes)) {
      expect(codeOf(() => haveGradient(f, 1, 1, { [name]: stranger }))).toMatch(typed);
    }
  });
});

describe("what is said", () => {
  it.each([
    [() => expect(5).toPassGradientCheck(0), "5 is no function: write expect((x) => ...)"],
    [() => expect(null).toHaveGradient(1, 0), "null is no function: write expect((x) => ...)"],
    [() => expect(f).toPassGradientCheck(0, { order: 4 as never }), "The option order is 4: give 1, 2 or 3."],
    [
      () => expect(f).toPassGradientCheck(0, { allowKink: true } as never),
      'There is no option "allowKink": choose from name, argnums, order,',
    ],
    [
      () => expect(f).toHaveGradient(1, 0, { precision: "half" as never }),
      'The option precision is "half": give "float64", "float32", 1 to 17 significant digits, or { decimals }.',
    ],
    [() => expect(f).toHaveGradient(1, 0, "float32" as never), 'The options are "float32": give { name,'],
  ])("%#", (attempt, message) => {
    expect(attempt).toThrow(
      expect.objectContaining({ code: "check/matcher", message: expect.stringContaining(message) }),
    );
  });
});
