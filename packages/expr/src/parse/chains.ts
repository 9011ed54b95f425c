import type { Syntax } from "./syntax.ts";

type Sum = Extract<Syntax, { kind: "sum" }>;
type Product = Extract<Syntax, { kind: "product" }>;

/** The operands of a chain, with what is done to each. */
export interface Chain {
  readonly operands: readonly Syntax[];
  /** Which terms are subtracted, or which factors divide. */
  readonly inverse: readonly boolean[];
  /** Whether an odd number of signs stands among the factors. */
  readonly isNegative: boolean;
}

/**
 * The terms of a sum with those of the sums that it adds, however deep: x + (x + (x + ...)) is one sum, made in one go.
 */
export function termsOf(sum: Sum): Chain {
  return chainOf(sum, (node) => {
    if (node.kind !== "sum") return undefined;
    return node.operands.map((operand, k) => ({ operand, inverse: node.negative[k]!, isNegative: false }));
  });
}

/**
 * The factors of a product with those of the products that it multiplies by, and the signs among them. A negative
 * number stays one factor, and so does a fraction of two numbers in brackets.
 */
export function factorsOf(product: Product): Chain {
  return chainOf(product, (node) => {
    if (node.kind === "negate" && node.operands[0].kind === "number") return undefined;
    if (node.kind === "negate") return [{ operand: node.operands[0], inverse: false, isNegative: true }];
    if (node.kind !== "product" || (node !== product && isFraction(node))) return undefined;
    return node.operands.map((operand, k) => ({ operand, inverse: node.inverse[k]!, isNegative: false }));
  });
}

function isFraction({ operands: [above, below], operands, inverse }: Product): boolean {
  const numerator = above?.kind === "negate" ? above.operands[0] : above;
  return operands.length === 2 && inverse[1]! && numerator?.kind === "number" && below?.kind === "number";
}

interface Link {
  readonly operand: Syntax;
  readonly inverse: boolean;
  readonly isNegative: boolean;
}

function chainOf(root: Syntax, linksOf: (node: Syntax) => readonly Link[] | undefined): Chain {
  const operands: Syntax[] = [];
  const inverse: boolean[] = [];
  let isNegative = false;
  const stack: Link[] = [{ operand: root, inverse: false, isNegative: false }];
  for (let link = stack.pop(); link !== undefined; link = stack.pop()) {
    if (link.isNegative) isNegative = !isNegative;
    const inner = link.inverse ? undefined : linksOf(link.operand);
    if (inner === undefined) {
      operands.push(link.operand);
      inverse.push(link.inverse);
    } else for (const next of inner.toReversed()) stack.push(next);
  }
  return { operands, inverse, isNegative };
}
