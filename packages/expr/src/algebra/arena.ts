import { sameHead } from "../equal.ts";
import { openedIndex } from "../indices.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { rebuild } from "../traverse.ts";

/**
 * The hash-consing table of one public call: in an arena, nodes of equal structure are one object, so that equality
 * is identity and shared work is done once.
 */
export interface Arena {
  /** The arena's own node of this structure; the operands must be the arena's already. */
  readonly intern: <N extends Expression>(node: N) => N;
  /** The arena's own copy of a whole graph, not simplified. */
  readonly adopt: (root: Expression) => Expression;
  /** An index that nothing else in the arena uses. */
  readonly freshIndex: () => SymbolNode;
}

/** An empty arena. */
export function createArena(): Arena {
  const byHash = new Map<number, Expression[]>();
  const own = new Set<Expression>();
  let indices = firstOpened;
  const intern = <N extends Expression>(node: N): N => {
    const bucket = byHash.get(node.hash) ?? [];
    const known = bucket.find((other) => sameNode(other, node));
    if (known !== undefined) return known as N;
    if (bucket.length === 0) byHash.set(node.hash, bucket);
    bucket.push(node);
    own.add(node);
    return node;
  };
  const isForeign = (node: Expression) => !own.has(node);
  return {
    intern,
    adopt: (root) => rebuild(root, isForeign, intern),
    freshIndex: () => {
      indices += 1;
      return intern(openedIndex(indices));
    },
  };
}

/** Builders use the first few opened indices for themselves. */
const firstOpened = 64;

/** Equality of nodes whose operands are interned. */
function sameNode(a: Expression, b: Expression): boolean {
  if (a === b) return true;
  if (!sameHead(a, b)) return false;
  if (a.operands.every((operand, k) => operand === b.operands[k])) return true;
  return (a.kind === "sum" || a.kind === "product") && sameBag(a.operands, b.operands);
}

function sameBag(a: readonly Expression[], b: readonly Expression[]): boolean {
  const counts = new Map<Expression, number>();
  for (const operand of a) counts.set(operand, (counts.get(operand) ?? 0) + 1);
  for (const operand of b) {
    const count = counts.get(operand) ?? 0;
    if (count === 0) return false;
    counts.set(operand, count - 1);
  }
  return true;
}
