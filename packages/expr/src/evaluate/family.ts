import type { Expression } from "../node.ts";

/** The inclusive limits of a bound index; `high` is below `low` where it takes no value. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** The limits of every bound index in scope, by level. */
export type Scope = ReadonlyMap<number, Limits>;

/** One dimension of stored values: how many, and how far apart. */
export interface Axis {
  readonly size: number;
  readonly stride: number;
}

/**
 * The values of one node for all values of its free indices: a strided view of stored data. A tensor's own axes come
 * beside those of its free indices.
 */
export interface Family<T> {
  readonly data: ArrayLike<T>;
  readonly offset: number;
  /** Free indices, by level. */
  readonly dimensions: ReadonlyMap<number, Axis>;
  /** The axes of a tensor; none for a scalar. */
  readonly axes: readonly Axis[];
}

const noDimensions: ReadonlyMap<number, Axis> = new Map();
const noAxes: readonly Axis[] = [];

/** A single scalar. */
export function single<T>(value: T): Family<T> {
  return { data: [value], offset: 0, dimensions: noDimensions, axes: noAxes };
}

export function countOf({ low, high }: Limits): number {
  return Math.max(0, high - low + 1);
}

/** The levels that are free in any of the families, ascending. */
export function levelsOf(families: readonly Family<unknown>[]): number[] {
  if (families.every(({ dimensions }) => dimensions.size === 0)) return [];
  const levels = new Set<number>();
  for (const { dimensions } of families) for (const level of dimensions.keys()) levels.add(level);
  return [...levels].sort((a, b) => a - b);
}

/** The family that stores its values in the order of the levels, last one fastest. */
export function stored<T>(data: ArrayLike<T>, levels: readonly number[], scope: Scope): Family<T> {
  if (levels.length === 0) return { data, offset: 0, dimensions: noDimensions, axes: noAxes };
  const dimensions = new Map<number, Axis>();
  let stride = 1;
  for (const level of levels.toReversed()) {
    const size = countOf(scope.get(level)!);
    dimensions.set(level, { size, stride });
    stride *= size;
  }
  return { data, offset: 0, dimensions, axes: noAxes };
}

/** How many combinations of index values there are. */
export function volumeOf(levels: readonly number[], scope: Scope): number {
  return levels.reduce((volume, level) => volume * countOf(scope.get(level)!), 1);
}

/**
 * Calls `visit` at every combination of index values, the last level fastest, with the positions at which each family
 * stores its value. The array of positions is reused.
 */
export function walk(
  families: readonly Family<unknown>[],
  levels: readonly number[],
  scope: Scope,
  visit: (positions: readonly number[]) => void,
): void {
  const sizes = levels.map((level) => countOf(scope.get(level)!));
  if (sizes.includes(0)) return;
  const strides = levels.map((level) => families.map(({ dimensions }) => dimensions.get(level)?.stride ?? 0));
  const positions = families.map(({ offset }) => offset);
  const counters = sizes.map(() => 0);
  while (true) {
    visit(positions);
    let k = sizes.length - 1;
    while (k >= 0 && counters[k] === sizes[k]! - 1) {
      move(positions, strides[k]!, -counters[k]!);
      counters[k] = 0;
      k -= 1;
    }
    if (k < 0) return;
    move(positions, strides[k]!, 1);
    counters[k]! += 1;
  }
}

function move(positions: number[], strides: readonly number[], steps: number): void {
  for (let m = 0; m < positions.length; m++) positions[m]! += strides[m]! * steps;
}

/** What a node's value depends on besides the bindings: the limits of its free indices. */
export function scopeKey(node: Expression, scope: Scope): string {
  let key = "";
  for (const level of node.free) {
    const { low, high } = scope.get(level)!;
    key += `${level}:${low}:${high} `;
  }
  return key;
}
