/** The base of every failure of this package: a stable `code`, and a message that ends with the remedy. */
export class TapeError extends Error {
  /** Stable identifier, such as `tape/shape-mismatch`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Shapes that do not fit together in one operation. */
export class ShapeMismatchError extends TapeError {
  readonly operation: string;
  readonly shapes: readonly (readonly number[])[];

  constructor(operation: string, shapes: readonly (readonly number[])[], remedy: string) {
    const list = shapes.map((shape) => `[${shape.join(", ")}]`).join(" and ");
    super("tape/shape-mismatch", `${operation}: shapes ${list} do not fit; ${remedy}`);
    this.operation = operation;
    this.shapes = shapes;
  }
}

/** An argument outside what an operation or transform accepts. */
export class ArgumentError extends TapeError {
  readonly operation: string;

  constructor(operation: string, message: string) {
    super("tape/argument", `${operation}: ${message}`);
    this.operation = operation;
  }
}
