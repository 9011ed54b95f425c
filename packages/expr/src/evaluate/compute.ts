import { isMatrixFunction } from "../functions/names.ts";
import { scalarFunctions } from "../functions/values/table.ts";
import type { CallNode, Expression, PowerNode, TensorNode } from "../node.ts";
import { elementFamily } from "./element.ts";
import { countOf, type Family, levelsOf, type Scope, single, stored, volumeOf, walk } from "./family.ts";
import { matrixFamily } from "./matrix.ts";
import { reduceFamily } from "./reduce.ts";
import { find, type Run, spend, type Task, valuesOf } from "./run.ts";
import {
  evaluatePiecewise,
  evaluateQuotient,
  isEuler,
  isReciprocal,
  partsOf,
  quotientOfNode,
  rationalExponent,
} from "./scalar.ts";
import { scopeOfTensor } from "./scopes.ts";

/** The values of one node, whose parts are known. */
export function compute<T>(run: Run<T>, { node, scope }: Task): Family<T> {
  const { A } = run;
  switch (node.kind) {
    case "number":
      return single(A.fromRatio(BigInt(node.value.numerator), BigInt(node.value.denominator)));
    case "symbol":
      return node.level === 0 ? run.environment.lookup(node) : indexValues(run, node.level, scope);
    case "sum":
      return mapValues(run, node.operands, scope, (values) => values.reduce((a, b) => A.add(a, b)));
    case "product":
      return quotientValues(run, node, scope);
    case "power":
      return powerValues(run, node, scope);
    case "call":
      return callValues(run, node, scope);
    case "piecewise":
      return mapValues(run, node.operands, scope, (values) => evaluatePiecewise(A, values));
    case "element":
      return elementFamily(run, node, scope);
    case "reduce":
      return reduceFamily(run, node, scope);
    case "tensor":
      return tensorFamily(run, node, scope);
  }
}

/** One value for each combination of the operands' free indices. */
function mapValues<T>(
  run: Run<T>,
  operands: readonly Expression[],
  scope: Scope,
  formula: (values: readonly T[]) => T,
): Family<T> {
  const families = valuesOf(run, operands, scope);
  const levels = levelsOf(families);
  if (levels.length === 0) return single(formula(families.map(({ data, offset }) => data[offset]!)));
  const volume = volumeOf(levels, scope);
  spend(run, volume, volume);
  const data: T[] = [];
  const values: T[] = [];
  walk(families, levels, scope, (positions) => {
    for (let m = 0; m < families.length; m++) values[m] = families[m]!.data[positions[m]!]!;
    data.push(formula(values));
  });
  return stored(data, levels, scope);
}

function callValues<T>(run: Run<T>, node: CallNode, scope: Scope): Family<T> {
  const { name, operands } = node;
  if (isMatrixFunction(name)) return matrixFamily(run, { ...node, name }, scope);
  return mapValues(run, operands, scope, (values) => scalarFunctions[name](run.A, values));
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

function quotientValues<T>(run: Run<T>, node: Expression, scope: Scope): Family<T> {
  const quotient = quotientOfNode(run.quotients, node);
  return mapValues(run, partsOf(run.quotients, node), scope, (values) =>
    evaluateQuotient(run.A, quotient, values),
  );
}

function powerValues<T>(run: Run<T>, node: PowerNode, scope: Scope): Family<T> {
  const { A } = run;
  const [base, exponent] = node.operands;
  if (isReciprocal(node)) return quotientValues(run, node, scope);
  if (isEuler(base)) return mapValues(run, [exponent], scope, ([y]) => A.exp(y!));
  if (exponent.kind !== "number") return mapValues(run, [base, exponent], scope, ([x, y]) => A.power(x!, y!));
  return mapValues(run, [base], scope, ([x]) => rationalExponent(A, x!, exponent.value));
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
