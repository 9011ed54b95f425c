import { type Expression, LimitError, type SymbolNode, toMathML } from "@chainrule/expr";

/** A formula of more characters of MathML than this is not shown. */
const longest = 10_000;

/** The MathML of an expression; undefined where it would be too long to be read. */
export function readable(e: Expression): string | undefined {
  return withinLimit(() => toMathML(e, { limit: longest }));
}

/** What a printer gives; undefined where it would be too long. */
export function withinLimit<T>(print: () => T): T | undefined {
  try {
    return print();
  } catch (error) {
    if (error instanceof LimitError) return undefined;
    throw error;
  }
}

/** The lengths of a variable's axes; NaN for one that is no number. */
export function axesOf({ shape }: SymbolNode): readonly number[] {
  return shape.map((size) => (size.kind === "number" ? Number(size.value.numerator) : Number.NaN));
}
