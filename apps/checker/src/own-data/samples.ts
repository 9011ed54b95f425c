import type { OwnArrays, OwnColumn, OwnTable } from "./model.ts";

/** Rows of numbers, and what belongs to each: a number, or the number of a class. */
export interface Samples {
  readonly rows: number;
  readonly width: number;
  /** Made when it is known that a document holds them. */
  readonly make: () => MadeSamples;
}

export interface MadeSamples {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (number | readonly number[])[];
  /** The names of the classes; none where numbers are predicted. */
  readonly classes: readonly string[];
}

/** The first rows of a table: the columns of numbers predict the target. */
export function tableSamples({ columns }: OwnTable, target: string, rows: number): Samples {
  const predicted = columns.find(({ name }) => name === target)!;
  const features = columns.filter(
    (each): each is Extract<OwnColumn, { type: "number" }> => each.name !== target && each.type === "number",
  );
  const make = (): MadeSamples => {
    const inputs = Array.from({ length: rows }, (_, row) => features.map(({ values }) => values[row]!));
    const labels = Array.from({ length: rows }, (_, row) => String(predicted.values[row]));
    if (predicted.type === "text") return { inputs, ...classesOf(labels) };
    return { inputs, targets: labels.map((label) => [Number(label)]), classes: [] };
  };
  return { rows, width: features.length, make };
}

/** The first samples of arrays; the targets are classes. */
export function arraySamples({ samples, inputs, scale, labels }: OwnArrays, rows: number): Samples {
  const width = inputs.length / samples;
  const make = (): MadeSamples => ({
    inputs: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: width }, (_, i) => inputs[row * width + i]! / scale),
    ),
    ...classesOf(Array.from({ length: rows }, (_, row) => String(labels?.[row] ?? 0))),
  });
  return { rows, width, make };
}

function classesOf(labels: readonly string[]): Pick<MadeSamples, "targets" | "classes"> {
  const classes = [...new Set(labels)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const places = new Map(classes.map((name, place) => [name, place]));
  return { targets: labels.map((label) => places.get(label)!), classes };
}
