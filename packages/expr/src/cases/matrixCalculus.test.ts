import { describe, expect, test } from "vitest";
import fixture from "../../fixtures/matrix-calculus.json" with { type: "json" };
import {
  differentiate,
  type Expression,
  evaluate,
  gradient,
  hessian,
  jacobian,
  parse,
  simplify,
  toLatex,
  toMathML,
  toText,
} from "../index.ts";
import { firstDifferences, numbersOf, secondDifferences, type Values } from "../testing/differences.ts";

type Sizes = Readonly<Record<string, number>>;

/** One formula of the literature, in the notation of the parser. */
interface Formula {
  readonly kind: string;
  readonly text: string;
  readonly by: string;
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  readonly literature: string;
  readonly source: string;
  /** The textbook form of the simplified derivative; null where that has indices, or is not reached. */
  readonly prints: string | null;
  /** Variables with positive elements, with small ones, and matrices close to a multiple of the identity. */
  readonly positive?: readonly string[];
  readonly gentle?: readonly string[];
  readonly definite?: readonly string[];
}

const { sizes, formulas } = fixture as unknown as {
  readonly sizes: Sizes;
  readonly formulas: readonly Formula[];
};

const tolerance = 1e-12;

/** Numbers between -1 and 1 that depend on the seed only. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    yield state / 2 ** 31;
  }
}

/** Random values for the variables of a formula, and its sizes by name. */
function valuesFor({ shapes, positive = [], gentle = [], definite = [] }: Formula, seed: number): Values {
  const numbers = random(seed);
  const values: Record<string, Values[string]> = { ...sizes };
  for (const [name, shape] of Object.entries(shapes)) {
    const lengths = shape.map((size) => sizes[size]!);
    const count = lengths.reduce((product, length) => product * length, 1);
    const data = Array.from({ length: count }, (_, k) => {
      const x = numbers.next().value;
      if (positive.includes(name)) return 1.5 + x;
      if (gentle.includes(name)) return x / 8;
      return definite.includes(name) ? x / 4 + (k % (lengths[0]! + 1) === 0 ? 2 : 0) : x;
    });
    values[name] = shape.length === 0 ? data[0]! : { shape: lengths, data };
  }
  return values;
}

function derivativeOf({ kind, by }: Formula, e: Expression): Expression {
  if (kind === "Hessian") return hessian(e, [by])[0]![0]!;
  if (kind.endsWith("by scalar")) return differentiate(e, by);
  return kind.startsWith("scalar") ? gradient(e, [by])[0]! : jacobian([e], [by])[0]![0]!;
}

function expectClose(found: readonly number[], right: readonly number[]): void {
  expect(found).toHaveLength(right.length);
  const errors = right.map((x, k) => Math.abs(found[k]! - x) / (1 + Math.abs(x)));
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

const cases = formulas.map((formula, k) => {
  const { text, shapes, by, kind } = formula;
  const e = parse(text, { shapes });
  const read = (other: string) => parse(other, { shapes });
  return { name: `${kind}: ${text} by ${by}`, formula, e, read, at: valuesFor(formula, k + 1) };
});

describe.each(cases)("$name", ({ formula, e, read, at }) => {
  const derivative = derivativeOf(formula, e);
  const simplified = simplify(derivative);
  const value = (expression: Expression) => numbersOf(evaluate(expression, at));

  test("is what differences and the literature say", () => {
    const numerical = formula.kind === "Hessian" ? secondDifferences : firstDifferences;
    expectClose(value(derivative), numerical(e, at, formula.by));
    expectClose(value(derivative), value(read(formula.literature)));
  });

  test("simplified and printed, it has the same value", () => {
    const right = value(derivative);
    expectClose(value(simplified), right);
    for (const found of [derivative, simplified]) expectClose(value(read(toText(found))), right);
  });

  test("is printed as expected", () => {
    if (formula.prints !== null) expect(toText(simplified)).toBe(formula.prints);
  });

  test("LaTeX and MathML are in matrix notation too", () => {
    if (formula.prints === null) return;
    expect(toLatex(simplified)).not.toMatch(/\\sum|\\le(?![a-z])|_\{[ijkl][,}]/);
    expect(toMathML(simplified)).not.toMatch(/∑|≤|<mi>[ijl]<\/mi>/);
  });
});

/** Whether no index is written: no brackets, no `tensor(...)`, no sum with an index. */
function isMatrixNotation(text: string): boolean {
  return !/[[\]]|tensor\(|(?:sum|product|maximum|minimum|logSumExp)\([^()]*(?:\([^()]*\)[^()]*)*, [a-z]\d*, /.test(
    text,
  );
}

/** What is printed without indices, as it comes out. */
const inMatrixNotation = cases.filter(({ formula, e }) =>
  isMatrixNotation(toText(simplify(derivativeOf(formula, e)))),
);

describe("the collection", () => {
  test(`has ${formulas.length} formulas, of every kind, each with its source`, () => {
    expect(formulas.length).toBeGreaterThanOrEqual(124);
    for (const kind of ["scalar by vector", "scalar by matrix", "vector by vector", "Hessian"]) {
      expect(formulas.filter((formula) => formula.kind === kind).length).toBeGreaterThanOrEqual(12);
    }
    for (const { source } of formulas) expect(source).toMatch(/\d{4}/);
  });

  test("no formula is there twice", () => {
    const keys = cases.map(({ name, formula }) => `${name} ${JSON.stringify(formula.shapes)}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test(`${inMatrixNotation.length} of ${formulas.length} are printed in matrix notation`, () => {
    expect(inMatrixNotation.length).toBeGreaterThanOrEqual(118);
  });

  test("each check sees a wrong derivative", () => {
    const [{ formula, e, read, at }] = cases.filter(({ formula: { text } }) => text === "x' @ A @ x") as [
      (typeof cases)[number],
    ];
    const wrong = numbersOf(evaluate(read("2*A @ x"), at));
    expect(() => expectClose(wrong, firstDifferences(e, at, formula.by))).toThrow();
    expect(() => expectClose(wrong, numbersOf(evaluate(read(formula.literature), at)))).toThrow();
    expect(isMatrixNotation("tensor(A[i, j], i, n, j, n)")).toBe(false);
    expect(isMatrixNotation("sum(exp(x)*q, i, 1, n)")).toBe(false);
  });
});
