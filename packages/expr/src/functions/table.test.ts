import { describe, expect, test } from "vitest";
import fixture from "../../fixtures/functions.json" with { type: "json" };
import { createAlgebra } from "../algebra/algebra.ts";
import {
  call,
  differentiate,
  domainOf,
  type Expression,
  evaluate,
  gradient,
  number,
  parse,
  simplify,
  symbol,
  toText,
} from "../index.ts";
import type { CallNode } from "../node.ts";
import type { FunctionName } from "./names.ts";
import type { FunctionRow } from "./row.ts";
import { arity, functions } from "./table.ts";

/** [arguments, value, first partials, second partials]: from 80-digit numerical differentiation. */
type Case = readonly [readonly number[], string, readonly (string | null)[], readonly (string | null)[]];

const cases = fixture as unknown as Record<FunctionName, readonly Case[]>;
const names = Object.keys(cases) as FunctionName[];
const logical = ["less", "lessEqual", "equal", "and", "or", "not", "kronecker"];

/** Derivatives that subtract nearly equal terms far out; a row of their own comes with more functions. */
const cancels: Readonly<Partial<Record<FunctionName, number>>> = {
  gaussian: 1e-11,
  mod: 1e-12,
};
const tolerance = 5e-13;

/** Relative to the exact value, or to a scale where that is larger. */
function relativeError(value: number, exact: string, scale = 1e-300): number {
  const right = Number(exact);
  return Object.is(value, right) || value === right
    ? 0
    : Math.abs(value - right) / Math.max(Math.abs(right), Math.abs(scale));
}

function argumentsOf(point: readonly number[]) {
  const symbols = point.map((_, k) => symbol(`x${k}`));
  const bindings = Object.fromEntries(point.map((x, k) => [`x${k}`, x]));
  return { symbols, bindings };
}

/** The partials of a row by its own rule, and what a second derivative makes of them. */
function worstError(name: FunctionName, row: FunctionRow): number {
  let worst = 0;
  for (const [point, , first, second] of cases[name]) {
    const { symbols, bindings } = argumentsOf(point);
    const algebra = createAlgebra();
    const args = symbols.map(algebra.arena.adopt);
    for (const k of point.keys()) {
      if (first[k] === null) continue;
      const partial = row.partial(algebra, args, k, algebra.call(name, ...args));
      worst = Math.max(worst, relativeError(evaluate(partial, bindings) as number, first[k]!));
      const again = evaluate(differentiate(partial, symbols[k]!), bindings) as number;
      worst = Math.max(worst, relativeError(again, second[k]!, Number(first[k])) / 10);
    }
  }
  return worst;
}

test("every function but the logical ones has cases", () => {
  const missing = Object.keys(arity).filter((name) => !(name in cases) && !logical.includes(name));
  expect(missing).toEqual(["pi", "e"]);
});

describe.each(names)("%s", (name) => {
  test("value", () => {
    for (const [point, value] of cases[name]) {
      const { symbols, bindings } = argumentsOf(point);
      const found = evaluate(call(name, ...symbols), bindings) as number;
      expect(relativeError(found, value), `at ${point}`).toBeLessThan(1e-13);
    }
  });

  test("first and second derivative", () => {
    expect(worstError(name, functions[name])).toBeLessThan(cancels[name] ?? tolerance);
  });

  test("both sweeps agree with the row", () => {
    const [point, , first] = cases[name][0]!;
    const { symbols, bindings } = argumentsOf(point);
    const e = call(name, ...symbols);
    for (const [k, exact] of first.entries()) {
      if (exact === null) continue;
      const forward = evaluate(differentiate(e, symbols[k]!), bindings) as number;
      const reverse = evaluate(gradient(e, [symbols[k]!])[0]!, bindings) as number;
      expect(relativeError(forward, exact)).toBeLessThan(cancels[name] ?? tolerance);
      expect(relativeError(reverse, exact)).toBeLessThan(cancels[name] ?? tolerance);
    }
  });
});

/** Faults that a rule can have besides those of `mutants.test.ts`, as changes of its result. */
type Fault = (right: FunctionRow["partial"]) => FunctionRow["partial"];
const faults: Readonly<Record<string, Fault>> = {
  "extra term": (right) => (A, args, k, self) =>
    A.add(right(A, args, k, self), A.multiply(A.fraction(1, 1e7), args[0]!)),
  "wrong argument": (right) => (A, args, k, self) => {
    const moved = args.map((arg) => A.add(arg, A.fraction(1, 1e6)));
    return right(A, moved, k, A.call((self as CallNode).name, ...moved));
  },
};

/** Where a fault changes nothing: derivatives that are 0, or the same for all arguments. */
const constantDerivative = new Set<FunctionName>(["sign", "step", "floor", "ceil", "round"]);
const piecewiseConstant = new Set<FunctionName>(["abs", "relu", "max", "min", "mod"]);
/** It depends on the difference of its arguments alone, or takes integers only. */
const unmoved = new Set<FunctionName>(["logaddexp", "polygamma", "sincDerivative", "erfcxDerivative"]);

describe.each(Object.keys(faults))("a planted fault: %s", (fault) => {
  const noticed = names.filter((name) => {
    if (fault === "extra term") return true;
    if (constantDerivative.has(name)) return false;
    return fault !== "wrong argument" || !(piecewiseConstant.has(name) || unmoved.has(name));
  });
  test.each(noticed)("%s", (name) => {
    const row = functions[name];
    const partial = faults[fault]!(row.partial);
    expect(worstError(name, { ...row, partial })).toBeGreaterThan(cancels[name] ?? tolerance);
  });
});

/** f(-x) against the parity that the row claims. */
test.each(names.filter((name) => functions[name].parity !== undefined))("parity of %s", (name) => {
  for (const [[x]] of cases[name]) {
    const there = evaluate(call(name, number(x!))) as number;
    const mirrored = evaluate(call(name, number(-x!))) as number;
    expect(mirrored + 0).toBe((functions[name].parity === "odd" ? -there : there) + 0);
  }
});

/** What the algebra folds is what evaluation gives. */
test.each(names)("exact values of %s", (name) => {
  if (arity[name][1] !== 1) return;
  for (let k = -2; k <= 27; k++) {
    const algebra = createAlgebra();
    const folded: Expression = algebra.call(name, k);
    if (folded.kind !== "number" && folded.kind !== "product") continue;
    const direct = evaluate(call(name, number(k))) as number;
    expect(relativeError(evaluate(folded) as number, `${direct}`), `at ${k}`).toBeLessThan(1e-15);
  }
});

test("fractions are rounded exactly", () => {
  const rounded = (text: string) => toText(simplify(parse(text)));
  expect(["5/2", "-5/2", "-2", "0", "1/3", "-1/3"].map((x) => rounded(`floor(${x})`))).toEqual([
    "2",
    "-3",
    "-2",
    "0",
    "0",
    "-1",
  ]);
  expect(["5/2", "-5/2", "-2", "0"].map((x) => rounded(`ceil(${x})`))).toEqual(["3", "-2", "-2", "0"]);
  expect(rounded("floor(100000000000000000000001/10)")).toBe("10000000000000000000000");
  expect(toText(domainOf(parse("gamma(-3) + polygamma(1/2, x)")))).toBe("0");
});

/** NIST DLMF 5.2: poles at 0, -1, -2, ... */
test.each(["gamma(x)", "lgamma(x)", "digamma(x)", "polygamma(2, x)"])(
  "%s is undefined at its poles",
  (text) => {
    const domain = domainOf(parse(text));
    const defined = [-3, -2.5, -1, -0.5, 0, 0.5, 1, 7].map((x) => evaluate(domain, { x }));
    expect(defined).toEqual([0, 1, 0, 1, 0, 1, 1, 1]);
    expect(evaluate(domainOf(differentiate(parse(text), "x")), { x: -2 })).toBe(0);
  },
);
