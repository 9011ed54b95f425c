import { withFirst } from "../lists.ts";
import { makeProduct, makeSum } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import { addRationals, equalRationals, minusOne, one, type Rational, signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";
import { haveDistinctKeys } from "./distinct.ts";

/** Nested sums and products are flattened up to this many operands; larger ones stay grouped. */
export const flattenLimit = 32;

/** The sum with like terms collected: 2 x + 3 x is 5 x. Terms keep the order of their first occurrence. */
export function sumOf(algebra: Algebra, terms: readonly Expression[]): Expression {
  if (terms.length === 1) return terms[0]!;
  const flat = flatten("sum", openNegatives(algebra, terms));
  const isCollected = haveDistinctKeys(flat.operands, keyOfTerm) && !flat.operands.includes(algebra.zero);
  const collected = isCollected ? flat.operands : collectTerms(algebra, flat.operands);
  if (collected.length < 2) return collected[0] ?? algebra.zero;
  if (!isCollected && collected.some((term) => isSmall("sum", term))) return sumOf(algebra, collected);
  return algebra.arena.intern(makeSum(collected, flat.grouped));
}

/** The terms with -(b + c) as -b and -c where one of these meets another term: (1 - x) - (1 + x) is -2 x. */
function openNegatives(algebra: Algebra, terms: readonly Expression[]): readonly Expression[] {
  if (!terms.some(isNegativeSum)) return terms;
  const keys = new Set(
    terms.flatMap((term) => (isSmall("sum", term) ? term.operands : [term])).map(keyOfTerm),
  );
  return terms.flatMap((term) => {
    const parts = isNegativeSum(term) ? term.operands[1]!.operands : [];
    return parts.some((part) => keys.has(keyOfTerm(part)))
      ? parts.map((part) => algebra.negate(part))
      : [term];
  });
}

/** Whether it is -(b + c). */
function isNegativeSum(term: Expression): boolean {
  if (term.kind !== "product" || term.grouped || term.operands.length !== 2) return false;
  const [sign, sum] = term.operands as readonly [Expression, Expression];
  return sign.kind === "number" && equalRationals(sign.value, minusOne) && isSmall("sum", sum);
}

/** The sum of the hashes of the factors but a number: the same for terms that differ by a number only. */
export function keyOfTerm(term: Expression): number {
  if (term.kind === "number") return 0;
  if (term.kind !== "product" || term.grouped) return term.hash;
  let key = 0;
  for (const factor of term.operands) if (factor.kind !== "number") key = (key + factor.hash) | 0;
  return key;
}

function collectTerms(algebra: Algebra, terms: readonly Expression[]): Expression[] {
  const coefficients = new Map<Expression, Rational>();
  for (const term of terms) {
    const [coefficient, rest] = splitCoefficient(algebra, term);
    const sofar = coefficients.get(rest);
    coefficients.set(rest, sofar === undefined ? coefficient : addRationals(sofar, coefficient));
  }
  const collected: Expression[] = [];
  for (const [rest, coefficient] of coefficients) {
    if (signOf(coefficient) !== 0) collected.push(withCoefficient(algebra, coefficient, rest));
  }
  return collected;
}

/** The operands with those of small nested nodes of the same kind in their places. */
export function flatten(
  kind: "sum" | "product",
  operands: readonly Expression[],
): { readonly operands: readonly Expression[]; readonly grouped: boolean } {
  let flat: Expression[] | undefined;
  for (let k = 0; k < operands.length; k++) {
    const operand = operands[k]!;
    if (isSmall(kind, operand)) {
      flat ??= operands.slice(0, k);
      flat.push(...operand.operands);
    } else flat?.push(operand);
  }
  if (flat === undefined) return { operands, grouped: false };
  return { operands: flat, grouped: flat.length > flattenLimit && operands.length <= flattenLimit };
}

function isSmall(kind: "sum" | "product", node: Expression): boolean {
  return node.kind === kind && !node.grouped && node.operands.length <= flattenLimit;
}

/** The term as a rational number times the rest. */
export function splitCoefficient(algebra: Algebra, term: Expression): readonly [Rational, Expression] {
  if (term.kind === "number") return [term.value, algebra.one];
  if (term.kind !== "product" || term.grouped) return [one, term];
  const number = term.operands.find(isNumber); // the first, unless a given x * 2 is the arena's node for 2 * x
  if (number === undefined) return [one, term];
  const rest = term.operands.filter((factor) => factor !== number);
  return [number.value, rest.length === 1 ? rest[0]! : algebra.arena.intern(makeProduct(rest))];
}

function isNumber(node: Expression): node is NumberNode {
  return node.kind === "number";
}

function withCoefficient(algebra: Algebra, coefficient: Rational, rest: Expression): Expression {
  if (rest === algebra.one) return algebra.number(coefficient);
  if (equalRationals(coefficient, one)) return rest;
  const factors = rest.kind === "product" && !rest.grouped ? rest.operands : [rest];
  return algebra.arena.intern(makeProduct(withFirst(algebra.number(coefficient), factors)));
}
