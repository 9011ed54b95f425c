import { isNegative } from "../algebra/calls.ts";
import type { NodeLookup } from "../algebra/nodeMap.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

/**
 * The sizes of the nodes of one simplification: operators and operands of the formula as it would be printed, shared
 * parts counted wherever they stand.
 */
export type Sizes = NodeLookup<number> & {
  readonly set: (node: Expression, size: number) => unknown;
};

export function sizeOf(sizes: Sizes, node: Expression): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  if (node.operands.some((operand) => operand.operands.length > 0 && !sizes.has(operand))) {
    for (const part of postorder(node.operands, (inner) => !sizes.has(inner))) measure(sizes, part);
  } else for (const operand of node.operands) measure(sizes, operand);
  return measure(sizes, node);
}

function measure(sizes: Sizes, node: Expression): number {
  const size = sizes.get(node) ?? ownSize(sizes, node);
  sizes.set(node, size);
  return size;
}

function ownSize(sizes: Sizes, node: Expression): number {
  switch (node.kind) {
    case "number":
      return (isNegative(node) ? 2 : 1) + (node.value.denominator === 1 ? 0 : 2);
    case "sum":
      return sumSize(sizes, node.operands);
    case "product":
      return productSize(sizes, node.operands);
    case "power":
      return powerSize(sizes, node.operands[0], node.operands[1]);
    default:
      return node.operands.reduce((total, operand) => total + sizes.get(operand)!, 1);
  }
}

/** Terms and operators between them; a minus sign is the operator, but before the first of terms that are all negative. */
function sumSize(sizes: Sizes, terms: readonly Expression[]): number {
  let size = terms.length - 1;
  let signs = 0;
  for (const term of terms) {
    size += sizes.get(term)!;
    if (isNegative(term)) signs += 1;
  }
  return size - (signs === terms.length ? signs - 1 : signs);
}

/** Factors and operators between them; a factor of -1 is a minus sign, and without a numerator there is a 1. */
function productSize(sizes: Sizes, factors: readonly Expression[]): number {
  const [first] = factors;
  const isNegated = isMinusOne(first!);
  let size = isNegated ? factors.length - 2 : factors.length - 1;
  let hasNumerator = false;
  for (const factor of factors) {
    const divided = dividedSize(sizes, factor);
    size += divided;
    if (divided === sizes.get(factor) && !(isNegated && factor === first)) hasNumerator = true;
  }
  return size - (isNegated ? 1 : 0) + (hasNumerator ? 0 : 2);
}

function isMinusOne(node: Expression): boolean {
  return node.kind === "number" && node.value.numerator === -1 && node.value.denominator === 1;
}

/** A factor without the "1 /" that it begins with when it stands alone. */
function dividedSize(sizes: Sizes, factor: Expression): number {
  return sizes.get(factor)! - (isDivisor(factor) ? 2 : 0);
}

/** 1/x, 1/2, -1/2. */
function isDivisor(factor: Expression): boolean {
  if (factor.kind === "power") return factor.operands[1].kind === "number" && isNegative(factor.operands[1]);
  if (factor.kind !== "number" || factor.value.denominator === 1) return false;
  return factor.value.numerator === 1 || factor.value.numerator === -1;
}

/** sqrt(x), 1/x, 1/x^2, x^2. */
function powerSize(sizes: Sizes, base: Expression, exponent: Expression): number {
  const size = sizes.get(base)!;
  if (exponent.kind !== "number") return size + 1 + sizes.get(exponent)!;
  const { numerator, denominator } = exponent.value;
  const divided = numerator < 0 ? 2 : 0;
  if (numerator === -1 && denominator === 1) return size + divided;
  if ((numerator === 1 || numerator === -1) && denominator === 2) return size + 1 + divided;
  return size + divided + 2 + (denominator === 1 ? 0 : 2);
}
