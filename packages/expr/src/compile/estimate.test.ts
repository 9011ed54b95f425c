import { describe, expect, it } from "vitest";
import { compile, freeSymbols, LimitError, NoSourceError, parse, toTypeScript } from "../index.ts";
import { createLowering } from "./builder.ts";
import { leastNodes } from "./estimate.ts";
import { lower, taskOf } from "./lower.ts";
import { stepOf } from "./scalars.ts";

const shapes = { A: ["n", "n"], M: [2000, 2000], v: [1_000_000], z: ["n"] };

/** How long the work takes, in milliseconds; building what is refused here took seconds. */
function duration(work: () => void): number {
  const start = Date.now();
  work();
  return Date.now() - start;
}

describe("what is too large to compile", () => {
  it.each<[string, number]>([
    ["sum(sin(i*x), i, 1, 300000)", 1],
    ["sum(sum(1/(i*j + x^2), i, 1, 1000), j, 1, 1000)", 1],
    ["sum(M @ M)", 1],
    ["trace(M @ M @ M)", 1],
    ["sum(A @ A @ A)", 200],
    ["logSumExp(v)", 1],
    ["sum(softmax(v)*v)", 1],
    ["inverse(A)[1, 1]*z[1]", 1001],
  ])("%s is refused before it is built", (text, n) => {
    const e = parse(text, { shapes });
    const variables = freeSymbols(e).filter(({ name }) => name !== "n");
    const refuse = () => expect(() => compile(e, variables, { sizes: { n } })).toThrow(LimitError);
    refuse();
    expect(duration(refuse)).toBeLessThan(1000);
  });

  it("as TypeScript, functions of matrices are refused before anything is built", () => {
    const e = parse("log(det(A)) + sum(v)", { shapes });
    const refuse = () => expect(() => toTypeScript(e, { sizes: { n: 60 } })).toThrow(NoSourceError);
    refuse();
    expect(duration(refuse)).toBeLessThan(1000);
    const constant = parse("x*det(3*eye(2))");
    expect(toTypeScript(constant)).toContain("x * 9");
  });
});

describe("the count of what will be recorded", () => {
  it.each<[string, number, number]>([
    ["sum(sin(i*x), i, 1, 30)", 1, 1],
    ["sum(sum(1/(i*j + x^2), i, 1, 12), j, 1, 12)", 1, 1],
    ["sum(sum(1/(i*j + x^2), i, 1, j), j, 1, 12)", 1, 0],
    ["sum(A @ A @ A)", 6, 0.9],
    ["trace(A @ A @ A)", 6, 0.3],
    ["sum(softmax(z)*z)", 9, 0.9],
    ["sum(z[i]*z[i+1], i, 1, 7)", 8, 0.9],
    ["sum(piecewise(z[i], i < 4, 1/z[i]), i, 1, 8)", 8, 0.9],
    ["z' @ inverse(A) @ z", 5, 0.5],
    ["sum((A @ z)[i]*A[i, i], i, 1, 4)", 4, 0.9],
    ["sum(outer(z, z)[i, i], i, 1, 4)", 4, 0.5],
    ["sum((A*outer(z, z))[i, 3], i, 1, 9)", 4, 0.5],
    ["norm(A @ z - z)", 6, 0.9],
    ["x^(1/2)/x^2 + e^x + pi", 1, 0.9],
  ])("of %s, n = %i, is no more than what is recorded", (text, n, share) => {
    const e = parse(text, { shapes });
    const variables = freeSymbols(e).filter(({ name }) => name !== "n");
    const lowering = createLowering([e], variables, { sizes: { n } });
    const least = leastNodes(lowering, [e]);
    lower(lowering, taskOf(e, new Map()), stepOf);
    expect(least).toBeLessThanOrEqual(lowering.budget.nodes);
    expect(least).toBeGreaterThanOrEqual(share * lowering.budget.nodes);
  });
});
