import type { Algebra } from "../algebra/algebra.ts";
import { isNegative } from "../algebra/calls.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import { isMostlyNegative } from "../algebra/products.ts";
import type { CallNode, Expression, ProductNode } from "../node.ts";
import { productOfAngles } from "./angles.ts";
import { joinCofactor } from "./matrix.ts";
import { exponentsOf, isExp, shareOf } from "./shares.ts";

/** The product with two factors joined into one; undefined where none can be. */
export function joinFactors(algebra: Algebra, node: ProductNode): Expression | undefined {
  return (
    joinCalls(algebra, node) ??
    joinSoftmax(algebra, node) ??
    joinCofactor(algebra, node) ??
    joinOpposites(algebra, node)
  );
}

function joinCalls(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (!hasTwoCalls(node)) return undefined;
  const bases = node.operands.map(baseOf).filter((base): base is CallNode => base.kind === "call");
  for (const base of bases) {
    const joined =
      base.name === "exp" || base.name === "expm1"
        ? joinExp(algebra, bases, base)
        : joinPair(algebra, bases, base);
    const result = joined && replace(algebra, node, joined);
    if (result !== undefined) return result;
  }
  return undefined;
}

function hasTwoCalls({ operands }: ProductNode): boolean {
  let calls = 0;
  for (const factor of operands) if (baseOf(factor).kind === "call") calls += 1;
  return calls > 1;
}

/** (x - y) (y - x)^n = -(y - x)^(n + 1), and the like with a whole power in place of x - y. */
function joinOpposites(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  const [first, second, ...more] = node.operands.filter((factor) => isMostlyNegative(baseOf(factor)));
  if (first === undefined || second === undefined || more.length > 0) return undefined;
  const [sum, other] = [baseOf(first), baseOf(second)];
  if (negated(algebra, sum) !== other) return undefined;
  if (wholeExponentOf(second) !== 0) return withTurned(algebra, node, second, sum);
  return wholeExponentOf(first) === 0 ? undefined : withTurned(algebra, node, first, other);
}

/**
 * -(y - x) = x - y: a negative coefficient goes into a sum of which at least half the terms are negative, unless there
 * are two, which had better stay alike.
 */
export function turnSum(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped || !isNegative(node)) return undefined;
  const [sum, ...more] = node.operands.filter(isMostlyNegative);
  if (sum === undefined || more.length > 0) return undefined;
  return withTurned(algebra, node, sum, negated(algebra, sum));
}

/** The negative of a sum, term by term. */
export function negated(algebra: Algebra, { operands }: Expression): Expression {
  return algebra.sum(operands.map((term) => algebra.negate(term)));
}

/** The product with the negative of a sum in place of the sum, in a whole power of it. */
function withTurned(
  algebra: Algebra,
  { operands }: ProductNode,
  factor: Expression,
  negative: Expression,
): Expression {
  const exponent = wholeExponentOf(factor);
  const turned = algebra.power(negative, exponent);
  return algebra.product([
    ...operands.with(operands.indexOf(factor), turned),
    algebra.number(exponent % 2 === 0 ? 1 : -1),
  ]);
}

/** exp(a) / (exp(a) + exp(b) + ...) = sigmoid(a - log(exp(b) + ...)), which does not overflow. */
function joinSoftmax(algebra: Algebra, node: ProductNode): Expression | undefined {
  for (const factor of node.operands) {
    const total =
      factor.kind === "power" && !hasPositiveWholeExponent(factor) ? factor.operands[0] : undefined;
    if (total?.kind !== "sum" || !total.operands.every(isExp)) continue;
    const part = total.operands.find((term) => node.operands.includes(term));
    if (part === undefined) continue;
    const share = shareOf(algebra, part.operands[0]!, exponentsOf(total.operands));
    return algebra.product([...node.operands.filter((operand) => operand !== part), total, share]);
  }
  return undefined;
}

/** Two bases that occur, and what their product is. */
interface Joined {
  readonly bases: readonly [Expression, Expression];
  readonly product: Expression;
}

/** exp(u) sigmoid(-u) = sigmoid(u), expm1(u) sigmoid(-u) = tanh(u/2), and exp(u) sech(u) = 2 sigmoid(2 u). */
function joinExp(algebra: Algebra, present: readonly CallNode[], exp: CallNode): Joined | undefined {
  const u = exp.operands[0]!;
  const minus = algebra.negate(u);
  for (const partner of present) {
    if (partner.name === "sigmoid" && partner.operands[0] === minus) {
      const product =
        exp.name === "exp" ? algebra.call("sigmoid", u) : algebra.call("tanh", algebra.divide(u, 2));
      return { bases: [exp, partner], product };
    }
    if (
      exp.name === "exp" &&
      partner.name === "sech" &&
      (partner.operands[0] === u || partner.operands[0] === minus)
    ) {
      const doubled = algebra.call("sigmoid", algebra.multiply(2, u));
      return { bases: [exp, partner], product: algebra.multiply(2, doubled) };
    }
  }
  return undefined;
}

/** sin(u) sec(u) = tan(u) and the like, and sign(u) |u| = u. */
function joinPair(algebra: Algebra, present: readonly CallNode[], first: CallNode): Joined | undefined {
  for (const partner of present) {
    const product =
      first.name === "sign" ? unsigned(first, partner) : productOfAngles(algebra, first, partner);
    if (product !== undefined) return { bases: [first, partner], product };
  }
  return undefined;
}

function unsigned({ operands: [u] }: CallNode, { name, operands }: CallNode): Expression | undefined {
  return name === "abs" && operands[0] === u ? u : undefined;
}

/** One of each base goes, where both stand with exponents of at least 1. */
function replace(algebra: Algebra, node: ProductNode, { bases, product }: Joined): Expression | undefined {
  const taken = bases.map((base) => node.operands.find((factor) => baseOf(factor) === base)!);
  if (!taken.every(hasPositiveWholeExponent)) return undefined;
  const others = node.operands.filter((factor) => !taken.includes(factor));
  const left = taken.map((factor, k) => algebra.product([factor, algebra.power(bases[k]!, -1)]));
  return algebra.product([...others, ...left, product]);
}

function hasPositiveWholeExponent(factor: Expression): boolean {
  if (factor.kind !== "power") return true;
  const [, exponent] = factor.operands;
  return exponent.kind === "number" && exponent.value.denominator === 1 && exponent.value.numerator > 0;
}
