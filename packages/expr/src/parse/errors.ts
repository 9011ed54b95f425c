import { ExpressionError } from "../errors.ts";
import { excerpt, locate, type Span } from "./source.ts";

/** What a syntax error says: what is there, what could have stood there, what to write. */
export interface Complaint {
  /** What happened, such as `unexpected ")"`. */
  readonly problem: string;
  /** What would have been accepted, such as `a number, a name or "("`. */
  readonly expected?: string | undefined;
  /** What to write instead. */
  readonly remedy?: string | undefined;
}

/** An error at a place of the text: the message ends with the offending line and carets under the fault. */
abstract class LocatedError extends ExpressionError {
  /** Offset of the fault, in UTF-16 units from 0. */
  readonly offset: number;
  /** Line of the fault, from 1. */
  readonly line: number;
  /** Column of the fault, from 1. */
  readonly column: number;

  constructor(code: string, title: string, text: string, span: Span, complaint: Complaint) {
    const { line, column } = locate(text, span.start);
    const expected = complaint.expected === undefined ? "" : `; expected ${complaint.expected}`;
    const remedy = complaint.remedy === undefined ? "" : `\n${complaint.remedy}`;
    const where = `line ${line}, column ${column}`;
    super(code, `${title} at ${where}: ${complaint.problem}${expected}.\n${excerpt(text, span)}${remedy}`);
    this.offset = span.start;
    this.line = line;
    this.column = column;
  }
}

/**
 * The text is no expression (`expr/syntax`).
 *
 * @example
 * ```ts
 * import { ExpressionSyntaxError, parse } from "@chainrule/expr";
 * let where = "";
 * try {
 *   parse("2 * (x + )");
 * } catch (error) {
 *   if (error instanceof ExpressionSyntaxError) where = `${error.line}:${error.column} wants ${error.expected}`;
 * }
 * where; // => "1:10 wants a number, a name or \"(\""
 * ```
 */
export class ExpressionSyntaxError extends LocatedError {
  override readonly name: string = "ExpressionSyntaxError";
  /** What could have stood there, where that can be said. */
  readonly expected: string | undefined;

  /** @hidden */
  constructor(text: string, span: Span, complaint: Complaint) {
    super("expr/syntax", "Syntax error", text, span, complaint);
    this.expected = complaint.expected;
  }
}

/**
 * A call of a name that is no function (`expr/unknown-function`).
 *
 * @example
 * ```ts
 * import { parse, UnknownFunctionError } from "@chainrule/expr";
 * let suggestion: string | undefined;
 * try {
 *   parse("sigmiod(x)");
 * } catch (error) {
 *   if (error instanceof UnknownFunctionError) suggestion = error.suggestion;
 * }
 * suggestion; // => "sigmoid"
 * ```
 */
export class UnknownFunctionError extends LocatedError {
  override readonly name: string = "UnknownFunctionError";
  /** The name that was called. */
  readonly functionName: string;
  /** The known function whose name is nearest, if one is near. */
  readonly suggestion: string | undefined;

  /** @hidden */
  constructor(text: string, span: Span, functionName: string, suggestion: string | undefined) {
    const shown = functionName.length > 40 ? `${functionName.slice(0, 40)}...` : functionName;
    const product = `For a product write ${shown} * (...).`;
    const remedy = suggestion === undefined ? product : `Did you mean ${suggestion}? ${product}`;
    super("expr/unknown-function", "Unknown function", text, span, {
      problem: `${shown} is not a function`,
      remedy,
    });
    this.functionName = functionName;
    this.suggestion = suggestion;
  }
}

/**
 * A number literal that is too long to be kept exactly (`expr/number`): more than 1,000 digits when
 * written out.
 *
 * @example
 * ```ts
 * import { NumberLiteralError, parse } from "@chainrule/expr";
 * let code = "";
 * try {
 *   parse("1e-999999999");
 * } catch (error) {
 *   if (error instanceof NumberLiteralError) code = error.code;
 * }
 * code; // => "expr/number"
 * ```
 */
export class NumberLiteralError extends LocatedError {
  override readonly name: string = "NumberLiteralError";

  /** @hidden */
  constructor(text: string, span: Span, digits: number) {
    super("expr/number", "Number too long", text, span, {
      problem: `${digits} digits when written out, ${maximumDigits} allowed`,
      remedy: "Bind a variable to it when evaluating.",
    });
  }
}

/** The longest exact number a text may hold, in decimal digits. */
export const maximumDigits = 1_000;
