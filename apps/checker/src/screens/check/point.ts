import type { CheckDocument, NestedNumbers } from "@chainrule/check";
import { CheckerError } from "../../errors.ts";

/** A point is not written as `x = 0.7, y = 3` (`checker/point`). */
export class PointSyntaxError extends CheckerError {
  override readonly name: string = "PointSyntaxError";

  constructor(problem: string) {
    super("checker/point", `${problem} Write the point as x = 0.7, W = [[1, 2], [3, 4]].`);
  }
}

const name = String.raw`[\p{L}_][\p{L}\p{N}_.]*`;
const number = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?`;
const assignment = new RegExp(String.raw`^\s*(${name})\s*=\s*(\[[^=]*\]|${number})\s*$`, "iu");

/** Where one value of a point ends and the next begins: at a comma outside all brackets. */
function partsOf(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "[") depth += 1;
    if (character === "]") depth -= 1;
    if (depth <= 0 && (character === "," || character === ";")) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/**
 * The values that a point names: `x = 0.7, y = -1e-3, W = [[1, 2], [3, 4]]`.
 *
 * @throws {@link PointSyntaxError} for anything else, and for a name that occurs twice
 */
export function parsePoint(text: string): Readonly<Record<string, NestedNumbers>> {
  const values = new Map<string, NestedNumbers>();
  if (text.trim() === "") return {};
  for (const part of partsOf(text)) {
    const match = assignment.exec(part);
    if (match === null)
      throw new PointSyntaxError(`"${part.trim().slice(0, 40)}" is no value of a variable.`);
    const variable = match[1]!;
    if (values.has(variable)) throw new PointSyntaxError(`"${variable}" has two values.`);
    values.set(variable, valueOf(match[2]!));
  }
  return Object.fromEntries(values);
}

function valueOf(text: string): NestedNumbers {
  if (!text.startsWith("[")) return Number(text);
  try {
    return JSON.parse(text) as NestedNumbers; // whether it is rectangular, and all numbers, is judged with the document
  } catch {
    throw new PointSyntaxError(`"${text.slice(0, 40)}" is no array of numbers.`);
  }
}

/** The text of a point. */
export function pointText(values: Readonly<Record<string, NestedNumbers>>): string {
  return Object.entries(values)
    .map(([variable, value]) => `${variable} = ${JSON.stringify(value).replaceAll(",", ", ")}`)
    .join(", ");
}

/** The variables that a point, as far as it can be read, gives no value. */
export function missingFrom(text: string, variables: readonly string[]): readonly string[] {
  const named = new Set(partsOf(text).map((part) => assignment.exec(part)?.[1]));
  return variables.filter((variable) => !named.has(variable));
}

/** How values of the first few variables are written. */
export function exampleOf(
  parameters: readonly { readonly name: string; readonly shape: readonly number[] }[],
): string {
  const numbers = [0.3, -0.2, 0.7];
  return parameters
    .slice(0, numbers.length)
    .map(({ name, shape }, i) => `${name} = ${shape.length === 0 ? numbers[i] : "[…]"}`)
    .join(", ");
}

/** The lengths of the axes of each array of a point. */
export function shapesOf(at: NonNullable<CheckDocument["at"]>): Readonly<Record<string, readonly number[]>> {
  const shapes = Object.entries(at).map(([name, value]) => {
    const shape: number[] = [];
    for (let inner: unknown = value; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
    return [name, shape] as const;
  });
  return Object.fromEntries(shapes.filter(([, { length }]) => length > 0));
}
