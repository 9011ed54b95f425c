import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import type { Expression, PowerNode, ProductNode } from "../node.ts";

/** Powers of products and of powers, which products do not collect by themselves. */

/** A power that is no whole one, of a product or a power. */
function isComposed(factor: Expression): factor is PowerNode {
  if (factor.kind !== "power" || wholeExponentOf(factor) !== 0) return false;
  const [{ kind }] = factor.operands;
  return kind === "product" || kind === "power";
}

/**
 * The product with the base of a power taken out of the other factors, once: 3 x (3 x)^(n - 1) is (3 x)^n, x^2/sqrt(x^2) is
 * sqrt(x^2), and sqrt(x y)/(x y) is 1/sqrt(x y). Of a root of x^3, which is none of a negative number, the whole:
 * x^2/sqrt(x^3) is sqrt(x).
 */
export function joinBases(algebra: Algebra, { operands }: ProductNode): readonly Expression[] {
  return operands.filter(isComposed).flatMap((power) => {
    const [base, exponent] = power.operands;
    const others = operands.filter((factor) => factor !== power);
    const opened = openedRoot(algebra, power);
    const moved = [1, -1]
      .filter((times) => isAmong(others, base, times))
      .map((times) => [algebra.power(base, -times), algebra.power(base, algebra.add(exponent, times))]);
    return [...moved, ...(opened === undefined ? [] : [[opened]])].map((found) =>
      algebra.product([...others, ...found]),
    );
  });
}

/** Whether the factors have the base, or its reciprocal, as a factor: else there would be a denominator that there is not. */
function isAmong(factors: readonly Expression[], base: Expression, times: number): boolean {
  return factorsOf(base).every((part) => {
    if (part.kind === "number") return true;
    const wanted = times * wholeExponentOf(part);
    const factor = factors.find((each) => baseOf(each) === baseOf(part));
    const present = factor === undefined ? 0 : wholeExponentOf(factor);
    return wanted > 0 ? present >= wanted : wanted < 0 && present <= wanted;
  });
}

/** (x^n)^r as x^(n r), for odd n and a number r that is no whole one. */
function openedRoot(algebra: Algebra, { operands: [base, exponent] }: PowerNode): Expression | undefined {
  const inner = base.kind === "power" ? wholeExponentOf(base) : 0;
  if (inner % 2 === 0 || exponent.kind !== "number") return undefined;
  return algebra.power(baseOf(base), algebra.multiply(inner, exponent));
}
