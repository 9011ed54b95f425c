import { ExpressionError } from "./errors.ts";
import { ValueError } from "./rational.ts";

/** What public functions make of what they are given, so that what they were not made for ends with a typed error. */

/** A copy of the fields of an object, such as options; none where nothing is given. @throws ValueError for what is no object. */
export function fieldsOf<T extends object>(given: T | undefined, what: string): T {
  const isReadable = given === undefined || (typeof given === "object" && given !== null);
  return reading(isReadable, () => ({ ...given }) as T, `${what} in a plain object`);
}

/** A copy of a list. @throws ValueError for what is none. */
export function listOf<T>(given: readonly T[], what: string): readonly T[] {
  return reading(Array.isArray(given), () => [...given], `${what} in a list`);
}

/** The value of a name in a plain object, of which only own data properties are read, or in a Map. */
export function valueNamed<T>(
  record: Readonly<Record<string, T>> | ReadonlyMap<string, T>,
  name: string,
  what: string,
): T | undefined {
  const isReadable = typeof record === "object" && record !== null;
  return reading(
    isReadable,
    () => {
      if (record instanceof Map) return record.get(name) as T | undefined;
      return Object.getOwnPropertyDescriptor(record, name)?.value as T | undefined;
    },
    `${what} by name, in a plain object or a Map,`,
  );
}

/** A bound on work. @throws ValueError for what is no number of at least 0. */
export function boundOf(given: number, what: string): number {
  if (typeof given === "number" && given >= 0) return given;
  throw new ValueError(`${what} is ${shown(given)}: give a number of at least 0`);
}

/** How a message shows what was given. */
export function shown(given: unknown): string {
  if (typeof given === "string") return `"${given.slice(0, 40)}"`;
  return typeof given === "number" || given === undefined || given === null
    ? `${given}`
    : `a ${typeof given}`;
}

/** What is read, unless it is of another kind, or its own getters fail. @throws ValueError */
export function reading<T>(isReadable: boolean, action: () => T, expected: string): T {
  try {
    if (isReadable) return action();
  } catch (error) {
    if (error instanceof ExpressionError) throw error;
  }
  throw new ValueError(`${expected} are needed`);
}
