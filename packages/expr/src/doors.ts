import { ExpressionError, LimitError } from "./errors.ts";
import { ValueError } from "./rational.ts";

/** What public functions make of what they are given, so that what they were not made for ends with a typed error. */

/** A copy of the fields of an object, such as options; none where nothing is given. @throws ValueError for what is no object. */
export function fieldsOf<T extends object>(given: T | undefined, what: string): T {
  const isObject = given === undefined || (typeof given === "object" && given !== null);
  return reading(() => (isObject ? ({ ...given } as T) : undefined), `${what} in a plain object`);
}

/** A copy of a list. @throws ValueError for what is none. */
export function listOf<T>(given: readonly T[], what: string): readonly T[] {
  return reading(() => (Array.isArray(given) ? [...given] : undefined), `${what} in a list`);
}

/** The most axes of a tensor. */
const mostAxes = 1000;

/** A copy of a list that has an entry for each axis. @throws ValueError for what is none, LimitError for a long one. */
export function axesOf<T>(given: readonly T[], what: string): readonly T[] {
  const rank = reading(() => (Array.isArray(given) ? given.length : undefined), `${what} in a list`);
  if (rank <= mostAxes) return listOf(given, what);
  throw new LimitError("A tensor has too many axes", "levels", rank, mostAxes, "Use fewer.");
}

/** Whether it is a list. */
export function isList(given: unknown): given is readonly unknown[] {
  try {
    return Array.isArray(given);
  } catch {
    return false; // a proxy that was revoked
  }
}

/** The value of a name in a plain object, of which only own data properties are read, or in a Map. */
export function valueNamed<T>(
  record: Readonly<Record<string, T>> | ReadonlyMap<string, T>,
  name: string,
  what: string,
): T | undefined {
  const read = () => {
    if (record instanceof Map) return { value: record.get(name) as T | undefined };
    if (typeof record !== "object") return undefined;
    return { value: Object.getOwnPropertyDescriptor(record, name)?.value as T | undefined };
  };
  return reading(read, `${what} by name, in a plain object or a Map,`).value;
}

/** A bound on work. @throws ValueError for what is no number of at least 0. */
export function boundOf(given: number, what: string): number {
  if (typeof given === "number" && given >= 0) return given;
  throw new ValueError(`${what} is ${shown(given)}: give a number of at least 0`);
}

/** How a message shows what was given. */
export function shown(given: unknown): string {
  if (typeof given === "string") return `"${given.slice(0, 40)}"`;
  if (typeof given === "number" || given === undefined || given === null) return `${given}`;
  if (isList(given)) return "a list";
  return typeof given === "object" ? "an object" : `a ${typeof given}`;
}

/** What is read. @throws ValueError where there is nothing to be read, or a getter fails. */
export function reading<T>(read: () => T | undefined, expected: string): T {
  try {
    const found = read();
    if (found !== undefined) return found;
  } catch (error) {
    if (error instanceof ExpressionError) throw error;
  }
  throw new ValueError(`${expected} are needed`);
}
