/** What every failure of this package is: an error with a stable code. */
export class WasmError extends Error {
  /** A stable name of the kind of failure. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}
