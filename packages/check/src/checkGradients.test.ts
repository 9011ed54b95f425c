import { array } from "@chainrule/array";
import {
  type ArrayLike,
  concat,
  customVjp,
  exp,
  matmul,
  multiply,
  sin,
  softmax,
  square,
  stopGradient,
  sum,
  tanh,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { checkGradients, type GradientCheck } from "./checkGradients.ts";
import { NothingToCheckError } from "./crossCheck.ts";
import { overallVerdict } from "./report/overall.ts";
import { worstEntry } from "./report/worst.ts";

const verdictsOf = ({ orders }: GradientCheck) => orders.map(overallVerdict);

const cubed = (x: ArrayLike): ArrayLike => multiply(square(x), x);

/** x^3 whose backward pass is as given. */
const cube = (slope: (x: ArrayLike) => ArrayLike) =>
  customVjp(cubed, { backward: ([x], cotangent) => [multiply(cotangent, slope(x))] });

/** Right; its own derivative is 0. */
const flat = (x: ArrayLike): ArrayLike => multiply(3, square(stopGradient(x)));

describe("checkGradients", () => {
  it.each<[string, (...args: ArrayLike[]) => ArrayLike, ArrayLike[]]>([
    ["a scalar", (x) => exp(sin(x)), [0.7]],
    ["three scalars", (x, y, z) => multiply(sin(multiply(x, y)), exp(z)), [0.3, 0.2, -1]],
    [
      "a matrix result",
      (W, x) => tanh(matmul(W, x)),
      [
        array([
          [0.1, -0.7],
          [0.4, 0.2],
        ]),
        array([1, 2]),
      ],
    ],
    ["softmax", (x) => softmax(x), [array([0.1, 2, -3])]],
  ])("passes %s at all three orders", (_, f, args) => {
    expect(verdictsOf(checkGradients(f, ...args))).toEqual(["agree", "agree", "agree"]);
  });

  it("takes trees of arguments and of results", () => {
    const layer = ({ w, b }: { w: ArrayLike; b: ArrayLike }, x: ArrayLike) => ({
      out: [tanh(concat([multiply(w, x), multiply(b, x)], 0))],
      penalty: sum(square(w)),
    });
    const found = checkGradients(layer, { w: array([1, -2]), b: array([0.5]) }, array([0.3]));
    expect(found.verdict).toBe("agree");
    expect(found.orders[0].parameters.map(({ name }) => name)).toEqual(["x1.w", "x1.b", "x2"]);
  });

  it("names the one entry that is wrong by 1e-9", () => {
    const wrong = customVjp((x: ArrayLike) => square(x), {
      backward: ([x], cotangent) => [multiply(multiply(cotangent, x), array([2, 2, 2 + 2e-9, 2]))],
    });
    const { verdict, orders } = checkGradients(wrong, array([1, 2, 3, 4]));
    expect(verdict).toBe("disagree");
    expect(orders[0].parameters[0]!.entries.map((entry) => entry.verdict)).toEqual([
      "agree",
      "agree",
      "disagree",
      "agree",
    ]);
    expect(worstEntry(orders[0])?.entry.index).toBe(2);
  });

  it("sees a rule whose first derivative alone is right", () => {
    const half = cube(flat);
    const found = checkGradients(half, 1.5);
    expect(verdictsOf(found)).toEqual(["agree", "disagree", expect.not.stringMatching(/^agree$/)]);
  });

  it("sees a rule that goes wrong in the third derivative", () => {
    const half = cube(flat);
    const quartic = customVjp((x: ArrayLike) => square(square(x)), {
      backward: ([x], cotangent) => [multiply(multiply(4, half(x)), cotangent)],
    });
    const found = checkGradients(quartic, 1.5);
    expect(verdictsOf(found)).toEqual(["agree", "agree", "disagree"]);
    expect(found.verdict).toBe("disagree");
  });

  it.each([
    ["nothing", () => undefined],
    ["an empty tree", () => ({})],
    ["a promise", async (x: number) => square(x)],
  ])("is no judge of a function that returns %s", (_, f) => {
    const noResult = expect.objectContaining({ code: "check/result" });
    expect(() => checkGradients(f as () => number, 2)).toThrow(noResult);
    expect(() => check(f as () => number, [2])).toThrow(noResult);
  });

  it("has nothing to say of no arguments", () => {
    expect(() => checkGradients(() => 1)).toThrow(NothingToCheckError);
  });
});
