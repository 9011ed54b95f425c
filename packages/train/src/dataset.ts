import { type Column, column, numbers, parseCsv, type Table } from "@chainrule/files";
import { array, NDArray, oneHot, showShape, type Tensor, take } from "@chainrule/tape";
import { checkOptions, DataError, OptionError } from "./errors.ts";

/** Samples and what belongs to them: row i of one to row i of the other. */
export interface Dataset {
  /** `[rows, ...]`, usually `[rows, features]`. */
  readonly inputs: NDArray;
  /** `[rows, ...]`: numbers to predict, or a 1 in the column of the class. */
  readonly targets: NDArray;
  /** Names of the columns of the inputs, where they have some. */
  readonly features: readonly string[];
  /** Names of the classes in the order of the columns of the targets; empty for numbers. */
  readonly classes: readonly string[];
}

/**
 * The number of samples.
 *
 * @example
 * ```ts
 * import { datasetFromCsv, rowCount } from "@chainrule/train";
 * rowCount(datasetFromCsv("size,kind\n1,rock\n3,mine\n", { target: "kind" })); // => 2
 * ```
 */
export function rowCount(data: Dataset): number {
  if (!isDataset(data)) throw new DataError("this is no data set", "make one by dataset or datasetFromCsv");
  return data.inputs.shape[0] as number;
}

/**
 * A data set of arrays.
 *
 * @throws DataError `train/data` unless both have the same number of rows.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { dataset, rowCount } from "@chainrule/train";
 * rowCount(dataset({ inputs: array([[0, 1], [1, 1]]), targets: array([[1], [0]]) })); // => 2
 * ```
 */
export function dataset(parts: Pick<Dataset, "inputs" | "targets"> & Partial<Dataset>): Dataset {
  if (!isDataset(parts)) throw new DataError("inputs and targets are no arrays", "give both as arrays");
  const { inputs, targets } = parts;
  if (inputs.rank === 0 || targets.rank === 0 || inputs.shape[0] !== targets.shape[0]) {
    const shapes = `inputs of shape ${showShape(inputs.shape)} and targets of shape ${showShape(targets.shape)}`;
    throw new DataError(
      `${shapes} have no rows in common`,
      "give one row of targets for every row of inputs",
    );
  }
  return { features: [], classes: [], ...parts };
}

/** Whether something has arrays of inputs and targets. */
function isDataset(given: Partial<Dataset> | null | undefined): boolean {
  return given?.inputs instanceof NDArray && given.targets instanceof NDArray;
}

/** How a table becomes a data set. */
export interface TableOptions {
  /** The column to predict. */
  readonly target: string;
  /** The columns to predict it from; all others unless given. */
  readonly features?: readonly string[];
  /** Whether the target names classes or is a number; classes unless the whole column is of numbers. */
  readonly as?: "classes" | "number";
}

/**
 * A data set from a table or from CSV text: columns of numbers as inputs, and one column as target. Classes are
 * sorted by name and one-hot encoded.
 *
 * @throws CsvError `files/csv` for columns that are not there and cells that are no numbers, with their place.
 * @throws DataError `train/data` for a table without rows.
 *
 * @example
 * ```ts
 * import { datasetFromCsv } from "@chainrule/train";
 * const data = datasetFromCsv("size,weight,kind\n1,2,rock\n3,4,mine\n", { target: "kind" });
 * data.inputs.toNested(); // => [[1, 2], [3, 4]]
 * data.classes; // => ["mine", "rock"]
 * data.targets.toNested(); // => [[0, 1], [1, 0]]
 * ```
 */
export function datasetFromCsv(source: string | Table, options: TableOptions): Dataset {
  checkOptions("datasetFromCsv", options, 'give { target: "..." }');
  const table = typeof source === "string" ? parseCsv(source) : source;
  if (!Array.isArray(table?.rows))
    throw new DataError("this is no table", "give CSV text, or what parseCsv returns");
  if (table.rows.length === 0)
    throw new DataError("the table has no rows", "give at least one below the header");
  const target = column(table, options.target);
  const features = options.features ?? table.header.filter((name) => name !== options.target);
  const inputs = numbers(table, features);
  if ((options.as ?? (target.type === "number" ? "number" : "classes")) === "number") {
    return dataset({ inputs, targets: numbers(table, [options.target]), features });
  }
  return dataset({ inputs, features, ...encodeClasses(target) });
}

function encodeClasses({ values }: Column): Pick<Dataset, "targets" | "classes"> {
  const labels = Array.from(values, String);
  const classes = [...new Set(labels)].sort();
  const places = new Map(classes.map((name, place) => [name, place]));
  const indices = Int32Array.from(labels, (label) => places.get(label) as number);
  const targets = oneHot(array(indices), classes.length) as NDArray;
  return { targets, classes };
}

/**
 * Some rows of a data set, in the order asked for.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/tape";
 * import { dataset, selectRows } from "@chainrule/train";
 * const data = dataset({ inputs: array([[1], [2], [3]]), targets: array([[10], [20], [30]]) });
 * selectRows(data, [2, 0]).targets.toNested(); // => [[30], [10]]
 * ```
 */
export function selectRows(data: Dataset, rows: readonly number[]): Dataset {
  rowCount(data);
  if (!Array.isArray(rows)) throw new OptionError("rows", rows, "give a list of row numbers");
  const indices = array(Int32Array.from(rows));
  const picked = (from: Tensor): NDArray => take(from, indices, 0) as NDArray;
  return { ...data, inputs: picked(data.inputs), targets: picked(data.targets) };
}
