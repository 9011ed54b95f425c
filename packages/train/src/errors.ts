/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { dataset, TrainError } from "@chainrule/train";
 * let code = "";
 * try {
 *   dataset({ inputs: array([[1], [2]]), targets: array([[1]]) });
 * } catch (error) {
 *   if (error instanceof TrainError) code = error.code;
 * }
 * code; // => "train/data"
 * ```
 */
export class TrainError extends Error {
  /** Stable identifier of the failure, such as `train/diverged`. */
  readonly code: `train/${string}`;

  constructor(code: `train/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/**
 * Data that cannot be trained on as asked (`train/data`).
 *
 * @example
 * ```ts
 * import { datasetFromCsv } from "@chainrule/train";
 * datasetFromCsv("size,kind\n", { target: "kind" }); // throws train/data
 * ```
 */
export class DataError extends TrainError {
  constructor(problem: string, remedy: string) {
    super("train/data", `${problem}; ${remedy}.`);
  }
}

/**
 * An option outside its range (`train/option`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { batches, dataset } from "@chainrule/train";
 * const data = dataset({ inputs: array([[1]]), targets: array([[0]]) });
 * [...batches(data, { batchSize: 0 })]; // throws train/option
 * ```
 */
export class OptionError extends TrainError {
  /** The option's name. */
  readonly option: string;

  constructor(option: string, value: unknown, remedy: string) {
    const shown = typeof value === "object" && value !== null ? "an object" : String(value);
    super("train/option", `${option} is ${shown}; ${remedy}.`);
    this.option = option;
  }
}

/** The options of a call, if they are an object. @throws OptionError */
export function checkOptions<T>(
  operation: string,
  options: T,
  remedy = "give an object, or leave them out",
): T {
  if (typeof options === "object" && options !== null) return options;
  throw new OptionError(`the options of ${operation}`, options, remedy);
}
