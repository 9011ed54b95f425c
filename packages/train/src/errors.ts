/** What every failure of this package has: a stable `code`, and a message that ends with the remedy. */
export class TrainError extends Error {
  /** Stable identifier of the failure, such as `train/diverged`. */
  readonly code: `train/${string}`;

  constructor(code: `train/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/** Data that cannot be trained on as asked. */
export class DataError extends TrainError {
  constructor(problem: string, remedy: string) {
    super("train/data", `${problem}; ${remedy}.`);
  }
}

/** An option outside its range. */
export class OptionError extends TrainError {
  /** The option's name. */
  readonly option: string;

  constructor(option: string, value: unknown, remedy: string) {
    super("train/option", `${option} is ${String(value)}; ${remedy}.`);
    this.option = option;
  }
}
