import { makeNumber } from "../make.ts";
import type { Expression } from "../node.ts";
import { equalRationals, multiplyRationals, one } from "../rational.ts";
import { call, isDelta, over, stretched } from "./axes.ts";
import { type Axis, type Context, type Description, describePlain, uses, type Work } from "./describe.ts";
import { describeFactors, describeOverAll } from "./factors.ts";
import { contracted, diagonal, outerProduct } from "./linear.ts";

/** Products over axes: elementwise products, outer products, diagonal matrices and the identity. */

/** The identity matrix. */
export function* describeDelta(node: Expression, axes: readonly Axis[]): Work<Description | undefined> {
  if (!isDelta(node, axes)) return undefined;
  return {
    formula: call("eye", yield* describePlain(axes[0]!.size)),
    covers: axes.map(({ level }) => level),
  };
}

/** A product element by element; of factors along different axes, an outer product or a diagonal matrix. */
export function* describeProduct(
  factors: readonly Expression[],
  axes: readonly Axis[],
  context: Context,
): Work<Description | undefined> {
  const operands = factorsOver(factors, axes, context);
  const [row, column] = axes;
  if (axes.length !== 2 || row === undefined || column === undefined)
    return yield* describeFactors(operands, axes);
  const rows = operands.filter((operand) => uses(operand, row) && !uses(operand, column));
  const columns = operands.filter((operand) => uses(operand, column) && !uses(operand, row));
  const both = operands.filter((operand) => uses(operand, row) && uses(operand, column));
  const scalars = operands.filter((operand) => !uses(operand, row) && !uses(operand, column));
  if (both.length === 1 && isDelta(both[0]!, axes))
    return yield* describeDiagonal(rows, columns, scalars, axes);
  if (rows.length === 0) return yield* describeFactors(operands, axes);
  const left = yield* describeOverAll(rows, [row]);
  const right =
    both.length > 0
      ? yield* describeOverAll([...both, ...columns], axes)
      : yield* describeOverAll(columns, [column]);
  if (left === undefined || right === undefined) return undefined;
  const matrix = both.length > 0 ? contracted(diagonal(left), right) : outerProduct(left, right);
  return yield* describeFactors(scalars, axes, [over(axes, matrix)]);
}

/** The factors, with those of elements of tensors that depend on the axes themselves in their places. */
export function factorsOver(
  factors: readonly Expression[],
  axes: readonly Axis[],
  context: Context,
): readonly Expression[] {
  const opened: Expression[] = [];
  const stack = factors.toReversed();
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const body = context.bodyOver(top, axes);
    if (body === undefined) opened.push(top);
    else stack.push(...(body.kind === "product" ? body.operands.toReversed() : [body]));
  }
  return opened.length === factors.length ? opened : withOneNumber(opened);
}

/** The factors with their numbers multiplied. */
function withOneNumber(factors: readonly Expression[]): readonly Expression[] {
  const numbers = factors.filter((factor) => factor.kind === "number");
  if (numbers.length < 2) return factors;
  const value = numbers.map((factor) => factor.value).reduce(multiplyRationals);
  const others = factors.filter(({ kind }) => kind !== "number");
  return equalRationals(value, one) ? others : [makeNumber(value), ...others];
}

function* describeDiagonal(
  rows: readonly Expression[],
  columns: readonly Expression[],
  scalars: readonly Expression[],
  axes: readonly Axis[],
): Work<Description | undefined> {
  if (rows.length + columns.length === 0) {
    const identity = call("eye", yield* describePlain(axes[0]!.size));
    return yield* describeFactors(scalars, axes, [over(axes, identity)]);
  }
  const right = yield* describeFactors(columns, axes.slice(1));
  if (right === undefined) return undefined;
  const all = yield* describeFactors(rows, axes.slice(0, 1), columns.length === 0 ? [] : [right]);
  if (all === undefined) return undefined;
  const vector = all.covers.length > 0 ? all.formula : yield* stretched(all, axes.slice(1));
  return yield* describeFactors(scalars, axes, [over(axes, diagonal(vector))]);
}
