import { equal } from "../equal.ts";
import { logSumExp } from "../linear.ts";
import type { CallNode, ElementNode, Expression, TensorNode } from "../node.ts";
import { call, isAt, whole } from "./axes.ts";
import {
  type Axis,
  type Context,
  type Description,
  describe,
  describePlain,
  describePlainAll,
  uses,
  type Work,
} from "./describe.ts";
import { type Formula, formula, transposed } from "./formula.ts";

/** A tensor over its own axes, or with its indices written out. */
export function* describeTensor(node: TensorNode, { indexName }: Context): Work<Description> {
  const axes = axesOf(node);
  const body = node.operands.at(-1)!;
  const described = yield* describe(body, axes);
  if (described !== undefined) return whole(yield* stretched(described, axes));
  const sizes = yield* describePlainAll(node.shape);
  const indices = node.indices.map(({ level }) => indexName(level));
  return whole(formula("tensor", { indices }, [yield* describePlain(body), ...sizes]));
}

/** The tensor itself where the indices are the last axes in order, its transpose or its diagonal where they are not. */
export function* describeElement(
  node: ElementNode,
  axes: readonly Axis[],
  { elementOf }: Context,
): Work<Description | undefined> {
  const [tensor, ...indices] = node.operands;
  if (axes.length === 0) {
    return whole(
      formula("element", {}, [yield* describePlain(tensor), ...(yield* describePlainAll(indices))]),
    );
  }
  if (axes.some((axis) => uses(tensor, axis))) {
    return tensor.kind === "tensor" ? yield* describe(elementOf(tensor, indices), axes) : undefined;
  }
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
export function* describeSoftmax(node: CallNode, axes: readonly Axis[]): Work<Description | undefined> {
  const source = softmaxOf(node, axes);
  if (source === undefined) return undefined;
  return { formula: call("softmax", yield* describePlain(source)), covers: axes.map(({ level }) => level) };
}

function softmaxOf({ name, operands }: CallNode, axes: readonly Axis[]): Expression | undefined {
  const [exponent] = operands;
  if (name !== "exp" || exponent?.kind !== "sum" || exponent.operands.length !== 2) return undefined;
  const entry = exponent.operands.find(
    (term): term is ElementNode => term.kind === "element" && isAt(term, axes),
  );
  const total = exponent.operands.find((term) => term !== entry);
  if (entry === undefined || total?.kind !== "product" || total.operands.length !== 2) return undefined;
  const [minusOne, subtracted] = total.operands as readonly [Expression, Expression];
  if (minusOne.kind !== "number" || minusOne.value.numerator !== -1 || minusOne.value.denominator !== 1)
    return undefined;
  const [source] = entry.operands;
  const rows = axes.slice(0, -1);
  const totals =
    rows.length > 0 && subtracted.kind === "element" && isAt(subtracted, rows)
      ? subtracted.operands[0]
      : subtracted;
  return equal(totals, logSumExp(source)) ? source : undefined;
}

/** A description that lacks axes, times ones over all of them. */
function* stretched({ formula: body, covers }: Description, axes: readonly Axis[]): Work<Formula> {
  if (axes.every(({ level }) => covers.includes(level))) return body;
  const isZero = body.kind === "integer" && body.digits === "0";
  const sizes = yield* describePlainAll(axes.map(({ size }) => size));
  const constant = call(isZero ? "zeros" : "ones", ...sizes);
  if (isZero || (body.kind === "integer" && body.digits === "1")) return constant;
  return formula("product", { tensors: [covers.length > 0, true] }, [body, constant]);
}

function axesOf(node: TensorNode): readonly Axis[] {
  return node.indices.map(({ level }, k) => ({ level, size: node.shape[k]! }));
}
