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

/**
 * An argument of another kind than a function takes (`wasm/argument`).
 *
 * @example
 * ```ts
 * import { createGemm } from "@chainrule/wasm";
 * createGemm({ dtype: "int32" as never }); // throws wasm/argument
 * ```
 */
export class ArgumentError extends WasmError {
  /** What was given. */
  readonly given: unknown;

  constructor(needed: string, given: unknown, remedy: string) {
    super("wasm/argument", `${needed} is needed, and ${String(given)} was given; ${remedy}.`);
    this.given = given;
  }
}

/** An object, if it is one. @throws ArgumentError */
export function checkObject<T>(object: T, remedy: string): T {
  if (typeof object === "object" && object !== null) return object;
  throw new ArgumentError("an object", object, remedy);
}
