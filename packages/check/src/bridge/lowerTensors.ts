import type { ElementNode, Expression, ReduceNode, SymbolNode, TensorNode } from "@chainrule/expr";
import {
  type ArrayLike,
  array,
  asArray,
  broadcastTo,
  det,
  inverse,
  log,
  logSumExp,
  max,
  min,
  moveAxis,
  type NDArray,
  prod,
  reshape,
  shapeOf,
  sqrt,
  square,
  sum,
  type Tensor,
  take,
} from "@chainrule/tape";
import { TooLargeError, usualLimit } from "../cost.ts";
import { NotLoweredError } from "./notLowered.ts";
import { lowering } from "./scalarRules.ts";

// Formulas in index notation. An index that is bound somewhere runs over a range, and becomes an axis: the value of a part has
// one axis for each index that is free in it, in the order of their levels, and then the axes of its own shape.

/** What an index runs over. */
interface Range {
  readonly from: number;
  readonly size: number;
}

/** The ranges of the indices in scope, by level. */
type Scope = ReadonlyMap<number, Range>;

/** A part of a formula within a scope: the same part has other values under other ranges. */
interface Place {
  readonly node: Expression;
  readonly scope: Scope;
}

type Values = Readonly<Record<string, ArrayLike>>;

/** A part with what it needs, and its name among the results. */
interface Step {
  readonly place: Place;
  readonly key: string;
  readonly needed: readonly Place[];
  readonly inputs: readonly string[];
  /** Of an element: its places in the flat tensor. */
  readonly flat?: NDArray;
}

/**
 * A formula with tensors as a function that the tape can differentiate.
 *
 * @throws NotLoweredError for sizes and limits that are no numbers, and for indices that a variable moves.
 * @throws TooLargeError where indices run over more values than a check may have operations
 */
export function lowerTensors(expression: Expression): (values: Values) => ArrayLike {
  return runnerOf(stepsOf({ node: expression, scope: new Map() }));
}

function runnerOf(steps: readonly Step[]): (values: Values) => ArrayLike {
  return (values) => {
    const results = new Map<string, ArrayLike>();
    for (const step of steps) {
      const operands = step.inputs.map((key) => results.get(key)!);
      results.set(step.key, valueOf(step, operands, values));
    }
    return results.get(steps.at(-1)!.key)!;
  };
}

/** Every distinct part in its scope, operands before users, without recursion. */
function stepsOf(root: Place): readonly Step[] {
  const numbers = new Map<Expression, number>();
  const keyOf = ({ node, scope }: Place): string => {
    if (!numbers.has(node)) numbers.set(node, numbers.size);
    const ranges = node.free.map((level) => `${scope.get(level)?.from}:${scope.get(level)?.size}`);
    return `${numbers.get(node)} ${ranges.join(" ")}`;
  };
  const steps = new Map<string, Step>();
  const pending = [root];
  while (pending.length > 0) {
    const place = pending.at(-1)!;
    const needed = neededBy(place);
    const missing = needed.filter((each) => !steps.has(keyOf(each)));
    pending.push(...missing);
    if (missing.length > 0) continue;
    pending.pop();
    const key = keyOf(place);
    if (steps.has(key)) continue;
    const { node, scope } = place;
    const flat = node.kind === "element" ? { flat: placesOf(node, scope) } : {};
    steps.set(key, { place, key, needed, inputs: needed.map(keyOf), ...flat });
  }
  return [...steps.values()];
}

/** The parts that a part is made of, each in its scope. */
function neededBy({ node, scope }: Place): readonly Place[] {
  if (node.kind === "reduce") {
    const [from, to, body] = node.operands;
    const [first, last] = [wholeOf(from), wholeOf(to)];
    const inner = new Map(scope).set(node.index.level, { from: first, size: last - first + 1 });
    return [{ node: body, scope: inner }];
  }
  if (node.kind === "tensor") {
    const inner = new Map(scope);
    for (const [i, { level }] of node.indices.entries())
      inner.set(level, { from: 1, size: sizesOf(node)[i]! });
    return [{ node: node.operands.at(-1)!, scope: inner }];
  }
  const operands = node.kind === "element" ? [node.operands[0]] : node.operands;
  return operands.map((operand) => ({ node: operand, scope }));
}

function valueOf({ place, needed, flat }: Step, operands: readonly ArrayLike[], values: Values): ArrayLike {
  const { node, scope } = place;
  switch (node.kind) {
    case "reduce":
      return reduced(node, needed[0]!, operands[0]!);
    case "tensor":
      return arranged(node, needed[0]!, operands[0]!);
    case "element":
      return take(reshape(operands[0]!, [-1]), flat!);
    case "symbol":
      return node.level > 0 ? indexValues(node, scope) : values[node.name]!;
    default:
      if (isMatrixCall(node)) return matrixCall(node, operands);
      return lowering[node.kind](
        node as never,
        operands.map((operand, i) => aligned(needed[i]!, operand, node.free)),
        values,
      );
  }
}

/** The numbers that an index runs over. */
function indexValues({ level }: SymbolNode, scope: Scope): Tensor {
  const { from, size } = scope.get(level)!;
  requireAffordable([size]);
  return array(Float64Array.from({ length: size }, (_, i) => from + i));
}

/** Says before any memory is taken that there is none for so many values. */
function requireAffordable(sizes: readonly number[]): void {
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > usualLimit) throw new TooLargeError(`an index over ${count} values`, count, usualLimit);
}

/** A value with axes of length 1 for the indices that it does not depend on, so that it broadcasts. */
function aligned({ node, scope }: Place, value: ArrayLike, levels: readonly number[]): ArrayLike {
  if (node.free.length === levels.length) return value;
  const axes = levels.map((level) => (node.free.includes(level) ? scope.get(level)!.size : 1));
  const own = shapeOf(value).slice(node.free.length);
  return typeof value === "number" ? value : reshape(value, [...axes, ...own]);
}

/** A value with an axis of full length for each of the levels. */
function spread(place: Place, value: ArrayLike, levels: readonly number[]): Tensor {
  const own = place.node.shape.length === 0 ? [] : shapeOf(value).slice(place.node.free.length);
  const shape = [...levels.map((level) => place.scope.get(level)!.size), ...own];
  return broadcastTo(aligned(place, value, levels), shape);
}

const combine: { readonly [O in ReduceNode["operation"]]: (x: Tensor, axis: number) => ArrayLike } = {
  add: (x, axis) => sum(x, { axis }),
  multiply: (x, axis) => prod(x, { axis }),
  max: (x, axis) => max(x, { axis }),
  min: (x, axis) => min(x, { axis }),
  logSumExp: (x, axis) => logSumExp(x, { axis }),
  norm: (x, axis) => sqrt(sum(square(x), { axis })),
};

function reduced({ operation, index }: ReduceNode, body: Place, value: ArrayLike): ArrayLike {
  const levels = union(body.node.free, [index.level]);
  return combine[operation](spread(body, value, levels), levels.indexOf(index.level));
}

/** The axes of the indices that a tensor binds, moved behind all others, in its order. */
function arranged({ indices }: TensorNode, body: Place, value: ArrayLike): Tensor {
  const bound = indices.map(({ level }) => level);
  let levels = union(body.node.free, bound);
  let result = spread(body, value, levels);
  for (const level of bound) {
    result = moveAxis(result, levels.indexOf(level), levels.length - 1);
    levels = [...levels.filter((other) => other !== level), level];
  }
  return result;
}

/** Where the elements stand in the flat tensor, one for each value of the free indices: no variable may move an index. */
function placesOf(node: ElementNode, scope: Scope): NDArray {
  const [tensor, ...indices] = node.operands;
  const levels = node.free;
  const sizes = levels.map((level) => scope.get(level)!.size);
  const own = tensor.free.length;
  const shape = [...tensor.free.map((level) => scope.get(level)!.size), ...tensor.shape.map(wholeOf)];
  const stride = (axis: number): number => shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  requireAffordable(sizes);
  const flat = new Int32Array(sizes.reduce((product, n) => product * n, 1));
  for (const [axis, level] of tensor.free.entries()) {
    addTo(flat, sizes, [levels.indexOf(level)], ([k]) => k! * stride(axis));
  }
  for (const [i, index] of indices.entries()) {
    const positions = positionsOf({ node: index, scope }, shape[own + i]!);
    const axes = index.free.map((level) => levels.indexOf(level));
    addTo(flat, sizes, axes, (at) => {
      const place = at.reduce((offset, k, d) => offset * sizes[axes[d]!]! + k, 0);
      return (positions[place]! - 1) * stride(own + i);
    });
  }
  return array(flat, { shape: sizes });
}

/** The values of an index, each within its axis. */
function positionsOf(index: Place, length: number): readonly number[] {
  const steps = stepsOf(index);
  const movable = steps.find(
    ({ place: { node } }) => node.kind === "element" || (node.kind === "symbol" && node.level === 0),
  );
  if (movable !== undefined) throw new NotLoweredError(movable.place.node.kind);
  const positions = Array.from(asArray(runnerOf(steps)({}) as NDArray).toTypedArray(), Number);
  if (positions.some((position) => !(position >= 1 && position <= length)))
    throw new NotLoweredError("element");
  return positions;
}

/** Adds to each element what belongs to its coordinates along some axes. */
function addTo(
  flat: Int32Array,
  sizes: readonly number[],
  axes: readonly number[],
  term: (at: readonly number[]) => number,
): void {
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, n) => product * n, 1));
  for (let k = 0; k < flat.length; k++) {
    flat[k]! += term(axes.map((axis) => Math.floor(k / strides[axis]!) % sizes[axis]!));
  }
}

const matrixFunctions: Readonly<Record<string, (x: ArrayLike) => ArrayLike>> = {
  det,
  inverse,
  logdet: (x) => log(det(x)),
};

function isMatrixCall(node: Expression): boolean {
  return node.kind === "call" && node.operands.some(({ shape }) => shape.length > 0);
}

function matrixCall(node: Expression, [x]: readonly ArrayLike[]): ArrayLike {
  const f = node.kind === "call" ? matrixFunctions[node.name] : undefined;
  if (f === undefined) throw new NotLoweredError(node.kind);
  return f(x!);
}

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

function sizesOf(node: TensorNode): readonly number[] {
  return node.shape.map(wholeOf);
}

/** A size or limit, which must be a number that stands in the formula. */
function wholeOf(node: Expression): number {
  if (node.kind !== "number") throw new NotLoweredError(node.kind);
  return Number(node.value.numerator) / Number(node.value.denominator);
}
