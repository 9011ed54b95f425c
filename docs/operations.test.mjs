/** The guide to operations: each line of its table is run and differentiated, its counts and types are right. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { array, promote } from "@chainrule/array";
import * as tape from "@chainrule/tape";
import { describe, expect, test } from "vitest";

const guide = readFileSync(join(import.meta.dirname, "guide/operations.md"), "utf8");

/** The cells of every row of a table that fits a pattern. */
const rows = (pattern) => [...guide.matchAll(pattern)].map(([, ...cells]) => cells);

const key = tape.random.key(7);
let drawn = 0;
const even = (...shape) =>
  tape.random.uniform(tape.random.foldIn(key, drawn++), shape, { low: 0.1, high: 0.9 });
const square = even(4, 4);

/** What the lines of the guide speak of. */
const SCOPE = {
  ...{ x: even(3, 4), y: even(3, 4), z: even(3, 4), v: even(4), w: even(4), r: even(3), q: even(3) },
  ...{ a: tape.add(square, tape.eye(4)), b: even(4, 4), r0: even(), r2: even(2) },
  s: tape.add(tape.matmul(square, tape.matrixTranspose(square)), tape.eye(4)),
  ...{ signal: even(2, 3, 8), image: even(2, 4, 6, 6), volume: even(1, 2, 4, 4, 4) },
  ...{ kernel: even(2, 3, 2), kernel2: even(4, 2, 3, 3) },
  ...{
    index: array([
      [0, 3],
      [1, 2],
      [2, 0],
    ]),
    rows: array([2, 0]),
    bags: array([0, 1]),
    rows4: array([0, 1, 2, 3]),
  },
  mask: array([
    [true, false, true, true],
    [false, true, false, true],
    [true, true, false, true],
  ]),
  ...{ labels: array([1, 0, 3]), classes: array([[1], [0], [3]]), signs: array([1, -1, 1]) },
  ...{ pairs: [array([0, 0, 1]), array([1, 2, 2])], triangle: [array([0, 0, 1]), array([1, 2, 2])] },
  ...{
    spots: [array([0, 2, 5]), array([1, 3, 6])],
    windows: array([
      [0, 1],
      [1, 2],
      [2, 3],
    ]),
    key,
  },
};

const WORDS = { ...tape, ...SCOPE };

/** A line as a function of one of the arrays that it speaks of. */
function lineOf(expression, name) {
  const names = [...new Set(expression.match(/[A-Za-z_]\w*/g))].filter((word) => word in WORDS);
  const body = new Function(...names, `return ${expression};`);
  return (value) => body(...names.map((word) => (word === name ? value : WORDS[word])));
}

/** The arrays in what a line gives. */
const arraysIn = (result) => ("shape" in result ? [result] : Object.values(result).flatMap(arraysIn));

const names = rows(/^\| `([^`]+)` \| (?:`(.+)`|none: (.+)) \|$/gm);

describe("names in PyTorch", () => {
  const covered = names.filter(([, expression]) => expression !== undefined);

  test.each(covered)("%s: %s", (_, expression) => {
    const variable = Object.keys(SCOPE).find(
      (name) => new RegExp(`\\b${name}\\b`).test(expression) && SCOPE[name].dtype === "float64",
    );
    const results = arraysIn(lineOf(expression, variable)(SCOPE[variable]));
    for (const result of results) expect(result.size).toBeGreaterThan(0);
    const differentiable = (result) => result.dtype === "float64";
    if (variable === undefined || !results.some(differentiable)) return;
    const total = (value) =>
      arraysIn(lineOf(expression, variable)(value))
        .filter(differentiable)
        .map((result) => tape.sum(result))
        .reduce((sofar, next) => tape.add(sofar, next));
    const gradient = tape.grad(total)(SCOPE[variable]);
    expect(gradient.shape).toEqual(SCOPE[variable].shape);
    for (const slope of gradient.toTypedArray()) expect(Number.isNaN(slope)).toBe(false);
  });

  test("each once, 395 of them, and counted right", () => {
    expect(new Set(names.map(([name]) => name)).size).toBe(395);
    expect(names.length).toBe(395);
    const calls = (expression) => expression.match(/[\w.]+\(/g).length;
    const counts = {
      "one operation": covered.filter(([, expression]) => calls(expression) === 1).length,
      "a few operations": covered.filter(([, expression]) => calls(expression) > 1).length,
      none: names.length - covered.length,
    };
    const stated = rows(/^\| (one operation|a few operations|none) \| (\d+) \|$/gm);
    expect(Object.fromEntries(stated.map(([kind, count]) => [kind, Number(count)]))).toEqual(counts);
  });
});

describe("types of elements", () => {
  const types = ["bool", "uint8", "int32", "uint32", "float32", "float64"];
  test.each(types)("beside %s", (first) => {
    const [cells] = rows(new RegExp(`^\\| \`${first}\` \\|((?: \\w+ \\|){6})$`, "gm"));
    const stated = cells[0].split("|").map((cell) => cell.trim());
    expect(stated.slice(0, 6)).toEqual(types.map((second) => promote(first, second)));
    const selected = types.map((second) => {
      const both = [first, second].map((dtype) => array([1], { dtype }));
      return tape.where(1, ...both).dtype;
    });
    expect(selected).toEqual(stated.slice(0, 6));
  });
});
