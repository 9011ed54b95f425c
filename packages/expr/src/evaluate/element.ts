import type { ElementNode } from "../node.ts";
import { type Axis, type Family, levelsOf, type Scope, stored, volumeOf, walk } from "./family.ts";
import { type Run, spend, valuesOf } from "./run.ts";

/**
 * The elements of a tensor at the index expressions. Where every index is a bound one that stays on its axis, a view
 * of the tensor's own data; else a copy, NaN where an index is off its axis or no integer.
 */
export function elementFamily<T>(run: Run<T>, node: ElementNode, scope: Scope): Family<T> {
  const [tensor, ...indices] = valuesOf(run, node.operands, scope);
  return viewOf(node, tensor!, scope) ?? gather(run, tensor!, indices, scope);
}

function viewOf<T>(node: ElementNode, tensor: Family<T>, scope: Scope): Family<T> | undefined {
  const dimensions = new Map(tensor.dimensions);
  let offset = tensor.offset;
  for (const [k, { size, stride }] of tensor.axes.entries()) {
    const index = node.operands[k + 1]!;
    const limits = index.kind === "symbol" ? scope.get(index.level) : undefined;
    if (limits === undefined || limits.low < 1 || limits.high > size || index.kind !== "symbol")
      return undefined;
    const sofar: Axis = dimensions.get(index.level) ?? { size: limits.high - limits.low + 1, stride: 0 };
    dimensions.set(index.level, { size: sofar.size, stride: sofar.stride + stride });
    offset += (limits.low - 1) * stride;
  }
  return { data: tensor.data, offset, dimensions, axes: [] };
}

function gather<T>(run: Run<T>, tensor: Family<T>, indices: readonly Family<T>[], scope: Scope): Family<T> {
  const { A } = run;
  const families = [tensor, ...indices];
  const levels = levelsOf(families);
  const volume = volumeOf(levels, scope);
  spend(run, volume, volume);
  const data: T[] = [];
  const nan = A.fromNumber(Number.NaN);
  walk(families, levels, scope, ([start, ...positions]) => {
    let at = start!;
    for (const [k, { size, stride }] of tensor.axes.entries()) {
      const index = A.toNumber(indices[k]!.data[positions[k]!]!);
      at += Number.isInteger(index) && index >= 1 && index <= size ? (index - 1) * stride : Number.NaN;
    }
    data.push(tensor.data[at] ?? nan);
  });
  return stored(data, levels, scope);
}
