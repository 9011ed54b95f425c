import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { crossCheck, crossCheckAsync } from "./crossCheck.ts";
import { formula } from "./formula.ts";
import { OptionError } from "./given.ts";
import { formulaSubject, PointError } from "./subject/formula.ts";

const subject = formulaSubject("x^2", { x: 1 });

describe("what is no option", () => {
  it.each<[string, unknown]>([
    ["order", null],
    ["order", 0],
    ["order", 1.5],
    ["tolerance", -1],
    ["tolerance", Number.NaN],
    ["limit", null],
    ["settle", "some"],
    ["onProgress", 5],
  ])("is refused: %s %s", async (name, value) => {
    expect(() => crossCheck(subject, { [name]: value })).toThrow(OptionError);
    await expect(crossCheckAsync(subject, { [name]: value })).rejects.toThrow(`${name} is `);
    expect(crossCheck(subject, { [name]: undefined } as never).verdict).toBe("agree");
  });

  it("is refused where it is no object, and where a function should be", () => {
    expect(() => crossCheck(subject, null as never)).toThrow(OptionError);
    expect(() => check(7 as never, [1])).toThrow(/f is 7: give a function/);
  });
});

it.each([[[1, 2, 3]], [null], ["1"], [{}]])("a point of %j is refused", (x) => {
  expect(() => formula("sum(x^2)").check({ x } as never)).toThrow(PointError);
  expect(() => formulaSubject("x^2", { x } as never)).toThrow(PointError);
});
