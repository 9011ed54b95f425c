import { TapeError } from "./errors.ts";
import { Value } from "./value.ts";

/**
 * The elements of a value were asked for where only shape and dtype are known (`tape/no-concrete-value`).
 *
 * @example
 * ```ts
 * import { trace } from "@chainrule/tape";
 * trace((x) => (x.item() > 0 ? x : 0))(2); // throws tape/no-concrete-value
 * ```
 */
export class NoConcreteValueError extends TapeError {
  constructor(value: Value) {
    super(
      "tape/no-concrete-value",
      `The elements of ${value.toString()} are not known while "${value.recorder.name}" runs; ` +
        "use ifElse, where, scan or whileLoop instead of reading them.",
    );
  }
}

/** A value of which only shape and dtype are known. */
export abstract class UnknownValue extends Value {
  /** There is none. @throws NoConcreteValueError always. */
  get primal(): never {
    throw new NoConcreteValueError(this);
  }
}
