import { equal } from "../equal.ts";
import { bodyAt } from "../indices.ts";
import { makeSum } from "../make.ts";
import type { CallNode, ElementNode, Expression, TensorNode } from "../node.ts";
import { equalRationals, minusOne } from "../rational.ts";
import { sameSize } from "../shape.ts";
import { call, isAt, isOne, over, stretched, whole } from "./axes.ts";
import {
  type Axis,
  axisOf,
  type Context,
  type Description,
  describe,
  describePlain,
  describePlainAll,
  uses,
  type Work,
} from "./describe.ts";
import { type Formula, formula } from "./formula.ts";
import { outerProduct, transposed } from "./linear.ts";

/** A tensor over its own axes, or with its indices written out. */
export function* describeTensor(node: TensorNode, { indexName, open }: Context): Work<Description> {
  const { indices, body } = open(node);
  const axes = indices.map((index, k) => axisOf(index, node.shape[k]!));
  const described = yield* describe(body, axes);
  if (described !== undefined) return whole(yield* stretched(described, axes));
  const turned = axes.length === 2 ? yield* describe(body, axes.toReversed()) : undefined;
  if (turned?.covers.length === 2) return whole(transposed(turned.formula));
  const repeated = axes.length === 2 ? yield* describeRepeated(body, axes[0]!, axes[1]!) : undefined;
  if (repeated !== undefined) return whole(repeated);
  const sizes = yield* describePlainAll(node.shape);
  const names = indices.map(indexName);
  return whole(formula("tensor", { indices: names }, [yield* describePlain(body), ...sizes]));
}

/** A matrix of equal columns, as the outer product of one with ones. */
function* describeRepeated(body: Expression, row: Axis, column: Axis): Work<Formula | undefined> {
  const vector = uses(body, column) ? undefined : yield* describe(body, [row]);
  if (vector?.covers.length !== 1) return undefined;
  return outerProduct(vector.formula, call("ones", yield* describePlain(column.size)));
}

/** The tensor itself where the indices are the last axes in order, its transpose or its diagonal where they are not. */
export function* describeElement(
  node: ElementNode,
  axes: readonly Axis[],
  context: Context,
): Work<Description | undefined> {
  const [tensor, ...indices] = node.operands;
  if (axes.length === 0) {
    return whole(
      formula("element", {}, [yield* describePlain(tensor), ...(yield* describePlainAll(indices))]),
    );
  }
  const body = context.bodyOver(node, axes);
  if (body !== undefined) return yield* describe(body, axes);
  if (axes.some((axis) => uses(tensor, axis))) return undefined;
  const last = axes.slice(-indices.length);
  const covers = last.map(({ level }) => level);
  if (isAt(node, last)) return { formula: yield* describePlain(tensor), covers };
  if (last.length === 2 && isAt(node, last.toReversed()))
    return { formula: transposed(yield* describePlain(tensor)), covers };
  const axis = axes.at(-1)!;
  if (!isAt(node, [axis, axis])) return undefined;
  return { formula: call("diag", yield* describePlain(tensor)), covers: [axis.level] };
}

/** `softmax(X)`, where it is written out as exp(X - logSumExp(X)) along the last axis. */
export function* describeSoftmax(
  { name, operands: [exponent] }: CallNode,
  axes: readonly Axis[],
  context: Context,
): Work<Description | undefined> {
  if (name !== "exp" || exponent?.kind !== "sum") return undefined;
  for (const [k, term] of exponent.operands.entries()) {
    const others = exponent.operands.toSpliced(k, 1);
    const source = others.length === 1 ? others[0]! : makeSum(others);
    if (!isNegativeTotal(term, source, axes.at(-1)!, context)) continue;
    const described = yield* describe(source, axes);
    if (described?.covers.length === axes.length) return over(axes, call("softmax", described.formula));
  }
  return undefined;
}

/** Whether a term is -logSumExp of the source along the last axis. */
function isNegativeTotal(term: Expression, source: Expression, last: Axis, { elementOf }: Context): boolean {
  if (term.kind !== "product" || term.operands.length !== 2) return false;
  const [sign, subtracted] = term.operands as readonly [Expression, Expression];
  if (sign.kind !== "number" || !equalRationals(sign.value, minusOne)) return false;
  const [tensor, ...indices] = subtracted.operands as readonly Expression[];
  const total =
    subtracted.kind === "element" && tensor?.kind === "tensor" ? elementOf(tensor, indices) : subtracted;
  if (total.kind !== "reduce" || total.operation !== "logSumExp" || uses(total, last)) return false;
  const [from, to] = total.operands;
  return isOne(from) && sameSize(to, last.size) && equal(bodyAt(total, [last.index]), source);
}
