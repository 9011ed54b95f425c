import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isPositiveLeaf, wholeExponentOf } from "../algebra/powers.ts";
import { isEvenPower, isPositive } from "../differentiate/domain.ts";
import type { CallName } from "../functions/names.ts";
import type { CallNode, Expression, PowerNode, ProductNode } from "../node.ts";
import { isInteger, type Rational, rational, reciprocal } from "../rational.ts";
import { isExp } from "./shares.ts";

/** Functions that undo one another. The domain of the inner one is remembered. */

/** What a call is, where it undoes what its argument is made by; undefined where it does not. */
export function undoneCall(algebra: Algebra, { name, operands: [u] }: CallNode): Expression | undefined {
  if (u === undefined) return undefined;
  if (u.kind === "call" && undoes(name, u.name)) return u.operands[0];
  return calls[name]?.(algebra, u);
}

/** Whether f(g(u)) is u wherever g(u) is defined: sin(asin(u)), asinh(sinh(u)), sigmoid(logit(u)). */
function undoes(f: CallName, g: CallName): boolean {
  return g === `a${f}` || (f === `a${g}` && oneToOne.includes(g)) || others[f] === g;
}

const oneToOne: readonly CallName[] = ["sinh", "tanh", "coth", "csch"];

const others: { readonly [F in CallName]?: CallName } = {
  expm1: "log1p",
  log1p: "expm1",
  sigmoid: "logit",
  logit: "sigmoid",
};

const calls: {
  readonly [F in CallName]?: (algebra: Algebra, argument: Expression) => Expression | undefined;
} = {
  exp: exponentialOf,
  log: logarithmOf,
  log1p: logarithmOfShifted,
  abs: (_, u) => (isNeverNegative(u) ? u : undefined),
  cbrt: (algebra, u) => (u.kind === "power" ? cubeRootOf(algebra, u) : undefined),
};

/** exp(1) = e, exp(c log(u)) = u^c, exp(log1p(u)) = 1 + u, and exp(-softplus(u)) = sigmoid(-u). */
function exponentialOf(algebra: Algebra, exponent: Expression): Expression | undefined {
  if (exponent === algebra.one) return algebra.call("e");
  if (exponent.kind === "call" && exponent.name === "log1p") return algebra.add(1, ...exponent.operands);
  for (const factor of factorsOf(exponent)) {
    if (factor.kind !== "call") continue;
    const [u] = factor.operands as readonly [Expression];
    if (factor.name === "log") return algebra.power(u, algebra.divide(exponent, factor));
    if (factor.name === "softplus" && exponent === algebra.negate(factor))
      return algebra.call("sigmoid", algebra.negate(u));
  }
  return undefined;
}

function logarithmOf(algebra: Algebra, u: Expression): Expression | undefined {
  switch (u.kind) {
    case "number":
      return logarithmOfFraction(algebra, u.value);
    case "power":
      return logarithmOfPower(algebra, u);
    case "product":
      return logarithmBeside(algebra, u);
    default:
      return undefined;
  }
}

/** log(1/n) = -log(n). */
function logarithmOfFraction(algebra: Algebra, value: Rational): Expression | undefined {
  if (value.numerator !== 1 || value.denominator === 1) return undefined;
  return algebra.negate(algebra.call("log", algebra.number(reciprocal(value))));
}

/** log(u^n) = n log(u) for odd n, and log(c^u) = u log(c) for positive c. */
function logarithmOfPower(algebra: Algebra, node: PowerNode): Expression | undefined {
  const [base, exponent] = node.operands;
  if (!isPositiveLeaf(base) && wholeExponentOf(node) % 2 === 0) return undefined;
  return algebra.multiply(exponent, algebra.call("log", base));
}

/** log(exp(u) v) = u + log(v), which is not infinite where exp(u) is. */
function logarithmBeside(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const exponential = operands.find(isExp);
  if (exponential === undefined) return undefined;
  const rest = algebra.product(operands.filter((factor) => factor !== exponential));
  return algebra.add(exponential.operands[0]!, algebra.call("log", rest));
}

/** log1p(u - 1) = log(u), of one term u: several may add up to what is next to 1. */
function logarithmOfShifted(algebra: Algebra, { kind, operands }: Expression): Expression | undefined {
  const minusOne = algebra.number(-1);
  if (kind !== "sum" || operands.length !== 2 || !operands.includes(minusOne)) return undefined;
  return algebra.call("log", operands.find((term) => term !== minusOne)!);
}

/** The cube root of u^(3 n). */
function cubeRootOf(algebra: Algebra, { operands: [base, exponent] }: PowerNode): Expression | undefined {
  const third = wholeQuotient(exponent, 3);
  return third && algebra.power(base, algebra.number(third));
}

/** cbrt(u)^(3 n) = u^n, and |u|^(2 n) = u^(2 n). */
export function undonePower(
  algebra: Algebra,
  { operands: [base, exponent] }: PowerNode,
): Expression | undefined {
  if (base.kind !== "call") return undefined;
  const [u] = base.operands as readonly [Expression];
  if (base.name === "abs" && wholeQuotient(exponent, 2)) return algebra.power(u, exponent);
  const third = base.name === "cbrt" ? wholeQuotient(exponent, 3) : undefined;
  return third && algebra.power(u, algebra.number(third));
}

/** A whole number divided by another, where that is whole again. */
function wholeQuotient(node: Expression, divisor: number): Rational | undefined {
  if (node.kind !== "number" || !isInteger(node.value)) return undefined;
  const quotient = Number(node.value.numerator) / divisor;
  return Number.isSafeInteger(quotient) ? rational(quotient) : undefined;
}

/** By its form: an even power, a size, or what is positive for sure. */
function isNeverNegative(node: Expression): boolean {
  return isEvenPower(node) || (node.kind === "call" && node.name === "abs") || isPositive(node);
}
