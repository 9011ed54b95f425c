import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { crossCheck, crossCheckAsync } from "./crossCheck.ts";
import { faultsOfSize } from "./faults/faults.ts";
import { formula } from "./formula.ts";
import { OptionError } from "./given.ts";
import { locate } from "./locate/locate.ts";
import { formatSuites } from "./report/format.ts";
import { formulaSubject } from "./subject/formula.ts";
import { PointError } from "./subject/lowered.ts";

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

it.each<[string, () => unknown, string]>([
  [
    "check without a point",
    () => check(((x: number) => x) as never, undefined as never),
    "args is nothing: give a list",
  ],
  [
    "a check of nothing",
    () => crossCheck(undefined as never),
    "subject is nothing: give what formulaSubject(...)",
  ],
  [
    "a formula without a point",
    () => formulaSubject("x", undefined as never),
    "at is nothing: give values by name",
  ],
  ["no formula", () => formulaSubject(undefined as never, {}), "expression is nothing: give what parse"],
  [
    "variables that are no list",
    () => formulaSubject("x", { x: 1 }, { wrt: 5 as never }),
    "wrt is 5: give a list of names",
  ],
  ["a fault of no size", () => faultsOfSize(0), "size is 0: give a number that is not 0"],
  ["a fault that is none", () => locate(subject, "sign" as never), 'fault is "sign": give an object'],
  ["an unknown format", () => formatSuites([], "pdf" as never), 'format is "pdf": give junit'],
])("%s is refused with what was given and what belongs there", (_, run, message) => {
  expect(run).toThrow(OptionError);
  expect(run).toThrow(message);
});
