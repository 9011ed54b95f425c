import { array, type NDArray } from "@chainrule/array";
import { shown } from "../given.ts";
import { DocumentError } from "./reader.ts";
import type { NestedNumbers } from "./types.ts";

/** Arrays with more axes than this are refused. */
const mostAxes = 8;

/** The most numbers in one array. */
const mostNumbers = 2_000_000;

/** Reads a finite number or a rectangular nested list of them. */
export function readNested(value: unknown, path: string): NestedNumbers {
  const shape = shapeOfNested(value, path);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size > mostNumbers) {
    throw new DocumentError(path, `The array has ${size} numbers; at most ${mostNumbers} are read.`);
  }
  return readAxis(value, path, shape, 0);
}

/** The lengths along the first element of each axis. */
function shapeOfNested(value: unknown, path: string): readonly number[] {
  const shape: number[] = [];
  for (let inner = value; Array.isArray(inner); inner = inner[0]) {
    shape.push(inner.length);
    if (shape.length > mostAxes) {
      throw new DocumentError(path, `The lists are nested deeper than ${mostAxes}; an array has fewer axes.`);
    }
  }
  return shape;
}

/** Goes as deep as the shape does, which is bounded. */
function readAxis(value: unknown, path: string, shape: readonly number[], axis: number): NestedNumbers {
  if (axis === shape.length) return readNumber(value, path);
  const length = shape[axis]!;
  if (!Array.isArray(value) || value.length !== length) {
    const found = Array.isArray(value) ? `a list of ${value.length}` : shown(value);
    throw new DocumentError(
      path,
      `Here is ${found}, but its neighbours are lists of ${length}; make the array rectangular.`,
    );
  }
  return Array.from(value, (each, i) => readAxis(each, `${path}[${i}]`, shape, axis + 1));
}

function readNumber(value: unknown, path: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new DocumentError(path, `${shown(value)} is no finite number; give one.`);
}

/** The lengths of the axes of a rectangular nested list. */
export function shapeOfNumbers(nested: NestedNumbers): readonly number[] {
  const shape: number[] = [];
  for (let inner: NestedNumbers | undefined = nested; typeof inner === "object"; inner = inner[0]) {
    shape.push(inner.length);
  }
  return shape;
}

/** Nested lists as an array; a number stays one. */
export function arrayOf(nested: NestedNumbers): NDArray | number {
  if (typeof nested === "number") return nested;
  return array(flatOf(nested), { shape: shapeOfNumbers(nested), dtype: "float64" });
}

/** The numbers of nested lists, row-major. */
export function flatOf(nested: NestedNumbers): readonly number[] {
  return typeof nested === "number" ? [nested] : (nested.flat(mostAxes) as number[]);
}
