/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { NetworkError, parseNetwork } from "@chainrule/nn";
 * let code = "";
 * try {
 *   parseNetwork("3 -> 4 sigmiod");
 * } catch (error) {
 *   if (error instanceof NetworkError) code = error.code;
 * }
 * code; // => "nn/description"
 * ```
 */
export class NetworkError extends Error {
  /** Stable identifier of the failure, such as `nn/description`. */
  readonly code: `nn/${string}`;

  constructor(code: `nn/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}
