import { makePower } from "../make.ts";
import type { Expression } from "../node.ts";
import { equalRationals, isInteger, one, type Rational, rationalPower, signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";

/** base ^ exponent in canonical form. Nested powers multiply only where the outer exponent is an integer. */
export function powerOf(algebra: Algebra, base: Expression, exponent: Expression): Expression {
  if (exponent.kind === "number")
    return numericPower(algebra, base, exponent.value) ?? raw(algebra, base, exponent);
  if (base.kind === "number" && equalRationals(base.value, one)) return algebra.one;
  if (base.kind === "call" && base.name === "e") return algebra.call("exp", exponent);
  return raw(algebra, base, exponent);
}

function raw(algebra: Algebra, base: Expression, exponent: Expression): Expression {
  return algebra.arena.intern(makePower(base, exponent));
}

function numericPower(algebra: Algebra, base: Expression, exponent: Rational): Expression | undefined {
  if (signOf(exponent) === 0) return algebra.one;
  if (equalRationals(exponent, one)) return base;
  if (base.kind === "number") return numberToPower(algebra, base.value, exponent);
  if (base.kind === "call" && base.name === "e") return algebra.call("exp", algebra.number(exponent));
  if (base.kind === "call" && base.name === "kronecker" && signOf(exponent) > 0) return base;
  if (!isInteger(exponent)) return undefined;
  const times = algebra.number(exponent);
  if (base.kind === "power")
    return algebra.power(base.operands[0], algebra.multiply(times, base.operands[1]));
  if (base.kind === "call" && base.name === "exp")
    return algebra.call("exp", algebra.multiply(times, base.operands[0]!));
  if (base.kind === "product" && !base.grouped) {
    return algebra.product(base.operands.map((factor) => algebra.power(factor, times)));
  }
  return undefined;
}

function numberToPower(algebra: Algebra, base: Rational, exponent: Rational): Expression | undefined {
  if (equalRationals(base, one)) return algebra.one;
  if (signOf(base) === 0) return signOf(exponent) > 0 ? algebra.zero : undefined;
  if (!isInteger(exponent) || typeof exponent.numerator !== "number") return undefined;
  const result = rationalPower(base, exponent.numerator);
  return result === undefined ? undefined : algebra.number(result);
}
