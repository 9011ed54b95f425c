import { float64 } from "@chainrule/special";
import { asExpression } from "../atoms.ts";
import type { Bindings } from "../evaluate/bindings.ts";
import { prepare } from "../evaluate/evaluate.ts";
import { levelsOf, walk } from "../evaluate/family.ts";
import { evaluateClosed } from "../evaluate/machine.ts";
import { allDone, type Done, type Run, valuesOf } from "../evaluate/run.ts";
import { evaluateQuotient, partsOf, quotientOfNode } from "../evaluate/scalar.ts";
import { scopeOfReduce } from "../evaluate/scopes.ts";
import type { CallName } from "../functions/names.ts";
import type { CallNode, Expression, PiecewiseNode, ReduceNode } from "../node.ts";
import { postorder } from "../traverse.ts";
import { isComparison, isJunction, isLogical } from "./conditions.ts";
import type { KinkKind } from "./row.ts";
import { kinkRows } from "./table.ts";

/** A place where a function in the expression is not smooth. */
export interface Kink {
  /** What is not smooth there. */
  readonly function: CallName | "piecewise" | "norm";
  /** The values of the arguments there; of a piecewise node, the two sides of the comparison that is a tie; of a norm, its value. */
  readonly arguments: readonly number[];
  /** Whether the value is continuous (a kink) or not (a jump). */
  readonly kind: KinkKind;
}

/**
 * The kinks and jumps that the point lies on, each distinct one once.
 *
 * @example
 * ```ts
 * import { kinksAt, parse } from "@chainrule/expr";
 * kinksAt(parse("relu(x) + abs(x - 1)"), { x: 1 }).map((kink) => kink.function); // => ["abs"]
 * ```
 */
export function kinksAt(e: Expression, bindings: Bindings = {}): Kink[] {
  const root = asExpression(e);
  const run = prepare(float64, bindings, [root]);
  evaluateClosed(run, root);
  const counted = countedComparisons(root);
  const varying = varyingNodes(root);
  const found = new Map<string, Kink>();
  for (const done of allDone(run)) {
    if (!varying.has(done.node)) continue;
    for (const kink of kinksOf(run, done, counted, varying)) found.set(JSON.stringify(kink), kink);
  }
  return [...found.values()];
}

function kinksOf(
  run: Run<number>,
  { node, scope }: Done<number>,
  counted: ReadonlySet<Expression>,
  varying: ReadonlySet<Expression>,
): readonly Kink[] {
  if (node.kind === "call" && counted.has(node)) return kinksOfComparison(run, node, scope);
  if (node.kind === "call") return kinksOfCall(run, node, scope);
  if (node.kind === "reduce") return kinksOfReduce(run, node, scope);
  return node.kind === "piecewise" ? kinksOfPiecewise(run, node, scope, varying) : [];
}

/** What a variable can move: not what is made of numbers, indices and sizes alone. */
function varyingNodes(e: Expression): ReadonlySet<Expression> {
  const varying = new Set<Expression>();
  for (const node of postorder([e])) {
    const isVariable = node.kind === "symbol" && node.level === 0 && node.assumptions.integer !== true;
    if (isVariable || node.operands.some((operand) => varying.has(operand))) varying.add(node);
  }
  return varying;
}

function kinksOfCall(run: Run<number>, node: CallNode, scope: Done<number>["scope"]): Kink[] {
  const row = kinkRows[node.name];
  const found: Kink[] = [];
  if (row === undefined) return found;
  eachPoint(run, node.operands, scope, (args) => {
    const kind = row.kindAt(args);
    if (kind !== undefined) found.push({ function: node.name, arguments: args, kind });
  });
  return found;
}

/** A comparison that counts as a number jumps at its tie. */
function kinksOfComparison(run: Run<number>, node: CallNode, scope: Done<number>["scope"]): Kink[] {
  const found: Kink[] = [];
  eachPoint(run, node.operands, scope, (sides) => {
    if (sides[0] === sides[1]) found.push({ function: node.name, arguments: sides, kind: "jump" });
  });
  return found;
}

/** Comparisons whose truth is used as a number, rather than to choose a branch. */
function countedComparisons(e: Expression): ReadonlySet<Expression> {
  const counted = new Set<Expression>(isLogical(e) ? [e] : []);
  for (const node of [...postorder([e])].reverse()) {
    for (const [k, operand] of node.operands.entries()) {
      const chooses = node.kind === "piecewise" && k % 2 === 1;
      if (isLogical(operand) && !chooses && (!isJunction(node) || counted.has(node))) counted.add(operand);
    }
  }
  return new Set([...counted].filter(isComparison));
}

/** Ties of the extreme terms of a maximum or minimum. */
function kinksOfReduce(run: Run<number>, node: ReduceNode, scope: Done<number>["scope"]): Kink[] {
  const { operation, operands } = node;
  if (operation === "norm") return kinksOfNorm(run, node, scope);
  if (operation !== "max" && operation !== "min") return [];
  const inner = scopeOfReduce(run, node, scope);
  const quotient = quotientOfNode(run.quotients, operands[2]);
  const parts = valuesOf(run, partsOf(run.quotients, operands[2]), inner);
  const families = [...valuesOf(run, [node], scope), ...parts];
  const holders = new Map<number, number[]>();
  walk(families, levelsOf(families), inner, ([at, ...positions]) => {
    const extreme = families[0]!.data[at!]!;
    const values = parts.map(({ data }, m) => data[positions[m]!]!);
    if (evaluateQuotient(run.A, quotient, values) !== extreme) return;
    holders.set(at!, [...(holders.get(at!) ?? []), extreme]);
  });
  const ties = [...holders.values()].filter(({ length }) => length > 1);
  return ties.map((tied) => ({ function: operation, arguments: tied, kind: "kink" }));
}

/** A norm that is 0. */
function kinksOfNorm(run: Run<number>, node: ReduceNode, scope: Done<number>["scope"]): Kink[] {
  const found: Kink[] = [];
  eachPoint(run, [node], scope, ([length]) => {
    if (length === 0) found.push({ function: "norm", arguments: [0], kind: "kink" });
  });
  return found;
}

/** Ties in the conditions, of other numbers with 0; a jump where the branches differ. */
function kinksOfPiecewise(
  run: Run<number>,
  node: PiecewiseNode,
  scope: Done<number>["scope"],
  varying: ReadonlySet<Expression>,
): Kink[] {
  const conditions = node.operands.filter((_, k) => k % 2 === 1);
  const branches = node.operands.filter((_, k) => k % 2 === 0);
  const leaves = [...postorder(conditions, isJunction)].filter(
    (leaf) => !isJunction(leaf) && varying.has(leaf),
  );
  return leaves.flatMap((leaf) => {
    const sides = isComparison(leaf) ? leaf.operands : [leaf];
    const found: Kink[] = [];
    eachPoint(run, [...sides, ...branches], scope, (all) => {
      const [a, b = 0] = all.slice(0, sides.length);
      const known = all.slice(sides.length).filter((value) => !Number.isNaN(value));
      const kind = known.every((value) => value === known[0]) ? "kink" : "jump";
      if (a === b) found.push({ function: "piecewise", arguments: [a, b], kind });
    });
    return found;
  });
}

/** The values of the nodes at every combination of their free indices. */
function eachPoint(
  run: Run<number>,
  nodes: readonly Expression[],
  scope: Done<number>["scope"],
  visit: (values: number[]) => void,
): void {
  const families = valuesOf(run, nodes, scope);
  walk(families, levelsOf(families), scope, (positions) =>
    visit(families.map(({ data }, m) => data[positions[m]!]!)),
  );
}
