import { describe, expect, test } from "vitest";
import { equal, evaluate, parse, simplify, toText } from "../index.ts";
import { scalars, tensors } from "../testing/sweep/sweep.ts";

/** Texts in which sweeps found something wrong, each the smallest that showed it; all checks are run on them again. */
describe("found by sweeps: scalars", () => {
  test.each([
    // a domain was kept that excluded where the power is defined
    "x^0",
    "acoth(x + 2)^0",
    "x^pi",
    "(x*x)^pi",
    "y^pi - y^pi",
    "(x^2)^y",
    "x^2*x^x - x^2*x^x",
    "(y - 1/2)^pi",
    "pow(2x + 2.75, x)",
    "(-1)^(1^2)",
    // an index as an exponent is an integer
    "sum(x^k, k, 1, 4)",
    "sum((x/(x/x))^k, k, 1, 4)",
    "sum((0*x)^k, k, 1, 4)",
    "(sum((-1)^k, k, 1, 4))^0*x",
    // exponents of (b^u)^(p/q) were lost where factors were taken out
    "((exp(-x^2)^3)^(1/3))*x",
    "sqrt(x)*sqrt(exp(log(x)))",
    "exp((2^x)^(1/3))*exp(x)",
    "x/y - exp(-x^2)^1.5",
    "(2^x)^(-3/2)/pi + pi/(2^x)^(-3/2)",
    "(2^x)^(2/3)*(1/3)*x",
    "root((1/2)^x, 3)*x*x",
    "sqrt(x)*sqrt(2^x*2^y)",
    "(x*(2.75^x*2.75^pi)^(-3/2))^(1/2)",
    "2sin(root(((1/3)^2)^x, 3))*cos(root(((1/3)^2)^x, 3))",
    // an equal argument of max is a tie everywhere
    "max(x, cosh(x)^2 - sinh(x)^2, 1)",
    // (x^2)^(y - 1) was taken apart, and divided by x at 0
    "sigmoid(((x^2)^y))*(1 - sigmoid(((x^2)^y)))",
    "(x^2)^y*sin((x^2)^y)",
    // simplified a second time, it changed
    "1/(1 + (0.5/x^x + (1/(1 + ((2.75^2 - x^2)/(2.75 - x))^2))^(1/3))^2)",
    "(1/cosh(sqrt(1 + (log(x*0.5)*(exp(-x^2) + y + 1))^2))^2)^0.5",
  ])("%s", (text) => {
    for (const seed of [3, 4, 5]) expect(scalars.complaintsOf(text, seed)).toEqual([]);
  });
});

describe("found by sweeps: tensors", () => {
  test.each([
    "sum(log(1 + (sum(x[j]^i, j, 1, i)*t)^2), i, 1, 3)",
    "logSumExp(log(1 + (A[i, 2]^i)^2), i, 1, 3)",
    "sum(i*(sum(x[j]^i, j, 1, i)*i^i), i, 1, 2)",
    "product(1 + sum(x[j]^i, j, 1, i)*log(1 + x[i]^2), i, 1, 3)",
  ])("%s", (text) => {
    expect(tensors.complaintsOf(text, 4)).toEqual([]);
  });
});

test("0 to a power is 0 after simplification, too", () => {
  const e = parse("(y - y)^y");
  expect([e, simplify(e)].map((one) => evaluate(one, { y: 0.25 }))).toEqual([0, 0]);
});

/** Equal factors were printed once. */
test.each(["2*2", "3*x*3", "2*sigmoid(2*2) - 1"])("%s is printed as it is", (text) => {
  expect(equal(parse(toText(parse(text))), parse(text))).toBe(true);
});
