import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAlgebra } from "../algebra/algebra.ts";
import { differentiate, equal, parse, simplify, toText } from "../index.ts";
import { withOperands } from "../make.ts";
import { expressions } from "../testing/expressions.ts";
import { postorder } from "../traverse.ts";
import { sizeOf } from "./size.ts";

describe("simplifying the result again changes nothing", () => {
  test.each([
    "sqrt(x^(3/2))^a",
    "logit(sec(sqrt(x)))",
    "sqrt(cos(x))/x",
    "exp(-(sqrt(acsch(7/2 + x)^2)^(1/3))^2)",
    "piecewise(x, (2*x)^0 >= y, y)*((x^3)^(1/3))^1.5",
    "exp(-cos(exp(log1p(-x)))^2)",
    "x^2 + (x^2 - (x*y)^2)/(x - x*y)",
    "atan((y^2 - root(abs(x) + 3 + x, 3)^2)/(y - root(abs(x) + 3 + x, 3)))",
    "((sqrt(1 + logSumExp(2*k*max(11/4, x), k, 1, 3)^2))^(-3/2))^pi",
  ])("%s and its derivatives", (text) => {
    for (const order of [0, 1, 2]) {
      const once = simplify(differentiate(parse(text), "x", order));
      const again = simplify(once);
      expect(equal(again, once), `${toText(once)} => ${toText(again)}`).toBe(true);
    }
  });
});

test("powers of powers join what stands beside them", () => {
  expect(toText(simplify(parse("sqrt(x)*(x^(3/2))^(-1/2)*(x^(3/2))^(-1/2)")))).toBe("1/x");
});

test("the size of a sum or product is that of its printed form, in whatever order it is kept", () => {
  fc.assert(
    fc.property(expressions, (e) => {
      for (const node of postorder([simplify(e)])) {
        if (node.kind !== "sum" && node.kind !== "product") continue;
        const [first, ...others] = node.operands;
        const isNumber = node.kind === "product" && first!.kind === "number";
        const turned = isNumber ? [first!, ...others.toReversed()] : node.operands.toReversed();
        expect(sizeOf(new Map(), withOperands(node, turned))).toBe(sizeOf(new Map(), node));
      }
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["x - y", 3],
  ["-x + y", 3],
  ["-x - y", 4],
  ["1/x", 3],
  ["y/x", 3],
  ["-1/x", 4],
  ["-x*y", 4],
  ["2/x*y", 5],
  ["1/(x*y)", 5],
  ["3/(4*x)", 5],
  ["x^(-n)*y", 6],
])("%s has %i parts", (text, parts) => {
  const { arena } = createAlgebra();
  const e = arena.adopt(simplify(parse(text)));
  expect(sizeOf(new Map(), e)).toBe(parts);
  expect(sizeOf(new Map(), withOperands(e, e.operands))).toBe(parts);
});
