import {
  add,
  call,
  divide,
  type Expression,
  type FunctionName,
  fraction,
  multiply,
  negate,
  number,
  power,
  subtract,
} from "@chainrule/expr";
import type { Arithmetic } from "@chainrule/special";
import { CheckError } from "../errors.ts";

/** A row asked for the value of an expression, to choose a branch by it. */
export class BranchOnExpressionError extends CheckError {
  override readonly name: string = "BranchOnExpressionError";

  constructor() {
    super(
      "check/branch",
      "A scalar rule chooses by the value of its input, which an expression does not have.",
    );
  }
}

/** Functions of one argument that an arithmetic and expr's table call by the same name. */
const named = [
  ...(["exp", "expm1", "log", "log1p", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan"] as const),
  ...([
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "erf",
    "erfc",
    "erfcx",
    "gamma",
    "lgamma",
  ] as const),
  ...(["digamma", "sigmoid", "softplus", "logSigmoid", "abs", "sign", "floor", "ceil", "round"] as const),
] as const satisfies readonly FunctionName[];

type Named = Pick<Arithmetic<Expression>, (typeof named)[number]>;

function noValue(): never {
  throw new BranchOnExpressionError();
}

/**
 * Arithmetic that writes down instead of computing: the scalar rule of an elementwise row, run on expressions, gives
 * the row's value as an expression. Primals only: a row's scalar rule knows no derivative.
 */
export const expressionArithmetic: Arithmetic<Expression> = {
  name: "expression",
  unitRoundoff: 0,
  pi: call("pi"),
  e: call("e"),
  fromNumber: (x) => number(x),
  fromRatio: (numerator, denominator) => fraction(numerator, denominator),
  toNumber: noValue,
  compare: noValue,
  add,
  subtract,
  multiply,
  divide,
  negate,
  power,
  integerPower: power,
  sqrt: (x) => power(x, fraction(1, 2)),
  atan2: (y, x) => call("atan2", y, x),
  hypot: (a, b) => call("hypot", a, b),
  max: (a, b) => call("max", a, b),
  min: (a, b) => call("min", a, b),
  polygamma: (n, x) => call("polygamma", n, x),
  ...(Object.fromEntries(named.map((name) => [name, (x: Expression) => call(name, x)])) as unknown as Named),
};
