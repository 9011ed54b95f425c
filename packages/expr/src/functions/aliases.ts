import { asExpression, fraction, type Operand } from "../atoms.ts";
import { add, call, divide, multiply, power } from "../build.ts";
import type { Expression } from "../node.ts";
import type { FunctionName } from "./names.ts";

/** Other spellings of functions of the table. */
export const aliases: ReadonlyMap<string, FunctionName> = new Map([
  ["ln", "log"],
  ["arcsin", "asin"],
  ["arccos", "acos"],
  ["arctan", "atan"],
  ["arccot", "acot"],
  ["arcsec", "asec"],
  ["arccsc", "acsc"],
  ["arcsinh", "asinh"],
  ["arccosh", "acosh"],
  ["arctanh", "atanh"],
  ["arccoth", "acoth"],
  ["arcsech", "asech"],
  ["arccsch", "acsch"],
  ["arsinh", "asinh"],
  ["arcosh", "acosh"],
  ["artanh", "atanh"],
  ["arcoth", "acoth"],
  ["arsech", "asech"],
  ["arcsch", "acsch"],
  ["arctan2", "atan2"],
  ["sgn", "sign"],
  ["heaviside", "step"],
  ["Heaviside", "step"],
  ["Abs", "abs"],
  ["Max", "max"],
  ["Min", "min"],
  ["Mod", "mod"],
  ["ceiling", "ceil"],
  ["loggamma", "lgamma"],
  ["expit", "sigmoid"],
  ["logistic", "sigmoid"],
  ["logcosh", "logCosh"],
]);

/** A name, with a number of arguments, that stands for an expression over the table's own functions. */
export interface Macro {
  readonly name: string;
  readonly arity: number;
  readonly expand: (x: Operand, y: Operand) => Expression;
}

/** The names that builders write out: `sqrt(x)` is x^(1/2), `log(x, b)` is log(x)/log(b). */
export const macros: readonly Macro[] = [
  { name: "sqrt", arity: 1, expand: (x) => power(x, fraction(1, 2)) },
  { name: "root", arity: 2, expand: (x, n) => power(x, divide(1, n)) },
  { name: "pow", arity: 2, expand: (x, y) => power(x, y) },
  { name: "log", arity: 2, expand: (x, base) => divide(call("log", x), call("log", base)) },
  { name: "nthRoot", arity: 1, expand: (x) => power(x, fraction(1, 2)) },
  { name: "nthRoot", arity: 2, expand: nthRoot },
  { name: "exp2", arity: 1, expand: (x) => power(2, x) },
  { name: "log2", arity: 1, expand: (x) => divide(call("log", x), call("log", 2)) },
  { name: "log10", arity: 1, expand: (x) => divide(call("log", x), call("log", 10)) },
  { name: "frac", arity: 1, expand: (x) => call("mod", x, 1) },
  { name: "trunc", arity: 1, expand: (x) => multiply(call("sign", x), call("floor", call("abs", x))) },
  { name: "factorial", arity: 1, expand: (x) => call("gamma", add(x, 1)) },
  { name: "trigamma", arity: 1, expand: (x) => call("polygamma", 1, x) },
  { name: "sigmoid", arity: 2, expand: (x, beta) => call("sigmoid", multiply(beta, x)) },
];

/** The real root: of order 3, of negative numbers too. */
function nthRoot(x: Operand, n: Operand): Expression {
  const order = asExpression(n);
  const isCube = order.kind === "number" && order.value.numerator === 3 && order.value.denominator === 1;
  return isCube ? call("cbrt", x) : power(x, divide(1, order));
}
