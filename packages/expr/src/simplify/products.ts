import type { Algebra } from "../algebra/algebra.ts";
import { isNegative } from "../algebra/calls.ts";
import { isMostlyNegative } from "../algebra/products.ts";
import type { FunctionName } from "../functions/names.ts";
import type { CallNode, Expression, ProductNode } from "../node.ts";

/** f(u) g(u) = h(u). */
const pairs: readonly (readonly [f: FunctionName, g: FunctionName, h: FunctionName])[] = [
  ["sin", "sec", "tan"],
  ["cos", "csc", "cot"],
  ["sinh", "sech", "tanh"],
  ["cosh", "csch", "coth"],
  ["sign", "abs", "abs"],
];

/** The product with two factors joined into one; undefined where none can be. */
export function joinFactors(algebra: Algebra, node: ProductNode): Expression | undefined {
  const calls = node.operands.filter((factor) => baseOf(factor).kind === "call");
  const present = new Set(calls.map(baseOf));
  for (const factor of calls) {
    const base = baseOf(factor) as CallNode;
    const joined = base.name === "exp" ? joinExp(algebra, present, base) : joinPair(algebra, present, base);
    if (joined !== undefined) return replace(algebra, node, joined);
  }
  return joinSoftmax(algebra, node) ?? turnSum(algebra, node);
}

/** -(y - x) = x - y: a negative coefficient goes into a sum of which at least half the terms are negative. */
function turnSum(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped || !isNegative(node)) return undefined;
  const position = node.operands.findIndex(isMostlyNegative);
  if (position < 0) return undefined;
  const turned = algebra.sum(node.operands[position]!.operands.map(algebra.negate));
  return algebra.product([...node.operands.toSpliced(position, 1, turned), algebra.number(-1)]);
}

/** exp(a) / (exp(a) + exp(b)) = sigmoid(a - b), which does not overflow. */
function joinSoftmax(algebra: Algebra, node: ProductNode): Expression | undefined {
  for (const factor of node.operands) {
    const terms =
      factor.kind === "power" && !hasPositiveWholeExponent(factor) ? factor.operands[0] : undefined;
    if (terms?.kind !== "sum" || terms.operands.length !== 2) continue;
    const shared = terms.operands.find((term) => node.operands.includes(term));
    const other = terms.operands.find((term) => term !== shared);
    if (!isExp(shared) || !isExp(other)) continue;
    const share = algebra.call("sigmoid", algebra.subtract(shared.operands[0]!, other.operands[0]!));
    const others = node.operands.filter((operand) => operand !== shared);
    return algebra.product([...others, terms, share]);
  }
  return undefined;
}

function isExp(node: Expression | undefined): node is CallNode {
  return node?.kind === "call" && node.name === "exp";
}

/** Two bases that occur, and what their product is. */
interface Joined {
  readonly bases: readonly [Expression, Expression];
  readonly product: Expression;
}

/** exp(u) sigmoid(-u) = sigmoid(u). */
function joinExp(algebra: Algebra, present: ReadonlySet<Expression>, exp: CallNode): Joined | undefined {
  const u = exp.operands[0]!;
  const partner = algebra.call("sigmoid", algebra.negate(u));
  return present.has(partner) ? { bases: [exp, partner], product: algebra.call("sigmoid", u) } : undefined;
}

function joinPair(algebra: Algebra, present: ReadonlySet<Expression>, first: CallNode): Joined | undefined {
  for (const [f, g, h] of pairs) {
    if (first.name !== f) continue;
    const partner = algebra.call(g, ...first.operands);
    const product = h === "abs" ? first.operands[0]! : algebra.call(h, ...first.operands);
    if (present.has(partner)) return { bases: [first, partner], product };
  }
  return undefined;
}

/** One of each base goes, where both stand with exponents of at least 1. */
function replace(algebra: Algebra, node: ProductNode, { bases, product }: Joined): Expression | undefined {
  const taken = bases.map((base) => node.operands.find((factor) => baseOf(factor) === base)!);
  if (!taken.every(hasPositiveWholeExponent)) return undefined;
  const others = node.operands.filter((factor) => !taken.includes(factor));
  const left = taken.map((factor, k) => algebra.product([factor, algebra.power(bases[k]!, -1)]));
  return algebra.product([...others, ...left, product]);
}

function baseOf(factor: Expression): Expression {
  return factor.kind === "power" ? factor.operands[0] : factor;
}

function hasPositiveWholeExponent(factor: Expression): boolean {
  if (factor.kind !== "power") return true;
  const [, exponent] = factor.operands;
  return exponent.kind === "number" && exponent.value.denominator === 1 && exponent.value.numerator > 0;
}
