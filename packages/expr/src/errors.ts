/**
 * The base of every error that this package throws: an `Error` with a stable `code`.
 *
 * @example
 * ```ts
 * import { ExpressionError, parse } from "@chainrule/expr";
 * let code = "";
 * try {
 *   parse("1 +");
 * } catch (error) {
 *   if (error instanceof ExpressionError) code = error.code;
 * }
 * code; // => "expr/syntax"
 * ```
 */
export class ExpressionError extends Error {
  /** A stable identifier such as `expr/syntax`; messages may change, codes do not. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** What a {@link LimitError} counts. */
export type LimitedQuantity =
  | "characters"
  | "digits"
  | "nodes"
  | "terms"
  | "elements"
  | "levels"
  | "milliseconds";

/**
 * Work was refused because it would pass a limit on size or time (`expr/limit`).
 *
 * @example
 * ```ts
 * import { LimitError, parse } from "@chainrule/expr";
 * let refused = "";
 * try {
 *   parse("x + y + z", { limits: { characters: 5 } });
 * } catch (error) {
 *   if (error instanceof LimitError) refused = `${error.actual} of ${error.allowed} ${error.quantity}`;
 * }
 * refused; // => "9 of 5 characters"
 * ```
 */
export class LimitError extends ExpressionError {
  readonly quantity: LimitedQuantity;
  readonly allowed: number;
  /** The amount asked for, or as much of it as was counted before stopping. */
  readonly actual: number;

  constructor(what: string, quantity: LimitedQuantity, actual: number, allowed: number, remedy: string) {
    super("expr/limit", `${what}: ${actual} ${quantity}, ${allowed} allowed. ${remedy}`);
    this.quantity = quantity;
    this.allowed = allowed;
    this.actual = actual;
  }
}
