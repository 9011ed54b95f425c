import { random, type Tensor } from "@chainrule/tape";
import { type Dataset, rowCount, selectRows } from "./dataset.ts";
import { checkOptions, OptionError } from "./errors.ts";

/** How samples are grouped. */
export interface BatchOptions {
  /** Samples in a batch, all of them unless given; the last batch holds what is left. */
  readonly batchSize?: number;
  /** Shuffles the samples; without one they come in their order. */
  readonly key?: Tensor;
}

/**
 * The data set in batches, each a data set itself.
 *
 * @throws OptionError `train/option` for a batch size that is no integer of at least 1.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { batches, dataset, rowCount } from "@chainrule/train";
 * const data = dataset({ inputs: array([[1], [2], [3]]), targets: array([[0], [0], [0]]) });
 * [...batches(data, { batchSize: 2 })].map(rowCount); // => [2, 1]
 * ```
 */
export function* batches(data: Dataset, options: BatchOptions = {}): Generator<Dataset> {
  const { batchSize, key } = checkOptions("batches", options);
  const rows = rowCount(data);
  const size = checkCount("batchSize", batchSize ?? Math.max(1, rows));
  const order = key === undefined ? range(rows) : [...random.permutation(key, rows).toTypedArray()];
  for (let start = 0; start < rows; start += size) yield selectRows(data, order.slice(start, start + size));
}

/** Checks that an option is an integer of at least 1. */
export function checkCount(option: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new OptionError(option, value, "give an integer of at least 1");
}

/** The numbers from 0 to `count - 1`. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
