import { makePower } from "../make.ts";
import type { CallNode, Expression } from "../node.ts";
import { isInteger, type Rational, rationalPower, signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";

/**
 * base ^ exponent in canonical form. Nested powers multiply only where the outer exponent is an integer or the inner
 * base is positive, as e is.
 */
export function powerOf(algebra: Algebra, base: Expression, exponent: Expression): Expression {
  if (exponent === algebra.zero || base === algebra.one) return algebra.one;
  if (exponent === algebra.one) return base;
  const natural = base.kind === "call" ? powerOfEuler(algebra, base, exponent) : undefined;
  if (natural !== undefined) return natural;
  if (base.kind === "power" && isPositiveLeaf(base.operands[0])) {
    return powerOf(algebra, base.operands[0], algebra.multiply(base.operands[1], exponent));
  }
  return (
    (exponent.kind === "number" ? numericPower(algebra, base, exponent.value) : undefined) ??
    algebra.arena.intern(makePower(base, exponent))
  );
}

/** What a factor is a power of; itself, where it is none. */
export function baseOf(factor: Expression): Expression {
  return factor.kind === "power" ? factor.operands[0] : factor;
}

/** The whole exponent of a factor; 0 where it is none, or a very long one. */
export function wholeExponentOf(factor: Expression): number {
  if (factor.kind !== "power") return 1;
  const [, exponent] = factor.operands;
  if (exponent.kind !== "number" || !isInteger(exponent.value)) return 0;
  return typeof exponent.value.numerator === "number" ? exponent.value.numerator : 0;
}

/** Whether it is a positive number, or a symbol that is promised to be positive. */
export function isPositiveLeaf(node: Expression): boolean {
  if (node.kind === "symbol") return node.assumptions.sign === "positive";
  return node.kind === "number" && signOf(node.value) > 0;
}

/** e^y is exp(y), and exp(x)^y is exp(x y). */
function powerOfEuler(algebra: Algebra, base: CallNode, exponent: Expression): Expression | undefined {
  if (base.name === "e") return algebra.call("exp", exponent);
  return base.name === "exp" ? algebra.call("exp", algebra.multiply(exponent, base.operands[0]!)) : undefined;
}

function numericPower(algebra: Algebra, base: Expression, exponent: Rational): Expression | undefined {
  if (base.kind === "number") return numberToPower(algebra, base.value, exponent);
  if (base.kind === "call" && base.name === "kronecker" && signOf(exponent) > 0) return base;
  if (!isInteger(exponent)) return undefined;
  const times = algebra.number(exponent);
  if (base.kind === "power") {
    return powerOf(algebra, base.operands[0], algebra.multiply(times, base.operands[1]));
  }
  if (base.kind === "product" && !base.grouped) {
    return algebra.product(base.operands.map((factor) => powerOf(algebra, factor, times)));
  }
  return undefined;
}

function numberToPower(algebra: Algebra, base: Rational, exponent: Rational): Expression | undefined {
  if (signOf(base) === 0) return signOf(exponent) > 0 ? algebra.zero : undefined;
  if (!isInteger(exponent) || typeof exponent.numerator !== "number") return undefined;
  const result = rationalPower(base, exponent.numerator);
  return result === undefined ? undefined : algebra.number(result);
}
