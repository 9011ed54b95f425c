import type { Algebra } from "../algebra/algebra.ts";
import type { CallNode, Expression, ProductNode, SumNode } from "../node.ts";

/** Forms that lose digits where they cancel or overflow, as the functions that do not. */
export function nameOnce(algebra: Algebra, node: Expression): Expression | undefined {
  if (node.kind === "product") return namedProduct(algebra, node);
  return node.kind === "call" && node.name === "log" ? namedLogarithm(algebra, node.operands[0]!) : undefined;
}

/** log(cosh(x)) = logCosh(x), and log(p/(1 - p)) = logit(p). */
function namedLogarithm(algebra: Algebra, u: Expression): Expression | undefined {
  if (u.kind === "call" && u.name === "cosh") return algebra.call("logCosh", ...u.operands);
  if (u.kind !== "product" || u.operands.length !== 2) return undefined;
  const odds = u.operands.findIndex((p, k) => isReciprocalOf(u.operands[1 - k]!, algebra.subtract(1, p)));
  return odds < 0 ? undefined : algebra.call("logit", u.operands[odds]!);
}

/** x/(1 + |x|) = softsign(x), and exp(x^2) erfc(x) = erfcx(x). */
function namedProduct(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.operands.length > pairLimit) return undefined;
  for (const factor of node.operands) {
    const [x, product] = partnerOf(algebra, factor) ?? [];
    if (x === undefined || product === undefined || !node.operands.includes(x)) continue;
    const others = node.operands.filter((other) => other !== factor && other !== x);
    return algebra.product([...others, product]);
  }
  return undefined;
}

const pairLimit = 32;

/** What a factor can be joined with, and to what. */
function partnerOf(algebra: Algebra, factor: Expression): readonly [Expression, Expression] | undefined {
  if (factor.kind === "call" && factor.name === "erfc") {
    const x = factor.operands[0]!;
    return [algebra.call("exp", algebra.power(x, 2)), algebra.call("erfcx", x)];
  }
  const size = factor.kind === "power" ? absoluteBesideOne(algebra, factor.operands[0]) : undefined;
  if (size === undefined || !isReciprocalOf(factor, factor.operands[0]!)) return undefined;
  return [size.operands[0]!, algebra.call("softsign", size.operands[0]!)];
}

/** The |x| of 1 + |x|. */
function absoluteBesideOne(algebra: Algebra, node: Expression): CallNode | undefined {
  if (node.kind !== "sum" || node.operands.length !== 2 || !node.operands.includes(algebra.one))
    return undefined;
  return (node as SumNode).operands.find(
    (term): term is CallNode => term.kind === "call" && term.name === "abs",
  );
}

function isReciprocalOf(node: Expression, base: Expression): boolean {
  if (node.kind !== "power" || node.operands[0] !== base) return false;
  const [, exponent] = node.operands;
  return exponent.kind === "number" && exponent.value.numerator === -1 && exponent.value.denominator === 1;
}
