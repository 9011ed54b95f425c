import {
  add,
  call,
  divide,
  type Expression,
  fraction,
  multiply,
  negate,
  number,
  piecewise,
  power,
  subtract,
} from "@chainrule/expr";

/** One element of an elementwise row as an expression of the elements it is made of, then its params. */
export type LiftedRow = (operands: readonly Expression[], params: unknown) => Expression;

const [zero, one, two] = [number(0), number(1), number(2)];

/** A row whose values are those of a function of expr's table. */
const named =
  (name: Parameters<typeof call>[0]): LiftedRow =>
  (operands) =>
    call(name, ...operands);

const binary =
  (build: (a: Expression, b: Expression) => Expression): LiftedRow =>
  ([a, b]) =>
    build(a!, b!);

const unary =
  (build: (x: Expression) => Expression): LiftedRow =>
  ([x]) =>
    build(x!);

/** Comparisons are conditions in expr and arrays of 0 and 1 on the tape: this is the number of a condition. */
const truth = (condition: Expression): Expression => piecewise(one, condition, zero);

/** And this the condition of a number. */
const holds = (x: Expression): Expression => call("not", call("equal", x, zero));

interface RatioParams {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * For the elementwise rows of the tape, the same values in expr's functions: primals only.
 *
 * Rows that expr has no function for are written out. What is not here cannot be lifted, and says so.
 */
export const liftedRows: ReadonlyMap<string, LiftedRow> = new Map<string, LiftedRow>([
  ["add", binary(add)],
  ["subtract", binary(subtract)],
  ["multiply", binary(multiply)],
  ["divide", binary(divide)],
  ["negate", unary(negate)],
  ["scale", binary(multiply)],
  ["power", binary(power)],
  ["square", unary((x) => power(x, two))],
  ["sqrt", unary((x) => power(x, fraction(1, 2)))],
  ["reciprocal", unary((x) => power(x, -1))],
  ["cast", unary((x) => x)],
  [
    "exactRatio",
    (_, params) => {
      const { numerator, denominator } = params as RatioParams;
      return fraction(numerator, denominator);
    },
  ],
  ["exactPi", () => call("pi")],
  ["exactE", () => call("e")],
  ["maximum", named("max")],
  ["minimum", named("min")],
  ["logAddExp", named("logaddexp")],
  [
    "heaviside",
    binary((x, atZero) => piecewise(zero, call("less", x, zero), one, call("less", zero, x), atZero)),
  ],
  ["less", binary((a, b) => truth(call("less", a, b)))],
  ["lessEqual", binary((a, b) => truth(call("lessEqual", a, b)))],
  ["greater", binary((a, b) => truth(call("less", b, a)))],
  ["greaterEqual", binary((a, b) => truth(call("lessEqual", b, a)))],
  ["equal", binary((a, b) => truth(call("equal", a, b)))],
  ["where", ([condition, a, b]) => piecewise(a!, holds(condition!), b!)],
  ...(
    [
      ...["exp", "log", "log1p", "expm1", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"],
      ...[
        "sinh",
        "cosh",
        "tanh",
        "asinh",
        "acosh",
        "atanh",
        "hypot",
        "abs",
        "sign",
        "floor",
        "ceil",
        "round",
      ],
      ...["erf", "erfc", "erfcx", "gamma", "lgamma", "digamma", "sigmoid", "softplus", "logSigmoid", "relu"],
    ] as Parameters<typeof call>[0][]
  ).map((name): [string, LiftedRow] => [name, named(name)]),
]);
