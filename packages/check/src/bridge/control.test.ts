import { array } from "@chainrule/array";
import { toText } from "@chainrule/expr";
import {
  type ArrayLike,
  add,
  checkpoint,
  customJvp,
  customVjp,
  exp,
  full,
  greater,
  ifElse,
  multiply,
  scan,
  sin,
  square,
  sum,
  tanh,
  trace,
  whileLoop,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { overallVerdict } from "../report/overall.ts";
import { lift } from "./lift.ts";

const textOf = (f: (x: ArrayLike) => ArrayLike, x: ArrayLike) => toText(lift(trace(f)(x), ["x"]).expression);

describe("bodies of control primitives", () => {
  it("are lifted as what they compute, whatever rule stands beside them", () => {
    expect(
      textOf(
        checkpoint((x: ArrayLike) => sin(square(x))),
        2,
      ),
    ).toBe("sin(x*x)");
    const nothing = customVjp((x: ArrayLike) => exp(x), { backward: () => [0] });
    expect(textOf((x) => multiply(2, nothing(x) as ArrayLike), 2)).toBe("2*exp(x)");
    const other = customJvp(
      (x: ArrayLike) => exp(x),
      (_, [tangent]) => tangent as ArrayLike,
    );
    expect(textOf((x) => other(x) as ArrayLike, 2)).toBe("exp(x)");
  });

  it("a rule of one's own is judged by the body, not by itself", () => {
    const wrong = customVjp((x: ArrayLike) => exp(x), {
      backward: ([x], cotangent) => [multiply(cotangent, multiply(1 + 1e-12, exp(x)))],
    });
    const report = check((x: ArrayLike) => sum(wrong(x) as ArrayLike), [array([0.3, 1])]);
    expect(overallVerdict(report)).toBe("disagree");
    expect(report.notes).toEqual([]);
  });

  it("loops are unrolled: Horner's rule", () => {
    const horner = (x: ArrayLike) =>
      scan((total, each) => [add(multiply(total, x), each), total], 0, array([3, 0, -2]))[0] as ArrayLike;
    expect(textOf(horner, 2)).toBe("x*(x*(0*x + constant_1[1]) + constant_1[2]) + constant_1[3]");
  });

  it("outputs of a loop are stacked, forwards and backwards", () => {
    const w = array([0.5, -1, 2, 0.25]);
    for (const reverse of [false, true]) {
      const states = (x: ArrayLike) =>
        scan((h, each) => [tanh(add(multiply(h, 0.7), each)), h], 0.1, multiply(x, w), { reverse });
      const loss = (x: ArrayLike) => sum(multiply(states(x)[1] as ArrayLike, array([1, 10, 100, 1000])));
      const report = check(loss, [0.8]);
      expect(overallVerdict(report)).toBe("agree");
      expect(report.notes).toEqual([]);
    }
  });

  it("a branch that depends on a value is refused by name, and a loop of too many rounds", () => {
    const branch = (x: ArrayLike) =>
      ifElse(
        greater(x, 0),
        () => x,
        () => square(x),
      ) as ArrayLike;
    expect(() => textOf(branch, 2)).toThrow(expect.objectContaining({ code: "check/not-lifted" }));
    const forever = (x: ArrayLike) =>
      whileLoop(
        (c) => greater(100, c),
        (c) => multiply(c, 2),
        x,
      ) as ArrayLike;
    expect(() => textOf(forever, 2)).toThrow(expect.objectContaining({ code: "check/not-lifted" }));
    const long = (x: ArrayLike) =>
      scan((c, each) => [sin(add(c, each)), each], x, full([30_000], 1))[0] as ArrayLike;
    expect(() => textOf(long, 2)).toThrow("more than 20000 entries");
  });
});
