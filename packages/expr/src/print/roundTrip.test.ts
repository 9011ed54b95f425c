import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  call,
  differentiate,
  divide,
  type Expression,
  equal,
  evaluate,
  multiply,
  negate,
  parse,
  piecewise,
  power,
  symbol,
  type TensorValue,
  toText,
} from "../index.ts";
import { macros } from "../parse/macros.ts";

const shapes = { A: [3, 3], B: [3, 3], u: [3], v: [3] } as const;

const scalarLeaf = fc.oneof(
  fc.constantFrom("x", "y", "z_1", "pi", "e"),
  fc.nat({ max: 20 }).map(String),
  fc.constantFrom("0.5", "1e-3", "12.25", "1/3"),
);

/** Texts of scalars, with and without brackets, as people might write them. */
const { scalar } = fc.letrec<{ scalar: string; condition: string }>((tie) => ({
  scalar: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalarLeaf,
    fc
      .tuple(tie("scalar"), fc.constantFrom(" + ", " - ", "*", "/", "^"), tie("scalar"))
      .map((parts) => parts.join("")),
    tie("scalar").map((a) => `(${a})`),
    tie("scalar").map((a) => `-${a}`),
    tie("scalar").map((a) => `(${a})^-1`),
    fc
      .tuple(fc.constantFrom("sin", "exp", "sqrt", "abs", "gamma"), tie("scalar"))
      .map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(fc.constantFrom("atan2", "max", "mod", "log"), tie("scalar"), tie("scalar"))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom(...macros), tie("scalar"), tie("scalar"))
      .map(([{ name, arity }, a, b]) => `${name}(${[a, b].slice(0, arity)})`),
    fc
      .tuple(tie("scalar"), tie("condition"), tie("scalar"))
      .map(([a, c, b]) => `piecewise(${a}, ${c}, ${b})`),
    tie("scalar").map((a) => `sum(k*(${a}), k, 1, n)`),
    tie("scalar").map((a) => `q[${a}]`),
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(tie("scalar"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("scalar"))
      .map((parts) => parts.join(" ")),
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
      .map((parts) => parts.join(" ")),
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie("condition").map((a) => `not(${a})`),
  ),
}));

/** Texts of vectors and matrices. */
const { vector } = fc.letrec<{ vector: string; matrix: string }>((tie) => ({
  vector: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("u", "v"),
    fc.tuple(tie("matrix"), tie("vector")).map(([m, w]) => `(${m}) @ (${w})`),
    fc
      .tuple(tie("vector"), fc.constantFrom(" + ", " - ", "*", "/"), tie("vector"))
      .map(([a, op, b]) => `(${a})${op}(${b})`),
    fc
      .tuple(fc.constantFrom("sigmoid", "-", "2*", "softmax", "x*"), tie("vector"))
      .map(([f, a]) => `${f}(${a})`),
  ),
  matrix: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("A", "B"),
    tie("matrix").map((m) => `(${m})'`),
    fc
      .tuple(tie("matrix"), fc.constantFrom(" @ ", " + ", "*"), tie("matrix"))
      .map(([a, op, b]) => `(${a})${op}(${b})`),
    fc.tuple(tie("vector"), tie("vector")).map(([a, b]) => `outer(${a}, ${b})`),
    tie("vector").map((a) => `diag(${a})`),
  ),
}));

/** Expressions as builders make them: not in the form that text gives them. */
const { built } = fc.letrec<{ built: Expression }>((tie) => ({
  built: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(symbol("x"), symbol("y")),
    fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 })).map(([p, q]) => divide(p, q)),
    fc.array(tie("built"), { minLength: 2, maxLength: 4 }).map((terms) => add(...terms)),
    fc.array(tie("built"), { minLength: 2, maxLength: 4 }).map((factors) => multiply(...factors)),
    fc.tuple(tie("built"), tie("built")).map(([a, b]) => divide(a, b)),
    fc.tuple(tie("built"), tie("built")).map(([a, b]) => power(a, b)),
    fc.tuple(tie("built"), fc.constantFrom(-3, -1, 2)).map(([a, n]) => power(a, n)),
    tie("built").map(negate),
    tie("built").map((a) => call("sin", a)),
    fc.tuple(tie("built"), tie("built")).map(([a, b]) => piecewise(a, call("less", a, b), b)),
  ),
}));

const at = {
  x: 0.75,
  u: { shape: [3], data: [0.5, -1.25, 0.75] },
  v: { shape: [3], data: [1.5, 0.25, -0.5] },
  A: { shape: [3, 3], data: [0.5, -1, 0.25, 0.75, 1.5, -0.5, 0.125, 0.375, -0.75] },
  B: { shape: [3, 3], data: [-0.25, 0.5, 1, 0.625, -0.375, 0.75, 1.25, -0.875, 0.5] },
};

/** Equal up to the roundoff of another order of operations; values that overflow or are undefined are left out. */
function expectSameValues(found: TensorValue, right: TensorValue): void {
  const scale = Math.max(...Array.from(right.data, Math.abs));
  for (const [k, value] of Array.from(right.data).entries()) {
    if (Math.abs(scale) < 1e6)
      expect(Math.abs(found.data[k]! - value)).toBeLessThanOrEqual(1e-9 * (1 + scale));
  }
}

describe("text and back", () => {
  test("what was read is printed so that it reads as the same expression", () => {
    fc.assert(
      fc.property(scalar, (text) => {
        const e = parse(text);
        expect(equal(parse(toText(e)), e)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  }, 20_000);

  test("printing what was printed changes nothing, whoever built the expression", () => {
    fc.assert(
      fc.property(built, (e) => {
        const text = toText(parse(toText(e)));
        expect(toText(parse(text))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  }, 20_000);

  test("tensors are printed so that they read with the same shape and print the same", () => {
    fc.assert(
      fc.property(vector, (text) => {
        const e = parse(text, { shapes });
        const printed = toText(e);
        const again = parse(printed, { shapes });
        expect(again.shape.length).toBe(1);
        expect(toText(again)).toBe(printed);
        expectSameValues(evaluate(again, at) as TensorValue, evaluate(e, at) as TensorValue);
      }),
      { numRuns: 500 },
    );
  }, 20_000);
});

describe("names of any kind", () => {
  const shape = fc.constantFrom([], [3], ["n n", "m"]);

  const unusual = fc
    .string({ minLength: 1, unit: "binary" })
    .filter((name) => !["x", "m", "n n"].includes(name));

  test("are printed so that they read as the same variable", () => {
    fc.assert(
      fc.property(unusual, shape, (name, sizes) => {
        const e = multiply(symbol(name, { shape: sizes }), symbol("x"));
        const again = parse(toText(e), { shapes: new Map([[name, sizes]]) });
        expect(equal(again, e)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["x y", "`x y`"],
    ["pi", "`pi`"],
    ["e", "`e`"],
    ["and", "`and`"],
    ["sin", "`sin`"],
    ["sum", "`sum`"],
    ["2x", "`2x`"],
    ["α", "`α`"],
    ["a`b", "`a``b`"],
    ["`", "````"],
    ["gamma", "gamma"],
    ["less", "less"],
    ["x_1", "x_1"],
    ["constructor", "constructor"],
  ])("%s is %s", (name, text) => {
    const e = add(symbol(name), 1);
    expect(toText(e)).toBe(`${text} + 1`);
    expect(equal(parse(toText(e)), e)).toBe(true);
  });

  test("so are the sizes that indexing gives to a name", () => {
    const e = differentiate(parse("x[1]^2*x[2]"), "x");
    expect(equal(parse(toText(e)), e)).toBe(true);
  });
});
