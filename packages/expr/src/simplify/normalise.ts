import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { withOperands } from "../make.ts";
import type { Expression } from "../node.ts";

/** One step at a node whose operands are in normal form: an equal expression, or undefined where it is one itself. */
export type Step = (algebra: Algebra, node: Expression) => Expression | undefined;

/** Is told of every node that gives way to an equal one, and of some that stay as they are; `from` had other operands. */
export type Watch = (before: Expression, after: Expression, from?: Expression) => void;

/** The normal forms of nodes; those of the graph that was given are among the keys. */
export type Forms = Map<Expression, Expression>;

/**
 * The graph in canonical form, with the step taken at every node, operands first, until it declines everywhere. What a
 * node gives way to is brought to normal form in its turn; each distinct node is visited once. The graph may come from
 * outside the algebra's arena.
 */
export function normalise(
  algebra: Algebra,
  root: Expression,
  step: Step,
  forms: Forms = new Map(),
  watch?: Watch,
): Expression {
  const successors = new Map<Expression, Expression>();
  const stack = [root];
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    if (forms.has(node)) {
      stack.pop();
      continue;
    }
    const successor = successors.get(node) ?? advance(algebra, node, step, forms, stack, watch);
    if (successor === undefined) continue;
    const form = forms.get(successor);
    if (form !== undefined) forms.set(node, form);
    else if (successor === node || successors.has(successor)) forms.set(node, node);
    else {
      successors.set(node, successor);
      stack.push(successor);
    }
  }
  return forms.get(root)!;
}

/** What the node gives way to; itself, if it is in normal form; undefined after asking for its operands. */
function advance(
  algebra: Algebra,
  node: Expression,
  step: Step,
  forms: Forms,
  stack: Expression[],
  watch: Watch | undefined,
): Expression | undefined {
  const operands = formsOf(algebra, node, forms, stack);
  if (operands === undefined) return undefined;
  const built = rebuildNode(algebra, node, operands);
  watch?.(withOperands(node, operands), built, node);
  if (built !== node && !isSettled(built, forms)) return built;
  const better = step(algebra, built) ?? built;
  if (better === built) forms.set(built, built);
  else watch?.(built, better);
  return better;
}

/** The normal forms of the operands; undefined after asking for those that are not known. Leaves have no other form. */
function formsOf(
  algebra: Algebra,
  { operands }: Expression,
  forms: Forms,
  stack: Expression[],
): readonly Expression[] | undefined {
  const found: Expression[] = [];
  for (const operand of operands) {
    const form = forms.get(operand);
    if (form !== undefined) found.push(form);
    else if (operand.operands.length > 0) stack.push(operand);
    else {
      const leaf = rebuildNode(algebra, operand, operand.operands);
      forms.set(operand, leaf);
      forms.set(leaf, leaf);
      found.push(leaf);
    }
  }
  return found.length === operands.length ? found : undefined;
}

function isSettled(node: Expression, forms: Forms): boolean {
  for (const operand of node.operands) if (forms.get(operand) !== operand) return false;
  return true;
}
