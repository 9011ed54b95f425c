import { array, type NDArray, showShape } from "@chainrule/array";

/** An input that a function of a module cannot take (`gradbench/input`). */
export class InputError extends Error {
  readonly code = "gradbench/input";
  /** Where in the input it is wrong. */
  readonly key: string;

  constructor(key: string, problem: string) {
    super(`The input's "${key}" ${problem}.`);
    this.name = "InputError";
    this.key = key;
  }
}

/** Fields by name, as JSON gives them. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object. @throws InputError for anything else. */
export function fieldsOf(value: unknown, key: string = "input"): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(key, "is no object; give one with the fields that the module's description names");
  }
  return value as Fields;
}

/** A number. @throws InputError for anything else. */
export function numberIn(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== "number") throw new InputError(key, "is no number; give one");
  return value;
}

/** An integer of at least `least`. @throws InputError for anything else. */
export function integerIn(fields: Fields, key: string, least: number = 0): number {
  const value = numberIn(fields, key);
  if (!Number.isInteger(value) || value < least) {
    throw new InputError(key, `is ${value}; give an integer of at least ${least}`);
  }
  return value;
}

/** True or false. @throws InputError for anything else. */
export function booleanIn(fields: Fields, key: string): boolean {
  const value = fields[key];
  if (typeof value !== "boolean") throw new InputError(key, "is neither true nor false; give one of them");
  return value;
}

/**
 * Nested lists of numbers as an array of the shape given, in which undefined stands for any length.
 *
 * @throws InputError for anything else.
 */
export function arrayIn(fields: Fields, key: string, shape: readonly (number | undefined)[]): NDArray {
  const value = fields[key];
  const wanted = showShape(shape.map((length) => length ?? Number.NaN)).replaceAll("NaN", "any");
  if (!Array.isArray(value)) throw new InputError(key, `is no list; give one of shape ${wanted}`);
  const elements =
    value.length === 0 ? array([], { shape: shape.map((length) => length ?? 0) }) : array(value);
  const fits =
    elements.shape.length === shape.length &&
    shape.every((length, axis) => length === undefined || length === elements.shape[axis]);
  if (!fits) throw new InputError(key, `has the shape ${showShape(elements.shape)}; give ${wanted}`);
  return elements;
}

/** A list of integers from 0 to below `limit`. @throws InputError for anything else. */
export function indicesIn(fields: Fields, key: string, limit: number): NDArray {
  const indices = arrayIn(fields, key, [undefined]);
  const outside = indices
    .toTypedArray()
    .find((i) => !Number.isInteger(i) || Number(i) < 0 || Number(i) >= limit);
  if (outside !== undefined)
    throw new InputError(key, `holds ${outside}; give integers from 0 to ${limit - 1}`);
  return array(indices, { dtype: "int32" });
}
