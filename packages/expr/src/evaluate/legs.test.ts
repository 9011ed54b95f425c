import { doubleDouble } from "@chainrule/special";
import { expect, test } from "vitest";
import { compile as generated } from "../codegen.ts";
import { compile, differentiate, evaluate, parse, simplify, toTypeScript } from "../index.ts";
import type { PowerNode } from "../node.ts";
import { legOf } from "./scalar.ts";

/** By hand: far out 1 + x^2 is x^2 to all digits. */
test.each([
  ["sqrt(1 + x^2)", 1e200, 1e200],
  ["sqrt(x^2 + 1)", -3e307, 3e307],
  ["1/sqrt(1 + x^2)", -4e200, 2.5e-201],
  ["x/sqrt(1 + x^2)", -1e200, -1],
  ["(1 + x^2)^(3/2)", 1e90, 1e270],
])("%s at %d", (text, x, right) => {
  const e = parse(text);
  for (const value of [
    evaluate(e, { x }),
    (evaluate(e, { x }, { arithmetic: doubleDouble }) as { hi: number }).hi,
    compile(e, ["x"])([x]),
    generated(e, ["x"])([x]),
  ])
    expect(Math.abs(Number(value) / right - 1)).toBeLessThan(1e-15);
});

test("asinh and acsch have derivatives far out", () => {
  for (const x of [1e160, -1e200, 5e307]) {
    const first = differentiate(parse("asinh(x)"), "x");
    for (const e of [first, simplify(first)])
      expect(Math.abs((evaluate(e, { x }) as number) * Math.abs(x) - 1)).toBeLessThan(1e-15);
    expect(Math.abs(evaluate(differentiate(parse("acsch(x)"), "x", 2), { x }) as number)).toBe(0);
  }
});

test("other roots are left alone", () => {
  for (const text of ["sqrt(2 + x^2)", "sqrt(1 + x^3)", "(1 + x^2)^3", "(1 + x^2)^(1/3)", "sqrt(1 - x^2)"])
    expect(legOf(parse(text) as PowerNode)).toBeUndefined();
  expect(evaluate(parse("sqrt(1 + x^2)"), { x: Number.NaN })).toBeNaN();
  expect(toTypeScript(parse("sqrt(1 + x^2)"))).toContain("hypot(1, x)");
});
