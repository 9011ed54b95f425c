import { reading } from "./doors.ts";
import type { Expression, SymbolNode } from "./node.ts";
import { equalRationals } from "./rational.ts";

/**
 * Whether two expressions are the same structure: identity, then hash, then structure. The order of terms and the names
 * of bound indices are ignored; nothing is simplified.
 *
 * @example
 * ```ts
 * import { equal, parse } from "@chainrule/expr";
 * equal(parse("x + y"), parse("y + x")); // => true
 * equal(parse("x + x"), parse("2*x")); // => false
 * ```
 */
export function equal(a: Expression, b: Expression): boolean {
  return a === b || reading(() => sameStructure(a, b), "two expressions");
}

function sameStructure(a: Expression, b: Expression): boolean {
  const pairs: [Expression, Expression][] = [[a, b]];
  const proved = new Map<Expression, Set<Expression>>();
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair;
    if (left === right || proved.get(left)?.has(right)) continue;
    if (!sameHead(left, right)) return false;
    const matched = matchOperands(left, right);
    if (matched === undefined) return false;
    pairs.push(...matched);
    const known = proved.get(left) ?? new Set();
    proved.set(left, known.add(right));
  }
  return true;
}

/** Everything but the operands. */
export function sameHead(a: Expression, b: Expression): boolean {
  if (a.hash !== b.hash || a.kind !== b.kind || a.operands.length !== b.operands.length) return false;
  return a.kind === "power" || heads[a.kind](a as never, b as never);
}

type Heads = {
  readonly [K in Expression["kind"]]: (
    a: Extract<Expression, { kind: K }>,
    b: Extract<Expression, { kind: K }>,
  ) => boolean;
};

const heads: Heads = {
  number: (a, b) => equalRationals(a.value, b.value),
  symbol: sameSymbol,
  sum: (a, b) => a.grouped === b.grouped,
  product: (a, b) => a.grouped === b.grouped,
  power: () => true,
  call: (a, b) => a.name === b.name,
  piecewise: () => true,
  element: () => true,
  reduce: (a, b) => a.operation === b.operation && a.index.level === b.index.level,
  tensor: (a, b) => a.indices.length === b.indices.length && a.indices[0]?.level === b.indices[0]?.level,
};

function sameSymbol(a: SymbolNode, b: SymbolNode): boolean {
  return (
    a.name === b.name &&
    a.level === b.level &&
    a.assumptions.sign === b.assumptions.sign &&
    a.assumptions.integer === b.assumptions.integer &&
    a.shape.length === b.shape.length &&
    a.shape.every((size, axis) => equal(size, b.shape[axis] as Expression))
  );
}

/** Pairs of operands that must be equal; operands of sums and products are matched in any order, by their hashes. */
function matchOperands(a: Expression, b: Expression): [Expression, Expression][] | undefined {
  const pairs = a.operands.map((operand, k): [Expression, Expression] => [
    operand,
    b.operands[k] as Expression,
  ]);
  if (pairs.every(([left, right]) => left.hash === right.hash)) return pairs;
  if (a.kind !== "sum" && a.kind !== "product") return undefined;
  const left = [...a.operands].sort(byHash);
  const right = [...b.operands].sort(byHash);
  const sorted = left.map((operand, k): [Expression, Expression] => [operand, right[k] as Expression]);
  return sorted.every(([x, y]) => x.hash === y.hash) ? sorted : undefined;
}

function byHash(a: Expression, b: Expression): number {
  return a.hash - b.hash;
}
