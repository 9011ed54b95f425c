import { asExpression, type Operand } from "../atoms.ts";
import { listOf, reading } from "../doors.ts";
import type { Expression } from "../node.ts";
import { parseWithValues } from "./parse.ts";
import { placeholder } from "./tokens.ts";

/**
 * An expression from a template: the text is read as by {@link parse}, and what is set in stays a node, never text.
 * A number that is set in is the exact value of the double.
 *
 * @throws ExpressionSyntaxError (`expr/syntax`) and the other errors of {@link parse}.
 * @example
 * ```ts
 * import { expr, parse, toText } from "@chainrule/expr";
 * const sum = parse("a + b");
 * toText(expr`2 ${sum}^2`); // => "2*(a + b)^2"
 * ```
 */
export function expr(strings: TemplateStringsArray, ...values: readonly Operand[]): Expression {
  const parts = listOf(
    reading(() => strings.raw, "the strings of a template"),
    "strings",
  );
  const places = new Map<number, Expression>();
  let text = parts[0] ?? "";
  values.forEach((value, k) => {
    places.set(text.length, asExpression(value));
    text += placeholder + (parts[k + 1] ?? "");
  });
  return parseWithValues(text, places);
}
