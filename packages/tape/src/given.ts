import { ArgumentError } from "./errors.ts";
import { isLeaf } from "./tree.ts";

// Callers without types may give anything. Operations read their options and their lists through these doors, so that what is none is
// refused by name.

/** The options of an operation. @throws ArgumentError `tape/argument` for what is no object of options, and for unknown ones. */
export function optionsOf<O extends object>(
  operation: string,
  options: O,
  known?: readonly (keyof O & string)[],
): O {
  if (!isObject(options) || Array.isArray(options) || isLeaf(options)) {
    throw new ArgumentError(operation, `the options are a plain object, and ${kindOf(options)} was given.`);
  }
  const unknown = known && Object.keys(options).find((name) => !known.includes(name as never));
  if (unknown === undefined) return options;
  throw new ArgumentError(operation, `there is no option "${unknown}"; use ${known!.join(", ")}.`);
}

/** A list that an operation takes. @throws ArgumentError `tape/argument` for what is none. */
export function listOf<L extends readonly unknown[]>(operation: string, what: string, list: L): L {
  if (Array.isArray(list)) return list;
  throw new ArgumentError(operation, `${what} are a list, and ${kindOf(list)} was given.`);
}

/** A word that chooses. @throws ArgumentError `tape/argument` for one that is not among the known ones. */
export function oneOf<W extends string>(operation: string, what: string, word: W, known: readonly W[]): W {
  if (known.includes(word)) return word;
  const given = typeof word === "string" ? `"${word}"` : kindOf(word);
  throw new ArgumentError(operation, `there is no ${what} ${given}; use one of ${known.join(", ")}.`);
}

/** Something made of named parts, such as a program. @throws ArgumentError `tape/argument` where one is missing. */
export function madeOf<T extends object>(
  operation: string,
  what: string,
  given: T,
  parts: readonly (keyof T)[],
): T {
  const missing = isObject(given) ? parts.find((part) => given[part] === undefined) : parts[0];
  if (missing === undefined) return given;
  const has = isObject(given) ? `what has no "${String(missing)}"` : kindOf(given);
  throw new ArgumentError(operation, `${what} is needed, and ${has} was given.`);
}

function isObject(x: unknown): x is object {
  return typeof x === "object" && x !== null;
}

/** What a value is, for messages. */
export function kindOf(x: unknown): string {
  if (x === null || x === undefined) return String(x);
  if (Array.isArray(x)) return "a list";
  if (typeof x !== "object") return `a ${typeof x}`;
  return isLeaf(x) ? "an array" : "an object";
}
