import type { Algebra } from "../algebra/algebra.ts";
import { contains } from "../algebra/binders.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { bodyAt } from "../indices.ts";
import type { ElementNode, Expression, ReduceNode, SymbolNode, TensorNode } from "../node.ts";
import { sameSize } from "../shape.ts";
import { postorder } from "../traverse.ts";

/**
 * A binder's body with elements of symmetric matrices turned as products of matrices have them, so that A + A' is 2 A, and
 * A' x is A x. The outer one of the two indices is the row, unless it is the second axis of a matrix. Undefined where all
 * are so.
 */
export function turnSymmetric(algebra: Algebra, node: TensorNode | ReduceNode): Expression | undefined {
  return turned(algebra, node, new Map());
}

/** Which matrices are symmetric. */
type Known = Map<Expression, boolean>;

function turned(algebra: Algebra, node: Expression, known: Known): Expression | undefined {
  if (!isBinder(node)) return undefined;
  const indices = node.kind === "tensor" ? node.indices : [node.index];
  const body = node.operands.at(-1)!;
  const forms = new Map<Expression, Expression>();
  for (const part of partsWith(indices, body)) {
    if (isTurned(part, node, indices) && isSymmetric(algebra, part.operands[0], known)) {
      forms.set(part, mirrored(algebra, part));
    } else if (part.operands.some((operand) => forms.has(operand))) {
      const operands = part.operands.map((operand) => forms.get(operand) ?? operand);
      forms.set(part, rebuildNode(algebra, part, operands));
    }
  }
  const form = forms.get(body);
  return form && rebuildNode(algebra, node, [...node.operands.slice(0, -1), form]);
}

function isBinder(node: Expression): node is TensorNode | ReduceNode {
  return node.kind === "tensor" || node.kind === "reduce";
}

/** The parts of a body in which indices occur, operands first. */
function partsWith(indices: readonly SymbolNode[], body: Expression): readonly Expression[] {
  const enter = (part: Expression) => indices.some((index) => contains(part, index));
  return [...postorder([body], enter)].filter(enter);
}

/** Whether it is an element whose indices the binder, and what is inside of it, bind, and in the other order. */
function isTurned(
  part: Expression,
  binder: Expression,
  [first, second]: readonly SymbolNode[],
): part is ElementNode {
  if (part.kind !== "element" || part.operands.length !== 3) return false;
  const [, row, column] = part.operands as unknown as readonly [Expression, Expression, Expression];
  if (row === column || [...row.free, ...column.free].some((level) => binder.free.includes(level)))
    return false;
  return isIndex(column, first) || isIndex(row, second);
}

function isIndex(node: Expression, index: SymbolNode | undefined): boolean {
  return index !== undefined && node.kind === "symbol" && node.level === index.level;
}

function mirrored(algebra: Algebra, { operands: [matrix, row, column] }: ElementNode): Expression {
  return algebra.element(matrix, [column!, row!]);
}

/** Whether it is seen that a matrix is its own transpose: X'X, the inverse of such a matrix, and products of such. */
function isSymmetric(algebra: Algebra, matrix: Expression, known: Known): boolean {
  const found = known.get(matrix);
  if (found !== undefined) return found;
  const is =
    matrix.kind === "tensor" ? isOwnTranspose(algebra, matrix, known) : isOfSymmetric(algebra, matrix, known);
  known.set(matrix, is);
  return is;
}

function isOwnTranspose(algebra: Algebra, matrix: TensorNode, known: Known): boolean {
  const [rows, columns] = matrix.shape;
  if (!sameSize(rows!, columns!)) return false;
  const [row, column] = [algebra.arena.freshIndex(), algebra.arena.freshIndex()];
  const body = algebra.arena.adopt(bodyAt(matrix, [column, row]));
  const transposed = algebra.tensor([row, column], matrix.shape, body);
  return transposed === matrix || turned(algebra, transposed, known) === matrix;
}

/** Whether it is a function of a symmetric matrix that takes the transpose to the transpose of its value. */
function isOfSymmetric(algebra: Algebra, matrix: Expression, known: Known): boolean {
  const isKept = matrix.kind === "call" && (matrix.name === "inverse" || matrix.name === "cofactor");
  return isKept && isSymmetric(algebra, matrix.operands[0]!, known);
}
