import { ArgumentError, checkObject, WasmError } from "../errors.ts";

/** Typed arrays whose elements can be copied into the arena; those of another type are converted, as by `set`. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** A product of matrices, all row-major: `out [rows, columns] = a [rows, depth] b [depth, columns]`. */
export interface MatrixProduct {
  /** The first matrix, `[rows, depth]`, or `[depth, rows]` if transposed. */
  readonly a: Numbers;
  /** The second matrix, `[depth, columns]`, or `[columns, depth]` if transposed. */
  readonly b: Numbers;
  /** The result. */
  readonly out: Float64Array | Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Whether `a` is given as `[depth, rows]`. */
  readonly aTransposed?: boolean;
  /** Whether `b` is given as `[columns, depth]`. */
  readonly bTransposed?: boolean;
  /** Whether the product is added to what `out` holds. */
  readonly accumulate?: boolean;
}

/**
 * A product whose second matrix is gathered from an array, as convolutions have it: the column of example n and window p holds
 * `x[n, c, table[k, p]]` for each channel c and each element k of the window, and 0 where the table says -1.
 */
export interface GatheredProduct {
  /** The first matrix, `[rows, channels * taps]`. */
  readonly a: Numbers;
  /** The array, `[examples, channels, area]`. */
  readonly x: Numbers;
  /** Places in `area`, `[taps, windows]`. */
  readonly table: Int32Array;
  readonly rows: number;
  readonly examples: number;
  readonly channels: number;
  readonly area: number;
  readonly taps: number;
  readonly windows: number;
  /** Is given the result in blocks, `[rows, columns]` from a column on: a view that holds until it returns. */
  readonly onBlock: (result: Float64Array | Float32Array, from: number, columns: number) => void;
}

/**
 * An operand that has not as many elements as its lengths say, or a table of places outside (`wasm/operand`).
 *
 * @example
 * ```ts
 * import { createGemm } from "@chainrule/wasm";
 * const x = Float64Array.of(1, 2, 3);
 * createGemm()?.multiply({ a: x, b: x, out: x, rows: 2, columns: 2, depth: 2 }); // throws wasm/operand
 * ```
 */
export class OperandError extends WasmError {
  /** Which one. */
  readonly operand: "a" | "b" | "out" | "x" | "table";

  constructor(operand: OperandError["operand"], message: string) {
    super("wasm/operand", message);
    this.operand = operand;
  }
}

/** Refuses operands that do not fit their lengths. */
export function checkProduct(product: MatrixProduct): void {
  const { a, b, out, rows, columns, depth } = checkObject(
    product,
    "give { a, b, out, rows, columns, depth }",
  );
  checkLength("a", a, rows, depth);
  checkLength("b", b, depth, columns);
  checkLength("out", out, rows, columns);
}

/** Refuses operands that do not fit their lengths, and places outside. */
export function checkGathered(product: GatheredProduct): void {
  checkObject(product, "give { a, x, table, rows, examples, ... }");
  const { a, x, table, rows, examples, channels, area, taps, windows, onBlock } = product;
  const sizes = [examples, channels, taps];
  if (!sizes.every(Number.isInteger))
    throw new ArgumentError(
      "an integer",
      sizes.find((n) => !Number.isInteger(n)),
      "give all lengths",
    );
  if (typeof onBlock !== "function") throw new ArgumentError("a function", onBlock, "give onBlock");
  checkLength("a", a, rows, channels * taps);
  checkLength("x", x, examples * channels, area);
  checkLength("table", table, taps, windows);
  if (!(table instanceof Int32Array))
    throw new OperandError("table", "table is no Int32Array; give it as one.");
  if (table.every((place) => place >= -1 && place < area)) return;
  throw new OperandError("table", `a place is not below ${area}; give -1 where nothing lies.`);
}

function checkLength(operand: OperandError["operand"], data: Numbers, rows: number, columns: number): void {
  if (!ArrayBuffer.isView(data))
    throw new OperandError(operand, `${operand} is no typed array; give it as one.`);
  const { length } = data;
  const areLengths = Number.isInteger(rows) && rows >= 0 && Number.isInteger(columns);
  if (areLengths && length === rows * columns) return;
  const message = `${operand} has ${length} elements, and its matrix is ${String(rows)} by ${String(columns)}`;
  throw new OperandError(operand, `${message}; give as many elements as the lengths say.`);
}
