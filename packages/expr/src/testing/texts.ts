import fc from "fast-check";
import { add, call, divide, type Expression, multiply, negate, piecewise, power, symbol } from "../index.ts";
import { macros } from "../parse/macros.ts";

/** Sizes of the names that are tensors. */
export const shapes = { A: [3, 3], B: [3, 3], u: [3], v: [3] } as const;

const scalarLeaf = fc.oneof(
  fc.constantFrom("x", "y", "z_1", "pi", "e"),
  fc.nat({ max: 20 }).map(String),
  fc.constantFrom("0.5", "1e-3", "12.25", "1/3"),
);

/** Texts of scalars, with and without brackets, as people might write them. */
export const scalarTexts: fc.Arbitrary<string> = fc.letrec<{ scalar: string; condition: string }>((tie) => ({
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
})).scalar;

/** Texts of vectors and matrices. */
export const vectorTexts: fc.Arbitrary<string> = fc.letrec<{ vector: string; matrix: string }>((tie) => ({
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
})).vector;

/** Expressions as builders make them: not in the form that text gives them. */
export const built: fc.Arbitrary<Expression> = fc.letrec<{ built: Expression }>((tie) => ({
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
})).built;
