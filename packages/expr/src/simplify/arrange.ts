import type { Algebra } from "../algebra/algebra.ts";
import type { Expression, ProductNode, SumNode } from "../node.ts";
import { clearDenominators, factorAll, factorSome, mayFactor } from "./common.ts";
import { joinContractions, joinProducts } from "./contractions.ts";
import { distributeNumbers, expandSum, hasSumFactor } from "./expand.ts";
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
  const candidates = arrangementsOf(algebra, sizes, node);
  if (candidates.length === 0) return undefined;
  let best: Expression = node;
  for (const candidate of candidates) {
    const recognised = recogniseAt(algebra, candidate);
    if (sizeOf(sizes, recognised) < sizeOf(sizes, best)) best = recognised;
  }
  return best === node ? undefined : best;
}

function arrangementsOf(algebra: Algebra, sizes: Sizes, node: Expression): readonly Expression[] {
  if (node.operands.length > termLimit) return none;
  if (node.kind === "sum") return arrangeSum(algebra, sizes, node);
  if (node.kind === "tensor") return listed(joinProducts(algebra, node));
  if (node.kind === "product") return arrangeProduct(algebra, node);
  return listed(node.kind === "power" ? clearDenominators(algebra, node) : undefined);
}

function listed(candidate: Expression | undefined): readonly Expression[] {
  return candidate === undefined ? none : [candidate];
}

const none: readonly Expression[] = [];

function arrangeSum(algebra: Algebra, sizes: Sizes, node: SumNode): readonly Expression[] {
  const found: Expression[] = [];
  const add = (candidate: Expression | undefined) => candidate !== undefined && found.push(candidate);
  if (node.operands.some(hasSumFactor)) {
    add(distributeNumbers(algebra, node));
    add(expandSum(algebra, node));
  }
  add(joinContractions(algebra, node));
  if (mayFactor(node)) {
    add(factorSome(algebra, node));
    add(factoredSum(algebra, sizes, node));
  }
  return found;
}

/** The sum as one product, what is left inside multiplied out where that is smaller. */
function factoredSum(algebra: Algebra, sizes: Sizes, node: SumNode): Expression | undefined {
  const factors = factorAll(algebra, node);
  const inside = factors?.at(-1);
  if (factors === undefined || inside?.kind !== "sum") return factors && algebra.product(factors);
  const expanded = expandSum(algebra, inside);
  const isSmaller = expanded !== undefined && sizeOf(sizes, expanded) < sizeOf(sizes, inside);
  return algebra.product(isSmaller ? [...factors.slice(0, -1), expanded] : factors);
}

/** The product with the denominators inside one factor taken out of it, for each factor that has some. */
function arrangeProduct(algebra: Algebra, node: ProductNode): readonly Expression[] {
  let found = none;
  for (const [k, factor] of node.operands.entries()) {
    const cleared = clearDenominators(algebra, factor);
    if (cleared !== undefined) found = [...found, algebra.product(node.operands.with(k, cleared))];
  }
  return found;
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
