import { float64 } from "@chainrule/special";
import { number } from "../atoms.ts";
import { matrixFunctions } from "../evaluate/matrix.ts";
import { accumulator } from "../evaluate/scalar.ts";
import type { MatrixFunctionName } from "../functions/names.ts";
import { spend } from "../limits.ts";
import { makeElement } from "../make.ts";
import type { CallNode, ElementNode, Expression, ReduceNode, ReduceOperation } from "../node.ts";
import { ValueError } from "../rational.ts";
import { freeSymbols } from "../substitute.ts";
import { UnknownSizeError } from "./layout.ts";
import { type Indices, type Lowering, type Step, taskOf } from "./lower.ts";
import type { Register } from "./recorder.ts";

/** Tensors are never made: what is read of them is recorded element by element. */

/** A tensor in its scope, the lengths of its axes known. */
interface Axes {
  readonly tensor: Expression;
  readonly at: Indices;
  readonly sizes: readonly number[];
}

/** The elements of a tensor of known size, in row-major order; the scalar itself. */
export function elementsOf(lowering: Lowering, tensor: Expression, sizes: readonly number[]): Expression[] {
  if (sizes.length === 0) return [tensor];
  spendAll(lowering, sizes);
  return combinations(sizes.map(upTo)).map((position) => elementAt(tensor, position));
}

/** Accounts for all positions of a shape before there is any. */
function spendAll({ budget }: Lowering, sizes: readonly number[]): void {
  const volume = sizes.reduce((product, size) => product * size, 1);
  for (let k = 0; k < volume; k++) spend(budget);
}

function elementAt(tensor: Expression, position: readonly number[]): Expression {
  return makeElement(tensor, position.map(number));
}

/** 1, 2, ..., size. */
function upTo(size: number): number[] {
  return Array.from({ length: size }, (_, k) => k + 1);
}

/** One of each list in every way, the last fastest. */
function combinations(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>(
    (sofar, list) => sofar.flatMap((start) => list.map((k) => [...start, k])),
    [[]],
  );
}

/** Reads an element: sizes and indices first, then what stands there. */
export function elementStep(lowering: Lowering, node: ElementNode, at: Indices): Step {
  const [tensor, ...indices] = node.operands;
  const parts = [...tensor.shape, ...indices].map((part) => taskOf(part, at));
  return {
    parts,
    next: (values) => {
      const sizes = values
        .slice(0, indices.length)
        .map((size, k) => wholeOf(lowering, size, tensor.shape[k]!));
      return readAt(lowering, { tensor, at, sizes }, values.slice(indices.length));
    },
  };
}

function readAt(lowering: Lowering, axes: Axes, indices: readonly Register[]): Register | Step {
  const known = indices.flatMap((index) => lowering.recorder.valueOf(index) ?? []);
  return known.length === indices.length ? readKnown(lowering, axes, known) : choose(lowering, axes, indices);
}

/** The element at a position; NaN beside the tensor. */
function readKnown(lowering: Lowering, axes: Axes, position: readonly number[]): Register | Step {
  const { tensor, at, sizes } = axes;
  const isInside = position.every((k, axis) => Number.isInteger(k) && k >= 1 && k <= sizes[axis]!);
  if (!isInside) return lowering.recorder.constant(Number.NaN);
  if (tensor.kind === "tensor") {
    const inner = new Map(at);
    for (const [axis, { level }] of tensor.indices.entries()) inner.set(level, position[axis]!);
    return { parts: [taskOf(tensor.operands.at(-1)!, inner)], next: ([value]) => value! };
  }
  const offset = position.reduce((sofar, k, axis) => sofar * sizes[axis]! + k - 1, 0);
  if (tensor.kind === "symbol")
    return lowering.recorder.input(lowering.inputs.get(tensor.name)!.offset + offset);
  return matrixResult(lowering, tensor as CallNode, at, offset);
}

/** The element whose position the running program finds out, of all that it can be; NaN beside the tensor. */
function choose(lowering: Lowering, { tensor, at, sizes }: Axes, indices: readonly Register[]): Step {
  const { recorder } = lowering;
  spendAll(lowering, sizes);
  const positions = combinations(sizes.map(upTo));
  return {
    parts: positions.map((position) => taskOf(elementAt(tensor, position), at)),
    next: (values) =>
      values.reduceRight((otherwise, value, k) => {
        const matches = positions[k]!.map((p, axis) =>
          recorder.emit("equal", indices[axis]!, recorder.constant(p)),
        );
        const isHere = matches.reduce((a, b) => recorder.emit("and", a, b));
        return recorder.emit("select", isHere, value, otherwise);
      }, recorder.constant(Number.NaN)),
  };
}

/** A reduction: its limits first, then its terms. */
export function reduceStep(lowering: Lowering, node: ReduceNode, at: Indices): Step {
  const [from, to, body] = node.operands;
  return {
    parts: [taskOf(from, at), taskOf(to, at)],
    next: ([low, high]) => {
      const first = wholeOf(lowering, low!, from);
      const count = Math.max(0, wholeOf(lowering, high!, to) - first + 1);
      spendAll(lowering, [count]);
      const parts = Array.from({ length: count }, (_, k) =>
        taskOf(body, new Map(at).set(node.index.level, first + k)),
      );
      return { parts, next: (values) => combine(lowering, node.operation, values) };
    },
  };
}

/** The terms of a reduction combined in the order of `evaluate`. */
function combine(
  { recorder, arithmetic: A }: Lowering,
  operation: ReduceOperation,
  terms: readonly Register[],
): Register {
  if (operation === "add" || operation === "multiply") return accumulated(A, operation, terms);
  if (operation === "max" || operation === "min") {
    const name = operation === "max" ? "larger" : "smaller";
    return terms.length === 0
      ? A.fromNumber(accumulated(float64, operation, []))
      : terms.reduce((a, b) => recorder.emit(name, a, b));
  }
  const value = (values: readonly number[]) => [accumulated(float64, operation, values)];
  return recorder.run({ name: operation, value }, terms, 1)[0]!;
}

function accumulated<T>(
  A: Parameters<typeof accumulator<T>>[0],
  operation: ReduceOperation,
  terms: readonly T[],
): T {
  const total = accumulator(A, operation);
  for (const term of terms) total.add(term);
  return total.take();
}

/** A function of a matrix that is a scalar. */
export function matrixStep(lowering: Lowering, node: CallNode, at: Indices): Step {
  return matrixResult(lowering, node, at, 0);
}

/** One of the values of a function of a square matrix: the size first, then all elements of the matrix. */
function matrixResult(lowering: Lowering, node: CallNode, at: Indices, position: number): Step {
  const matrix = node.operands[0]!;
  const [order] = matrix.shape as readonly [Expression, Expression];
  return {
    parts: [taskOf(order, at)],
    next: ([value]) => {
      const size = wholeOf(lowering, value!, order);
      return {
        parts: elementsOf(lowering, matrix, [size, size]).map((element) => taskOf(element, at)),
        next: (elements) => runMatrixFunction(lowering, node, size, elements)[position]!,
      };
    },
  };
}

function runMatrixFunction(
  { recorder }: Lowering,
  { name, shape }: CallNode,
  size: number,
  elements: readonly Register[],
): readonly Register[] {
  const matrixFunction = matrixFunctions[name as MatrixFunctionName];
  const order = shape.length / 2;
  const value = (values: readonly number[]) => matrixFunction(float64, rowsOf(values, size), order);
  return recorder.run({ name: `${name} ${order} ${size}`, value }, elements, size ** shape.length);
}

function rowsOf(values: readonly number[], size: number): number[][] {
  return Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size));
}

/** The integer that a size or limit is. */
export function wholeOf({ recorder }: Lowering, register: Register, node: Expression): number {
  const value = recorder.valueOf(register);
  if (value === undefined) {
    throw new UnknownSizeError(
      "a size or limit",
      freeSymbols(node).map(({ name }) => name),
    );
  }
  if (Number.isSafeInteger(value) || Math.abs(value) === Number.POSITIVE_INFINITY) return value;
  throw new ValueError(`${value} is no limit of an index: limits and sizes must be integers`);
}
