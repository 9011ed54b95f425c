/**
 * The base of every error that this package throws: an `Error` with a stable `code`.
 *
 * @example
 * ```ts
 * import { CheckError, judge } from "@chainrule/check";
 * let code = "";
 * try {
 *   judge({ difference: 0, left: 1, right: 1, leftError: -1, rightError: 0, scale: 1 });
 * } catch (error) {
 *   if (error instanceof CheckError) code = error.code;
 * }
 * code; // => "check/bound"
 * ```
 */
export class CheckError extends Error {
  /** A stable identifier such as `check/bound`; messages may change, codes do not. */
  readonly code: string;
  /** The name of the class. */
  override readonly name: string = "CheckError";

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
