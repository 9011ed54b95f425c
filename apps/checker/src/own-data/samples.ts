import type { Column, Table } from "@chainrule/files";
import type { NDArray } from "@chainrule/tape";

/** Rows of numbers, and what belongs to each: a number, or the number of a class. */
export interface Samples {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (number | readonly number[])[];
  /** The names of the classes; none where numbers are predicted. */
  readonly classes: readonly string[];
}

/** The first rows of a table: the columns of numbers predict the target. */
export function tableSamples({ columns }: Table, target: string, rows: number): Samples {
  const predicted = columns.find(({ name }) => name === target)!;
  const features = columns.filter(
    (each): each is Extract<Column, { type: "number" }> => each.name !== target && each.type === "number",
  );
  const inputs = Array.from({ length: rows }, (_, row) => features.map(({ values }) => values[row]!));
  const labels = Array.from({ length: rows }, (_, row) => String(predicted.values[row]));
  if (predicted.type === "text") return { inputs, ...classesOf(labels) };
  return { inputs, targets: labels.map((label) => [Number(label)]), classes: [] };
}

/** The first samples of an array, its values from 0 to 255 as shares; the targets are classes. */
export function arraySamples(inputs: NDArray, targets: NDArray | undefined, rows: number): Samples {
  const [count] = inputs.shape;
  const width = inputs.size / count!;
  const values = inputs.toTypedArray();
  const scale = inputs.dtype === "uint8" ? 255 : 1;
  const taken = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: width }, (_, i) => Number(values[row * width + i]) / scale),
  );
  const labels = targets?.toTypedArray();
  const given = Array.from({ length: rows }, (_, row) => String(labels?.[row] ?? 0));
  return { inputs: taken, ...classesOf(given) };
}

function classesOf(labels: readonly string[]): Pick<Samples, "targets" | "classes"> {
  const classes = [...new Set(labels)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const places = new Map(classes.map((name, place) => [name, place]));
  return { targets: labels.map((label) => places.get(label)!), classes };
}
