import { array, zeros } from "@chainrule/array";
import { parse } from "@chainrule/expr";
import { add, matmul, scan, sort, sum, type Tensor, tanh, trace } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { TooLargeError, usualLimit, workOf } from "./cost.ts";
import { crossCheck } from "./crossCheck.ts";
import { CheckError } from "./errors.ts";
import { formulaSubject } from "./subject/formula.ts";
import { networkSubject } from "./subject/network.ts";
import { defaultWitnesses, noWitnesses, type WitnessPlan } from "./witnesses/plan.ts";

describe("what would take too long", () => {
  it.each<[string, () => unknown]>([
    ["a sum of a million entries", () => check((x: Tensor) => sum(x), [zeros([1_000_000])])],
    ["a product of matrices of 400", () => check((a: Tensor) => sum(matmul(a, a)), [zeros([400, 400])])],
    ["three orders of it", () => check((x: Tensor) => sum(tanh(x)), [zeros([1_000_000])], { order: 3 })],
    [
      "complex steps by 20,000 entries, as nothing can be derived symbolically",
      () => check((x: Tensor) => sum(sort(x)), [zeros([20_000])]),
    ],
  ])("is refused before it starts: %s", (_, run) => {
    const start = Date.now();
    expect(run).toThrow(TooLargeError);
    expect(Date.now() - start).toBeLessThan(5000); // it takes some milliseconds
  });

  it("counts the looks of witnesses: of 407,050 parameters, which would take a minute, no check begins", () => {
    const data = { inputs: zeros([8, 784]), targets: array([0, 1, 2, 3, 4, 5, 6, 7]) };
    const large = networkSubject("784 -> 512 sigmoid -> 10 softmax; loss=ce", data);
    expect(() => crossCheck(large)).toThrow(/2\.\de\+7 operations.*ask fewer witnesses/);
    const operations = (witnesses: WitnessPlan): number => {
      try {
        crossCheck(large, { limit: 1, witnesses });
      } catch (error) {
        if (error instanceof TooLargeError) return error.operations;
      }
      return Number.NaN;
    };
    const [none, all] = [operations(noWitnesses), operations(defaultWitnesses)];
    expect(none).toBeLessThan(usualLimit);
    expect(all).toBeGreaterThan(usualLimit);
    expect(operations({ ...defaultWitnesses, complexStep: -1 })).toBeLessThan(all);
  });

  it("is said with figures and a remedy", () => {
    const wide = (): unknown => check((x: Tensor) => sum(x), [zeros([2000])], { limit: 1000 });
    expect(wide).toThrow(/about 6\.\d?e\+4 operations.*1\.0e\+3 are allowed.*raise the limit/);
    expect(wide).toThrow(CheckError);
    expect(check((x: Tensor) => sum(x), [zeros([2000])]).verdict).toBe("agree");
  });

  it("is shared out among the directions of a higher order", () => {
    const subject = formulaSubject("w x y z", { w: 1, x: 2, y: 3, z: 4 });
    const within = (limit: number, order: 1 | 2 | 3) =>
      crossCheck(subject, { order, limit, witnesses: noWitnesses }).verdict;
    expect(within(200, 1)).toBe("agree");
    const whole = { operations: expect.toSatisfy((n) => n > 200 && n < 1000), limit: 200 };
    for (const order of [2, 3] as const) {
      expect(() => within(200, order)).toThrow(/^A check of w x y z takes .*2\.0e\+2 are allowed/);
    }
    expect(() => within(200, 2)).toThrow(expect.objectContaining(whole));
    expect(within(1000, 2)).toBe("agree");
  });

  it("refuses an index over more values than it may have operations, before it takes memory for them", () => {
    for (const text of ["sum(x^i, i, 1, 1000000000)", "sum(x^i, i, 1, 1e300)"])
      expect(() => crossCheck(formulaSubject(text, { x: 0.5 }))).toThrow(
        expect.objectContaining({ code: "check/too-large" }),
      );
    expect(() =>
      crossCheck(
        formulaSubject(parse("sum(sum(A[i + j], i, 1, 100000), j, 1, 100000)", { shapes: { A: [3] } }), {
          A: array([1, 2, 3]),
        }),
      ),
    ).toThrow(expect.objectContaining({ code: "check/too-large" }));
  });

  it("looks at every one of many numbers, but not by the witnesses that take many values for one", () => {
    const names = Array.from({ length: 100 }, (_, i) => `x${i}`);
    const point = Object.fromEntries(names.map((name, i) => [name, i / 7]));
    const { parameters } = crossCheck(formulaSubject(names.map((name) => `${name}^2`).join(" + "), point));
    const looked = (witness: "complexStep" | "finiteDifference" | "forwardMode") =>
      parameters.filter(({ entries }) => entries[0]![witness] !== undefined).length;
    expect(looked("complexStep")).toBe(100);
    for (const witness of ["finiteDifference", "forwardMode"] as const) {
      expect(looked(witness)).toBeGreaterThan(20);
      expect(looked(witness)).toBeLessThanOrEqual(32);
    }
  });

  it("lets the witnesses sample where one evaluation is long, and says so", () => {
    const x = array(
      Array.from({ length: 100 * 40 }, (_, i) => Math.sin(i)),
      { shape: [100, 40] },
    );
    const wide = (w: Tensor): unknown => sum(tanh(matmul(matmul(x, w), zeros([24, 10]))));
    const report = check(wide as never, [zeros([40, 24])]);
    expect(report.notes.join()).toMatch(/complex step looks at a sample/);
    const [only] = report.parameters;
    const looked = only!.entries.filter(({ complexStep }) => complexStep).length;
    expect(looked).toBeGreaterThanOrEqual(8); // a sample, and up to four of the worst
    expect(looked).toBeLessThanOrEqual(12);
    expect(only!.directions?.contradicts).toBe(false);
  });
});

describe("the work of a program", () => {
  it("counts the multiplications of matrices, and the steps of loops", () => {
    const product = trace((a: Tensor, b: Tensor) => matmul(a, b))(zeros([30, 40]), zeros([40, 50]));
    expect(workOf(product)).toBe(30 * 40 * 50);
    const steps = (x: Tensor): Tensor =>
      scan((carry: Tensor, row: Tensor) => [tanh(add(carry, row)), carry], x, zeros([50, 100]))[0];
    const work = workOf(trace(steps)(zeros([100])));
    expect(work).toBeGreaterThanOrEqual(50 * 100);
    expect(work).toBeLessThanOrEqual(3 * 50 * 100);
  });
});
