/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { FilesError, parseIdx } from "@chainrule/files";
 * let code = "";
 * try {
 *   parseIdx(Uint8Array.of(1, 2, 3, 4));
 * } catch (error) {
 *   if (error instanceof FilesError) code = error.code;
 * }
 * code; // => "files/corrupt"
 * ```
 */
export class FilesError extends Error {
  /** Stable identifier of the failure: `files/csv`, `files/corrupt` or `files/limit`. */
  readonly code: `files/${string}`;

  constructor(code: `files/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/**
 * Bytes that are not what the format says, or that end too early or too late (`files/corrupt`).
 *
 * @example
 * ```ts
 * import { parseIdx } from "@chainrule/files";
 * parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 9)); // throws files/corrupt
 * ```
 */
export class CorruptFileError extends FilesError {
  /** Offset in bytes at which the fault was seen; for compressed files, after decompression. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(
      "files/corrupt",
      `${message} (at byte ${offset}); get the file again, or check that it is of this format.`,
    );
    this.offset = offset;
  }
}

/** What a {@link FileLimitError} counts. */
export type FileQuantity = "characters" | "bytes" | "elements";

/**
 * A file over a limit, found before memory is taken for it (`files/limit`).
 *
 * @example
 * ```ts
 * import { parseCsv } from "@chainrule/files";
 * parseCsv("a,b\n1,2\n", { maxCharacters: 5 }); // throws files/limit
 * ```
 */
export class FileLimitError extends FilesError {
  /** What is counted. */
  readonly quantity: FileQuantity;
  /** The amount found, or as much of it as was counted before stopping. */
  readonly actual: number;
  /** The limit. */
  readonly allowed: number;

  constructor(quantity: FileQuantity, actual: number, allowed: number) {
    super(
      "files/limit",
      `the file has ${actual} ${quantity} and ${allowed} are allowed; raise the limit in the options if you trust it.`,
    );
    this.quantity = quantity;
    this.actual = actual;
    this.allowed = allowed;
  }
}

/**
 * An argument of another kind than the operation takes (`files/argument`).
 *
 * @example
 * ```ts
 * import { parseCsv } from "@chainrule/files";
 * parseCsv(undefined as never); // throws files/argument
 * ```
 */
export class ArgumentError extends FilesError {
  /** The function that was called. */
  readonly operation: string;

  constructor(operation: string, given: unknown, remedy: string) {
    const shown = given === null || given === undefined ? String(given) : `a ${typeof given}`;
    super("files/argument", `${operation} was given ${shown}; ${remedy}.`);
    this.operation = operation;
  }
}

/** Throws unless the options of a call are an object. */
export function checkOptions(operation: string, options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  throw new ArgumentError(operation, options, "give the options as an object, or leave them out");
}

/** Throws unless these are bytes. */
export function checkBytes(operation: string, bytes: unknown): void {
  if (ArrayBuffer.isView(bytes) && bytes instanceof Uint8Array) return;
  throw new ArgumentError(operation, bytes, "give the bytes as a Uint8Array");
}

/** Throws unless this is a text. */
export function checkText(operation: string, text: unknown): void {
  if (typeof text === "string") return;
  throw new ArgumentError(operation, text, "give a text");
}

/** Throws unless this is a limit. */
export function checkLimit(operation: string, limit: unknown): void {
  if (typeof limit === "number" && limit >= 0) return;
  throw new ArgumentError(operation, limit, "give the limit as a number of at least 0");
}
