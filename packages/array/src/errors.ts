/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { ArrayError, zeros } from "@chainrule/array";
 * let code = "";
 * try {
 *   zeros([2 ** 20, 2 ** 20]);
 * } catch (error) {
 *   if (error instanceof ArrayError) code = error.code;
 * }
 * code; // => "array/too-large"
 * ```
 */
export class ArrayError extends Error {
  /** Stable identifier of the failure, such as `array/shape`. */
  readonly code: `array/${string}`;

  constructor(code: `array/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}
