import { type Expression, LimitError, toMathML } from "@chainrule/expr";

/** A formula of more characters of MathML than this is not shown. */
const longest = 10_000;

/** The MathML of an expression; undefined where it would be too long to be read. */
export function readable(e: Expression): string | undefined {
  try {
    return toMathML(e, { limit: longest });
  } catch (error) {
    if (error instanceof LimitError) return undefined;
    throw error;
  }
}
