import fc from "fast-check";
import type { FunctionName } from "../functions/names.ts";
import { add, call, divide, type Expression, multiply, number, power, subtract, symbol } from "../index.ts";

const x = symbol("x");
const y = symbol("y");

/** Functions that are smooth and stay moderate for every real argument. */
const tame: readonly FunctionName[] = [
  "sin",
  "cos",
  "tanh",
  "sigmoid",
  "atan",
  "erf",
  "sech",
  "asinh",
  "softplus",
];

/** Smooth random expressions in x and y, defined everywhere. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ e: Expression }>((tie) => {
  const e = tie("e");
  const unary = fc.tuple(fc.constantFrom(...tame), e).map(([name, a]) => call(name, a));
  const powers = fc.tuple(e, fc.constantFrom(2, 3)).map(([a, n]) => power(a, n));
  const quotients = fc.tuple(e, e).map(([a, b]) => divide(a, add(2, call("sin", b))));
  const exponentials = e.map((a) => call("exp", call("sin", a)));
  const logarithms = e.map((a) => call("log", add(1, power(a, 2))));
  const leaves = fc.oneof(
    fc.constant(x),
    fc.constant(y),
    fc.integer({ min: -3, max: 3 }).map((n) => number(n)),
  );
  const inner = [
    fc.tuple(e, e).map(([a, b]) => add(a, b)),
    fc.tuple(e, e).map(([a, b]) => subtract(a, b)),
    fc.tuple(e, e).map(([a, b]) => multiply(a, b)),
    unary,
    powers,
    quotients,
    exponentials,
    logarithms,
  ];
  return { e: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaves, ...inner) };
}).e;

/** Points at which to evaluate them. */
export const points: fc.Arbitrary<{ x: number; y: number }> = fc.record({
  x: fc.integer({ min: -20, max: 20 }).map((k) => k / 16 + 1 / 64),
  y: fc.integer({ min: -20, max: 20 }).map((k) => k / 16 - 1 / 64),
});
