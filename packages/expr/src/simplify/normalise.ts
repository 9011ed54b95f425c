import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import type { Expression } from "../node.ts";

/** One step at a node whose operands are in normal form: an equal expression, or undefined where it is one itself. */
export type Step = (algebra: Algebra, node: Expression) => Expression | undefined;

/**
 * The graph in canonical form, with the step taken at every node, operands first, until it declines everywhere. What a
 * node gives way to is brought to normal form in its turn; each distinct node is visited once.
 */
export function normalise(algebra: Algebra, root: Expression, step: Step): Expression {
  const normal = new Map<Expression, Expression>();
  const successors = new Map<Expression, Expression>();
  const stack = [root];
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    if (normal.has(node)) {
      stack.pop();
      continue;
    }
    const successor = successors.get(node) ?? advance(algebra, node, step, normal, stack);
    if (successor === undefined) continue;
    const form = normal.get(successor);
    if (form !== undefined) normal.set(node, form);
    else if (successor === node || successors.has(successor)) normal.set(node, node);
    else {
      successors.set(node, successor);
      stack.push(successor);
    }
  }
  return normal.get(root)!;
}

/** What the node gives way to; itself, if it is in normal form; undefined after asking for its operands. */
function advance(
  algebra: Algebra,
  node: Expression,
  step: Step,
  normal: Map<Expression, Expression>,
  stack: Expression[],
): Expression | undefined {
  const { operands } = node;
  const depth = stack.length;
  for (let k = operands.length - 1; k >= 0; k--) if (!normal.has(operands[k]!)) stack.push(operands[k]!);
  if (stack.length > depth) return undefined;
  const built = rebuildNode(
    algebra,
    node,
    operands.map((operand) => normal.get(operand)!),
  );
  if (built !== node && !built.operands.every((operand) => normal.get(operand) === operand)) return built;
  const better = step(algebra, built) ?? built;
  if (better === built) normal.set(built, built);
  return better;
}
