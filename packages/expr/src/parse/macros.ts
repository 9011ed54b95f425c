import { add, call } from "../build.ts";
import { makeNumber } from "../make.ts";
import type { Expression } from "../node.ts";
import { half, one } from "../rational.ts";
import { powerOf, quotientOf, timesOf } from "./arithmetic.ts";

/** A name, with a number of arguments, that stands for an expression over the table's own functions. */
export interface Macro {
  readonly name: string;
  readonly arity: number;
  readonly expand: (x: Expression, y: Expression) => Expression;
}

/** The names that text writes out: `sqrt(x)` is x^(1/2), `log(x, b)` is log(x)/log(b). */
export const macros: readonly Macro[] = [
  { name: "sqrt", arity: 1, expand: squareRoot },
  { name: "root", arity: 2, expand: root },
  { name: "pow", arity: 2, expand: powerOf },
  { name: "log", arity: 2, expand: (x, base) => quotientOf(call("log", x), call("log", base)) },
  { name: "nthRoot", arity: 1, expand: squareRoot },
  { name: "nthRoot", arity: 2, expand: (x, n) => (isThree(n) ? call("cbrt", x) : root(x, n)) },
  { name: "exp2", arity: 1, expand: (x) => powerOf(integer(2), x) },
  { name: "log2", arity: 1, expand: (x) => quotientOf(call("log", x), call("log", 2)) },
  { name: "log10", arity: 1, expand: (x) => quotientOf(call("log", x), call("log", 10)) },
  { name: "frac", arity: 1, expand: (x) => call("mod", x, 1) },
  { name: "trunc", arity: 1, expand: (x) => timesOf(call("sign", x), call("floor", call("abs", x))) },
  { name: "factorial", arity: 1, expand: (x) => call("gamma", add(x, 1)) },
  { name: "trigamma", arity: 1, expand: (x) => call("polygamma", 1, x) },
  { name: "sigmoid", arity: 2, expand: (x, beta) => call("sigmoid", timesOf(beta, x)) },
];

function squareRoot(x: Expression): Expression {
  return powerOf(x, makeNumber(half));
}

/** The real root; of order 3 `nthRoot` takes it of negative numbers too. */
function root(x: Expression, n: Expression): Expression {
  return powerOf(x, quotientOf(makeNumber(one), n));
}

function isThree(n: Expression): boolean {
  return n.kind === "number" && n.value.numerator === 3 && n.value.denominator === 1;
}

function integer(numerator: number): Expression {
  return makeNumber({ numerator, denominator: 1 });
}
