import { argmax, array, NDArray, type Tensor } from "@chainrule/tape";
import { DataError } from "./errors.ts";

/**
 * The share of samples whose largest output stands in the column of the largest target.
 *
 * Shapes: outputs and targets `[rows, classes]`. With a single column, outputs and targets of at least 0.5 are
 * one class and the rest the other.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { accuracy } from "@chainrule/train";
 * accuracy(array([[0.9, 0.1], [0.4, 0.6], [0.7, 0.3]]), array([[1, 0], [0, 1], [0, 1]])); // => 0.6666666666666666
 * ```
 */
export function accuracy(outputs: Tensor, targets: Tensor): number {
  const [predicted, wanted] = [classesOf(outputs), classesOf(targets)];
  const hits = predicted.filter((found, row) => found === wanted[row]);
  return hits.length / predicted.length;
}

/**
 * The class of every row: the place of its largest element, the first of equal ones; in a single column 1 from 0.5 on.
 *
 * Shapes: `[rows, classes]`, or `[rows, 1]` -> a list of `rows`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { classesOf } from "@chainrule/train";
 * classesOf(array([[0.9, 0.1], [0.4, 0.6]])); // => [0, 1]
 * classesOf(array([[0.2], [0.7]])); // => [0, 1]
 * ```
 */
export function classesOf(rows: Tensor): number[] {
  if (!(rows instanceof NDArray)) throw new DataError("these are no rows of numbers", "give an array");
  if (rows.shape.at(-1) === 1) return Array.from(rows.toTypedArray(), (value) => (value >= 0.5 ? 1 : 0));
  return [...argmax(rows, { axis: -1 }).toTypedArray()];
}

/**
 * How often each class was taken for each other: entry `[wanted, predicted]` counts rows.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { confusion } from "@chainrule/train";
 * confusion(array([[0.9, 0.1], [0.4, 0.6], [0.7, 0.3]]), array([[1, 0], [0, 1], [0, 1]])).toNested(); // => [[1, 0], [1, 1]]
 * ```
 */
export function confusion(outputs: Tensor, targets: Tensor): Tensor {
  const wanted = classesOf(targets);
  const classes = Math.max(2, targets.shape.at(-1) as number);
  const counts = new Int32Array(classes * classes);
  for (const [row, predicted] of classesOf(outputs).entries()) {
    const cell = (wanted[row] as number) * classes + predicted;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return array(counts, { shape: [classes, classes] });
}
