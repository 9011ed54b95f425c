import type { Failure } from "./worker/protocol.ts";

/** The base of the errors of this app: an `Error` with a stable `code`. */
export class CheckerError extends Error {
  readonly code: string;
  override readonly name: string = "CheckerError";

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** An error as plain data. One without a code of ours is a fault of the program, and says so. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return internal(String(error));
  return "code" in error && typeof error.code === "string"
    ? { code: error.code, message: error.message }
    : internal(error.message);
}

function internal(message: string): Failure {
  return {
    code: "checker/internal",
    message: `This is a fault of the checker, please report it: ${message}`,
  };
}
