import { isNegative } from "../algebra/calls.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

/**
 * The sizes of the nodes of one simplification: operators and operands of the formula as it would be printed, shared
 * parts counted wherever they stand.
 */
export type Sizes = Map<Expression, number>;

export function sizeOf(sizes: Sizes, node: Expression): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const unknown = node.operands.filter((operand) => !sizes.has(operand));
  if (unknown.some(({ operands }) => operands.length > 0)) {
    for (const part of postorder(unknown, (inner) => !sizes.has(inner))) measure(sizes, part);
  } else for (const leaf of unknown) measure(sizes, leaf);
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
      return node.operands.reduce((total, term, k) => total + termSize(sizes, term, k > 0), 0);
    case "product":
      return productSize(sizes, node.operands);
    case "power":
      return powerSize(sizes, node.operands[0], node.operands[1]);
    default:
      return node.operands.reduce((total, operand) => total + sizes.get(operand)!, 1);
  }
}

/** A term and the operator before it; the minus sign of a later term is that operator. */
function termSize(sizes: Sizes, term: Expression, isLater: boolean): number {
  return sizes.get(term)! + (isLater && !isNegative(term) ? 1 : 0);
}

/** Factors and operators between them; a factor of -1 is a minus sign, and 1/x without another factor takes a 1. */
function productSize(sizes: Sizes, factors: readonly Expression[]): number {
  const [first] = factors;
  const isNegated = first!.kind === "number" && first!.value.numerator === -1;
  const start = isNegated && first.value.denominator === 1 ? 1 : sizes.get(first!)!;
  const rest = factors.slice(1).reduce((total, factor) => total + 1 + dividedSize(sizes, factor), 0);
  return start + rest - (isNegated ? 1 : 0);
}

/** A factor without the "1 /" that it begins with when it stands alone. */
function dividedSize(sizes: Sizes, factor: Expression): number {
  const isDivisor = factor.kind === "power" && isNegative(factor.operands[1]);
  return sizes.get(factor)! - (isDivisor ? 2 : 0);
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
