import { ArgumentError } from "../errors.ts";
import {
  checkShape,
  normalizeAxis,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
  stridesOf,
} from "../shape.ts";

/**
 * Which axes of two arrays are paired: `contract` are multiplied and summed away, `batch` stay in step. The
 * result has the batch axes, then the free axes of the first, then those of the second (StableHLO dot_general).
 */
export interface ContractDimensions {
  /** Axes that are multiplied and summed over: those of the first array, those of the second. */
  readonly contract: readonly [readonly number[], readonly number[]];
  /** Axes that both have in common and keep, at the front of the result. */
  readonly batch: readonly [readonly number[], readonly number[]];
}

/** Axes of one operand by their role, counted from the front. */
export interface Roles {
  readonly batch: readonly number[];
  readonly free: readonly number[];
  readonly contract: readonly number[];
}

/** What is known of a contraction once the shapes are: it is a product of matrices, or several. */
export interface Plan {
  /** The shapes that it is for. */
  readonly operands: readonly [Shape, Shape];
  /** The shape of the result. */
  readonly shape: Shape;
  /** Roles of the axes of the first operand. */
  readonly first: Roles;
  /** Roles of the axes of the second operand. */
  readonly second: Roles;
  /** How many products there are. */
  readonly batches: number;
  /** Rows of each. */
  readonly rows: number;
  /** Columns of each. */
  readonly columns: number;
  /** Products in each sum. */
  readonly depth: number;
  /** Of a single product of operands with one axis for each role at most: how far elements are apart. */
  readonly strides: ProductStrides | undefined;
}

/** How far elements of both operands of a product of matrices are apart. */
export interface ProductStrides {
  /** From row to row of the first. */
  readonly row: number;
  /** Along the sum, in the first. */
  readonly first: number;
  /** Along the sum, in the second. */
  readonly second: number;
  /** From column to column of the second. */
  readonly column: number;
}

/** Pairings that are asked for again and again, with the last plans made for them. */
class KeptDimensions implements ContractDimensions {
  readonly contract: ContractDimensions["contract"];
  readonly batch: ContractDimensions["batch"];
  readonly #plans: Plan[] = [];
  #next = 0;

  constructor({ contract: [p, q], batch: [r, s] }: ContractDimensions) {
    this.contract = [Object.freeze([...p]), Object.freeze([...q])];
    this.batch = [Object.freeze([...r]), Object.freeze([...s])];
    for (const pair of [this, this.contract, this.batch]) Object.freeze(pair);
  }

  /** The plan for two shapes. */
  plan(a: Shape, b: Shape): Plan {
    for (const plan of this.#plans) {
      if (sameShape(plan.operands[0], a) && sameShape(plan.operands[1], b)) return plan;
    }
    const plan = newPlan(a, b, this);
    this.#plans[this.#next] = plan;
    this.#next = (this.#next + 1) % PLANS;
    return plan;
  }
}

/** Plans kept for a pairing, and pairings that are kept. */
const [PLANS, PAIRINGS] = [16, 256];

const kept: Map<string, ContractDimensions> = new Map();

/**
 * The same pairing, always as the same frozen object, for which plans are kept: for who contracts many small arrays.
 *
 * @example
 * ```ts
 * import { keptDimensions } from "@chainrule/array";
 * const matrices = () => keptDimensions({ contract: [[-1], [-2]], batch: [[], []] });
 * matrices() === matrices(); // => true
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function keptDimensions(dimensions: ContractDimensions): ContractDimensions {
  const { contract, batch } = checkDimensions(dimensions);
  const name = [...contract, ...batch].join(";");
  const found = kept.get(name);
  if (found !== undefined) return found;
  if (kept.size === PAIRINGS) kept.clear();
  const made = new KeptDimensions(dimensions);
  kept.set(name, made);
  return made;
}

/** The plan of a contraction, after checking that its axes fit. */
export function planOf(a: Shape, b: Shape, dimensions: ContractDimensions): Plan {
  return dimensions instanceof KeptDimensions ? dimensions.plan(a, b) : newPlan(a, b, dimensions);
}

function newPlan(a: Shape, b: Shape, dimensions: ContractDimensions): Plan {
  const { contract: pairs, batch } = checkDimensions(dimensions);
  const [first, second] = [rolesOf(a, pairs[0], batch[0]), rolesOf(b, pairs[1], batch[1])];
  checkPairs(a, b, first, second);
  return {
    operands: [Object.freeze([...a]), Object.freeze([...b])],
    shape: Object.freeze([...lengths(a, first.batch), ...lengths(a, first.free), ...lengths(b, second.free)]),
    first,
    second,
    batches: countOf(a, first.batch),
    rows: countOf(a, first.free),
    columns: countOf(b, second.free),
    depth: countOf(a, first.contract),
    strides: productStrides(a, b, first, second),
  };
}

function productStrides(a: Shape, b: Shape, first: Roles, second: Roles): ProductStrides | undefined {
  const single = [first.free, first.contract, second.free].every((axes) => axes.length <= 1);
  if (!single || first.batch.length > 0) return undefined;
  const [x, y] = [stridesOf(a), stridesOf(b)];
  return {
    row: x[first.free[0]!] ?? 0,
    first: x[first.contract[0]!] ?? 0,
    second: y[second.contract[0]!] ?? 0,
    column: y[second.free[0]!] ?? 0,
  };
}

/** The pairing itself, if it is one. @throws ArgumentError */
function checkDimensions(dimensions: ContractDimensions): ContractDimensions {
  if (isPair(dimensions?.contract) && isPair(dimensions.batch)) return dimensions;
  throw new ArgumentError("a pairing of axes", dimensions, "give { contract: [[1], [0]], batch: [[], []] }");
}

function isPair(axes: unknown): boolean {
  return Array.isArray(axes) && axes.length === 2 && axes.every(Array.isArray);
}

function rolesOf(shape: Shape, contract: readonly number[], batch: readonly number[]): Roles {
  const { length } = checkShape(shape);
  const fromFront = (axis: number): number => normalizeAxis(axis, length);
  const roles = { batch: batch.map(fromFront), free: [] as number[], contract: contract.map(fromFront) };
  for (let axis = 0; axis < shape.length; axis++) {
    if (!roles.batch.includes(axis) && !roles.contract.includes(axis)) roles.free.push(axis);
  }
  if (roles.free.length + batch.length + contract.length !== shape.length) {
    throw new ShapeError(`an axis of ${showShape(shape)} is paired twice; pair each axis once.`, [shape]);
  }
  return roles;
}

function checkPairs(a: Shape, b: Shape, first: Roles, second: Roles): void {
  for (const role of ["batch", "contract"] as const) {
    const equal =
      first[role].length === second[role].length &&
      first[role].every((k, i) => a[k] === b[second[role][i] as number]);
    if (equal) continue;
    const message = `${role} axes [${first[role]}] of ${showShape(a)} and [${second[role]}] of ${showShape(b)} differ`;
    throw new ShapeError(`${message}; paired axes must have equal lengths.`, [a, b]);
  }
}

function countOf(shape: Shape, axes: readonly number[]): number {
  let count = 1;
  for (const axis of axes) count *= shape[axis] as number;
  return count;
}

function lengths(shape: Shape, axes: readonly number[]): number[] {
  return axes.map((axis) => shape[axis] as number);
}
