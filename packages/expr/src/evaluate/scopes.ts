import type { Expression, ReduceNode, TensorNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import type { Family, Scope } from "./family.ts";
import { type Run, valuesOf } from "./run.ts";

/** The scope of a reduction's body. Limits that depend on outer indices are widened to their extremes. */
export function scopeOfReduce<T>(run: Run<T>, node: ReduceNode, scope: Scope): Scope {
  const [from, to] = valuesOf(run, node.operands.slice(0, 2), scope);
  const limits = { low: extreme(run, from!, Math.min), high: extreme(run, to!, Math.max) };
  return new Map(scope).set(node.index.level, limits);
}

/** The scope of a tensor's body: each index runs from 1 to the size of its axis. */
export function scopeOfTensor<T>(run: Run<T>, node: TensorNode, scope: Scope): Scope {
  const inner = new Map(scope);
  const sizes = valuesOf(run, node.shape, scope);
  for (const [axis, { level }] of node.indices.entries()) {
    inner.set(level, { low: 1, high: extreme(run, sizes[axis]!, Math.max) });
  }
  return inner;
}

function extreme<T>({ A }: Run<T>, limit: Family<T>, choose: (a: number, b: number) => number): number {
  if (limit.data.length === 0) return 0; // nowhere: an outer axis has no element
  const found = Array.from(limit.data, A.toNumber).reduce((a, b) => choose(a, b));
  if (Number.isSafeInteger(found) || Math.abs(found) === Number.POSITIVE_INFINITY) return found;
  throw new ValueError(`${found} is no limit of an index: limits and sizes must be integers`);
}

/** What a binder's limits or sizes are. */
export function limitsOf(node: ReduceNode | TensorNode): readonly Expression[] {
  return node.operands.slice(0, -1);
}
