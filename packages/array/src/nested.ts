import { type DType, type ForeignArray, numbersIn, type TypedArray } from "./dtype.ts";
import { ArrayError } from "./errors.ts";
import { MAX_RANK, type Shape, sizeOf } from "./shape.ts";

/** Numbers or booleans in lists of lists, all of one depth; innermost lists may be typed arrays. */
export type Nested = number | boolean | TypedArray | ForeignArray | readonly Nested[];

/**
 * Nested lists that form no array (`array/nested`): ragged, too deep, or with something else than numbers or booleans in them.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * array([[1, 2], [3]]); // throws array/nested
 * ```
 */
export class NestedError extends ArrayError {
  /** Where: the indices that lead there. */
  readonly path: readonly number[];

  constructor(path: readonly number[], what: string, remedy: string) {
    const where = path.length === 0 ? "" : ` at [${path.join("][")}]`;
    super("array/nested", `${what}${where}; ${remedy}.`);
    this.path = path;
  }
}

/** Shape, elements in row-major order, and dtype of nested lists. */
export interface Flattened {
  readonly shape: number[];
  readonly data: number[];
  readonly dtype: DType;
}

/**
 * Reads nested lists level by level, without recursion and without trusting them.
 *
 * @throws NestedError `array/nested` for ragged lists, for more than 32 levels, and for anything but numbers
 * or booleans inside.
 */
export function flatten(nested: unknown): Flattened {
  const shape = promisedShape(nested);
  sizeOf(shape);
  let level: unknown[] = [nested];
  shape.forEach((length, axis) => {
    level = level.flatMap((entry, i) => {
      const list = listOf(entry);
      if (list?.length !== length) throw raggedError(entry, pathTo(i, shape.slice(0, axis)), length);
      return list;
    });
  });
  if (level.length !== sizeOf(shape)) throw new NestedError([], "a list with holes", "give every element");
  return { shape, ...readElements(level, shape) };
}

/** The entries of a list or of a typed array; undefined for anything else. */
function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const numbers = numbersIn(value);
  return numbers && Array.from(numbers.data);
}

/** The shape promised by the first element of every level. */
function promisedShape(nested: unknown): number[] {
  const shape: number[] = [];
  for (let list = listOf(nested); list !== undefined; list = listOf(list[0])) {
    shape.push(list.length);
    if (shape.length > MAX_RANK)
      throw new NestedError([], `lists nested deeper than ${MAX_RANK}`, "give fewer axes");
  }
  return shape;
}

function readElements(elements: readonly unknown[], shape: Shape): { data: number[]; dtype: DType } {
  const kind = typeof elements[0] === "boolean" ? "boolean" : "number";
  const data = elements.map((element, i) => {
    if (typeof element === kind) return Number(element);
    throw new NestedError(
      pathTo(i, shape),
      `${described(element)} where a ${kind} must stand`,
      "give numbers only, or booleans only; stack joins arrays",
    );
  });
  return { data, dtype: kind === "boolean" ? "bool" : "float64" };
}

function raggedError(found: unknown, path: readonly number[], length: number): NestedError {
  const what = `${described(found)} where a list of ${length} must stand`;
  return new NestedError(path, what, "give rows of one length");
}

/** What stands in a wrong place, in words. */
function described(found: unknown): string {
  const list = listOf(found);
  if (list !== undefined) return `a list of ${list.length}`;
  if (found === null) return "null";
  if (found === undefined) return "a hole";
  return typeof found === "object" ? "an object" : `a ${typeof found}`;
}

/** The indices of element number `i` in row-major order. */
function pathTo(i: number, shape: Shape): number[] {
  const path = new Array<number>(shape.length);
  let rest = i;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    path[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return path;
}

/** Nested lists of elements in row-major order. */
export function unflatten(data: TypedArray, shape: Shape, dtype: DType): Nested {
  let level: Nested[] = Array.from(data, (x) => (dtype === "bool" ? x !== 0 : x));
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    const below = level;
    const lists = sizeOf(shape.slice(0, axis));
    level = Array.from({ length: lists }, (_, i) => below.slice(i * length, (i + 1) * length));
  }
  return level[0] as Nested;
}
