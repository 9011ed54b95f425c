/**
 * What every failure of this package is: an error with a stable code.
 *
 * @example
 * ```ts
 * import { createGemm, WasmError } from "@chainrule/wasm";
 * const x = Float64Array.of(1, 2, 3);
 * let code = "";
 * try {
 *   createGemm()?.multiply({ a: x, b: x, out: x, rows: 2, columns: 2, depth: 2 });
 * } catch (error) {
 *   if (error instanceof WasmError) code = error.code;
 * }
 * code; // => "wasm/operand"
 * ```
 */
export class WasmError extends Error {
  /** A stable name of the kind of failure. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}
