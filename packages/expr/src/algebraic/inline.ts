import type { Algebra } from "../algebra/algebra.ts";
import { replaceIn } from "../algebra/rebuild.ts";
import type { Expression } from "../node.ts";
import { sameSize } from "../shape.ts";
import { postorder } from "../traverse.ts";
import { type Reopening, reopen } from "./reopened.ts";

/**
 * The graph with elements of written-out tensors replaced by the bodies of those tensors: the i-th element of x + y is
 * x_i + y_i. Only where the positions are indices that run over just those axes, since an element beside a tensor is
 * NaN; and nowhere if a limit depends on another index.
 */
export function inlineElements(algebra: Algebra, root: Expression): Expression {
  if (!postorder([root]).some(isInlinable)) return root;
  return reopen(algebra, root, { open: (...args) => bodyOfElement(algebra, ...args) });
}

function isInlinable(node: Expression): boolean {
  return node.kind === "element" && node.operands[0].kind === "tensor";
}

/** The body of the tensor at the positions of the element. */
function bodyOfElement(
  algebra: Algebra,
  ...[node, results, graph]: Parameters<NonNullable<Reopening["open"]>>
): Expression | undefined {
  if (node.kind !== "element") return undefined;
  const [tensor, ...positions] = node.operands;
  const opened = graph.binders.get(tensor);
  if (opened === undefined || !positions.every((p, axis) => isWhole(algebra, p, tensor.shape[axis]!))) {
    return undefined;
  }
  return opened.indices.reduce(
    (body, index, axis) => replaceIn(algebra, body, index, positions[axis]!),
    results.get(opened.body)!,
  );
}

/** Whether the position is an index that runs from 1 to the size. */
function isWhole(algebra: Algebra, position: Expression, size: Expression): boolean {
  const range = algebra.ranges.get(position);
  return range !== undefined && range.from === algebra.one && sameSize(range.to, size);
}
