import { CheckerError } from "../errors.ts";

/** A point is not written as `x = 0.7, y = 3` (`checker/point`). */
export class PointSyntaxError extends CheckerError {
  override readonly name: string = "PointSyntaxError";

  constructor(problem: string) {
    super("checker/point", `${problem} Write the point as x = 0.7, y = 3.`);
  }
}

const assignment = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*$/iu;

/**
 * The values that a point names: `x = 0.7, y = -1e-3`.
 *
 * @throws {@link PointSyntaxError} for anything else, and for a name that occurs twice
 */
export function parsePoint(text: string): Readonly<Record<string, number>> {
  const values = new Map<string, number>();
  if (text.trim() === "") return {};
  for (const part of text.split(/[,;]/)) {
    const match = assignment.exec(part);
    if (match === null)
      throw new PointSyntaxError(`"${part.trim().slice(0, 40)}" is no value of a variable.`);
    const name = match[1]!;
    if (values.has(name)) throw new PointSyntaxError(`"${name}" has two values.`);
    values.set(name, Number(match[2]));
  }
  return Object.fromEntries(values);
}

/** The variables that a point, as far as it can be read, gives no value. */
export function missingFrom(text: string, variables: readonly string[]): readonly string[] {
  const named = new Set(text.split(/[,;]/).map((part) => assignment.exec(part)?.[1]));
  return variables.filter((name) => !named.has(name));
}
