import type { Expression, TensorNode } from "../node.ts";
import { elementFamily } from "./element.ts";
import { countOf, type Family, levelsOf, type Scope, single, stored, volumeOf, walk } from "./family.ts";
import { isMatrixCall, matrixFamily } from "./matrix.ts";
import { programOf } from "./program.ts";
import { reduceFamily } from "./reduce.ts";
import { find, type Run, spend, type Task, valuesOf } from "./run.ts";
import { scopeOfTensor } from "./scopes.ts";

/** The values of one node, whose parts are known. */
export function compute<T>(run: Run<T>, { node, scope }: Task): Family<T> {
  const { A } = run;
  switch (node.kind) {
    case "number":
      return single(A.fromRatio(BigInt(node.value.numerator), BigInt(node.value.denominator)));
    case "symbol":
      return node.level === 0 ? run.environment.lookup(node) : indexValues(run, node.level, scope);
    case "element":
      return elementFamily(run, node, scope);
    case "reduce":
      return reduceFamily(run, node, scope);
    case "tensor":
      return tensorFamily(run, node, scope);
    default:
      return isMatrixCall(node) ? matrixFamily(run, node, scope) : mapValues(run, node, scope);
  }
}

/** One value for each combination of the free indices. */
function mapValues<T>(run: Run<T>, node: Expression, scope: Scope): Family<T> {
  const { parts, valueOf } = programOf(run, node)!;
  const families = valuesOf(run, parts, scope);
  const levels = levelsOf(families);
  if (levels.length === 0) return single(valueOf(families.map(({ data, offset }) => data[offset]!)));
  const volume = volumeOf(levels, scope);
  spend(run, volume, volume);
  const data: T[] = [];
  const values: T[] = [];
  walk(families, levels, scope, (positions) => {
    for (let m = 0; m < families.length; m++) values[m] = families[m]!.data[positions[m]!]!;
    data.push(valueOf(values));
  });
  return stored(data, levels, scope);
}

function indexValues<T>(run: Run<T>, level: number, scope: Scope): Family<T> {
  const { low } = scope.get(level)!;
  const count = countOf(scope.get(level)!);
  spend(run, count, count);
  return stored(
    Array.from({ length: count }, (_, k) => run.A.fromNumber(low + k)),
    [level],
    scope,
  );
}

/** No copy: the free indices of the body that the tensor binds become its axes. */
function tensorFamily<T>(run: Run<T>, node: TensorNode, scope: Scope): Family<T> {
  const inner = scopeOfTensor(run, node, scope);
  const body = find(run, { node: node.operands.at(-1)!, scope: inner })!;
  const dimensions = new Map(body.dimensions);
  const axes = node.indices.map(({ level }) => {
    const axis = { size: countOf(inner.get(level)!), stride: dimensions.get(level)?.stride ?? 0 };
    dimensions.delete(level);
    return axis;
  });
  return { data: body.data, offset: body.offset, dimensions, axes };
}
