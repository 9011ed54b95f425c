import type { Algebra } from "../algebra/algebra.ts";
import { isOf } from "../algebra/arena.ts";
import { NodeMap } from "../algebra/nodeMap.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { withOperands } from "../make.ts";
import type { Expression } from "../node.ts";
import { NodeList } from "../nodeList.ts";

/** One step at a node whose operands are in normal form: an equal expression, or undefined where it is one itself. */
export type Step = (algebra: Algebra, node: Expression) => Expression | undefined;

/** Is told of every node that gives way to an equal one, and of some that stay as they are; `from` had other operands. */
export type Watch = (before: Expression, after: Expression, from?: Expression) => void;

/** The normal forms of nodes; those of the graph that was given are among the keys. */
export type Forms = NodeMap<Expression>;

/** No normal forms yet of the nodes of the arena, and of those below a root from elsewhere. */
export function formsBelow(algebra: Algebra, root?: Expression): Forms {
  return new NodeMap(algebra.arena, root && foreignBelow(algebra, root));
}

/** The nodes below a root that are not of the arena, but leaves; operands before what is made of them, the last one first. */
function foreignBelow({ arena }: Algebra, root: Expression): NodeList {
  const list = new NodeList();
  const isKnown = (node: Expression) =>
    node.operands.length === 0 || isOf(arena.nodes, node) || list.indexOf(node) >= 0;
  const stack = [root];
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    const asked = stack.length;
    if (!isKnown(node)) for (const operand of node.operands) if (!isKnown(operand)) stack.push(operand);
    if (stack.length > asked) continue;
    stack.pop();
    if (!isKnown(node)) list.add(node);
  }
  return list;
}

/**
 * The graph in canonical form, with the step taken at every node, operands first, until it declines everywhere. What a
 * node gives way to is brought to normal form in its turn; each distinct node is visited once. The graph may come from
 * outside the algebra's arena: then the forms are those of `formsBelow` it.
 */
export function normalise(
  algebra: Algebra,
  root: Expression,
  step: Step,
  forms: Forms = formsBelow(algebra, root),
  watch?: Watch,
): Expression {
  const way: Way = { algebra, step, forms, watch };
  for (const node of forms.foreign) if (!forms.has(node)) forms.set(node, formOfForeign(way, node));
  const isLeaf = root.operands.length === 0;
  return isLeaf ? formOfForeign(way, root) : (forms.get(root) ?? formOf(way, root));
}

/** What is done to every node. */
interface Way {
  readonly algebra: Algebra;
  readonly step: Step;
  readonly forms: Forms;
  readonly watch: Watch | undefined;
}

/** The normal form of a node whose operands have theirs. */
function formOfForeign(way: Way, node: Expression): Expression {
  const { forms } = way;
  const built = rebuilt(way, node);
  const better = isSettled(built, forms) ? stepped(way, built) : built;
  return forms.get(better) ?? formOf(way, better);
}

/** The normal form of a node of the arena. */
function formOf(way: Way, root: Expression): Expression {
  const { algebra, forms } = way;
  const successors = new NodeMap<Expression>(algebra.arena);
  const stack = [root];
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    if (forms.has(node)) {
      stack.pop();
      continue;
    }
    const successor = successors.get(node) ?? advance(way, node, stack);
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
function advance(way: Way, node: Expression, stack: Expression[]): Expression | undefined {
  const { forms } = way;
  const asked = stack.length;
  for (const operand of node.operands) {
    if (operand.operands.length > 0 && !forms.has(operand)) stack.push(operand);
  }
  if (stack.length > asked) return undefined;
  const built = rebuilt(way, node);
  return built === node || isSettled(built, forms) ? stepped(way, built) : built;
}

/** The node over the normal forms of its operands. */
function rebuilt(way: Way, node: Expression): Expression {
  const { algebra, forms, watch } = way;
  const operands = node.operands.slice(); // as long as it has to be: it may become the operands of a node
  for (let k = 0; k < operands.length; k++) {
    const operand = operands[k]!;
    operands[k] =
      operand.operands.length === 0
        ? rebuildNode(algebra, operand, none)
        : (forms.get(operand) ?? formOf(way, operand)); // nodes of the arena may stand below others
  }
  const built = rebuildNode(algebra, node, operands);
  watch?.(withOperands(node, operands), built, node);
  return built;
}

const none: readonly Expression[] = [];

/** What the step makes of a node over normal forms. */
function stepped({ algebra, step, forms, watch }: Way, node: Expression): Expression {
  const better = step(algebra, node) ?? node;
  if (better === node) forms.set(node, node);
  else watch?.(node, better);
  return better;
}

function isSettled({ operands }: Expression, forms: Forms): boolean {
  for (let k = 0; k < operands.length; k++) {
    const operand = operands[k]!;
    if (operand.operands.length > 0 && forms.get(operand) !== operand) return false;
  }
  return true;
}
