import type { FunctionName } from "../functions/names.ts";
import { isNumber } from "../literals.ts";
import { makeNumber, makeSum } from "../make.ts";
import type { Expression } from "../node.ts";
import { half } from "../rational.ts";
import { callOf, onElements, partsOf, powerOf, quotientOf, timesOf } from "./arithmetic.ts";

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
  { name: "log", arity: 2, expand: logarithm },
  { name: "nthRoot", arity: 1, expand: squareRoot },
  { name: "nthRoot", arity: 2, expand: (x, n) => (isNumber(n, 3) ? of("cbrt", x) : root(x, n)) },
  { name: "exp2", arity: 1, expand: (x) => powerOf(integer(2), x) },
  { name: "log2", arity: 1, expand: (x) => logarithm(x, integer(2)) },
  { name: "log10", arity: 1, expand: (x) => logarithm(x, integer(10)) },
  { name: "frac", arity: 1, expand: (x) => of("mod", x, integer(1)) },
  { name: "trunc", arity: 1, expand: (x) => timesOf(of("sign", x), of("floor", of("abs", x))) },
  { name: "factorial", arity: 1, expand: (x) => of("gamma", successor(x)) },
  { name: "trigamma", arity: 1, expand: (x) => of("polygamma", integer(1), x) },
  { name: "sigmoid", arity: 2, expand: (x, beta) => of("sigmoid", timesOf(beta, x)) },
];

function of(name: FunctionName, ...operands: Expression[]): Expression {
  return callOf(name, operands);
}

function squareRoot(x: Expression): Expression {
  return powerOf(x, makeNumber(half));
}

/** The real root; of order 3 `nthRoot` takes it of negative numbers too. */
function root(x: Expression, n: Expression): Expression {
  return powerOf(x, quotientOf(integer(1), n));
}

function logarithm(x: Expression, base: Expression): Expression {
  return quotientOf(of("log", x), of("log", base));
}

function successor(x: Expression): Expression {
  return onElements([x], ([scalar]) => makeSum([...partsOf("sum", scalar!), integer(1)]));
}

function integer(numerator: number): Expression {
  return makeNumber({ numerator, denominator: 1 });
}
