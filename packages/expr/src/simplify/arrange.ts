import type { Algebra } from "../algebra/algebra.ts";
import { flattenLimit } from "../algebra/sums.ts";
import type { Expression, ProductNode, SumNode } from "../node.ts";
import { clearDenominators, factorAll, factorSome } from "./common.ts";
import { distributeNumbers, expandSum } from "./expand.ts";
import { recogniseOnce } from "./recognise.ts";
import { type Sizes, sizeOf } from "./size.ts";

/** Sums of more terms than this are left as they are. */
const termLimit = 256;

/** The most rules that are followed at a candidate before it is measured. */
const recognitionLimit = 8;

/**
 * The smallest arrangement of the node: a sum multiplied out, or with common factors and denominators taken out; a
 * product without fractions inside its factors. Undefined where none is smaller than the node itself.
 */
export function arrange(algebra: Algebra, sizes: Sizes, node: Expression): Expression | undefined {
  let best: Expression = node;
  for (const candidate of arrangementsOf(algebra, sizes, node)) {
    const recognised = recogniseAt(algebra, candidate);
    if (sizeOf(sizes, recognised) < sizeOf(sizes, best)) best = recognised;
  }
  return best === node ? undefined : best;
}

function arrangementsOf(algebra: Algebra, sizes: Sizes, node: Expression): readonly Expression[] {
  if (node.kind === "sum" && node.operands.length <= termLimit) return arrangeSum(algebra, sizes, node);
  if (node.kind === "power") return [clearDenominators(algebra, node) ?? node];
  return node.kind === "product" && node.operands.length <= flattenLimit
    ? arrangeProduct(algebra, node)
    : none;
}

const none: readonly Expression[] = [];

function arrangeSum(algebra: Algebra, sizes: Sizes, node: SumNode): readonly Expression[] {
  const found = [distributeNumbers(algebra, node), expandSum(algebra, node), factorSome(algebra, node)];
  const factored = factorAll(algebra, node);
  if (factored !== undefined) {
    const inside = factored.at(-1)!;
    const smallest = inside.kind === "sum" ? (smallerExpansion(algebra, sizes, inside) ?? inside) : inside;
    found.push(algebra.product([...factored.slice(0, -1), smallest]));
  }
  return found.filter((candidate) => candidate !== undefined);
}

function smallerExpansion(algebra: Algebra, sizes: Sizes, node: SumNode): Expression | undefined {
  const expanded = expandSum(algebra, node);
  return expanded && sizeOf(sizes, expanded) < sizeOf(sizes, node) ? expanded : undefined;
}

/** The product with the denominators inside one factor taken out of it, for each factor that has some. */
function arrangeProduct(algebra: Algebra, node: ProductNode): readonly Expression[] {
  return node.operands.flatMap((factor, k) => {
    const cleared = clearDenominators(algebra, factor);
    return cleared === undefined ? [] : [algebra.product(node.operands.with(k, cleared))];
  });
}

/** The rules of recognition at one node until none applies. */
function recogniseAt(algebra: Algebra, start: Expression): Expression {
  let node = start;
  for (let step = 0; step < recognitionLimit; step++) {
    const next = recogniseOnce(algebra, node);
    if (next === undefined || next === node) return node;
    node = next;
  }
  return node;
}
