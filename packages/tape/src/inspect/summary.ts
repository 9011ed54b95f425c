import { madeOf, optionsOf } from "../given.ts";
import { Forgotten } from "../memory.ts";
import type { Linear } from "../primitive.ts";
import { type BackwardStep, type Tape, type TapeEntry, TapeVariable } from "../tape.ts";
import { one } from "../transforms/arguments.ts";
import { type ArrayLike, abstractOf, asArray, Value } from "../value.ts";

/** Options of `summary` and `toDot`. */
export interface InspectOptions {
  /** Cotangents of the outputs, for a sweep whose cotangents are shown; without them, ones where there is one scalar output. */
  readonly seeds?: readonly Linear[];
}

/** One line for each value of a tape: its name, what made it of what, its primal, and its cotangent. */
interface Line {
  readonly name: string;
  readonly made: string;
  readonly shape: string;
  readonly primal: string;
  readonly cotangent: string;
}

/**
 * A finished tape as a table: each value with its name, the operation and its operands, shape, primal and cotangent, and with the
 * position in the source where the option `positions` was set.
 *
 * @example
 * ```ts
 * import { recordTape, sin, summary } from "@chainrule/tape";
 * const lines = summary(recordTape((x) => sin(x))(0)).split("\n");
 * lines[0]; // => "value  operation  shape      primal  cotangent"
 * lines[2]; // => "v1     sin(v0)    float64[]  0       1        "
 * ```
 */
export function summary(tape: Tape, options: InspectOptions = {}): string {
  const cotangents = cotangentsOf(tape, options);
  const lines = linesOf(tape, cotangents);
  const heads: Line = {
    name: "value",
    made: "operation",
    shape: "shape",
    primal: "primal",
    cotangent: "cotangent",
  };
  const columns = ["name", "made", "shape", "primal", "cotangent"] as const;
  const widths = columns.map((column) => Math.max(...[heads, ...lines].map((line) => line[column].length)));
  return [heads, ...lines]
    .map((line) => columns.map((column, k) => line[column].padEnd(widths[k]!)).join("  "))
    .join("\n");
}

/**
 * A finished tape as a graph in the language of Graphviz: values as nodes with operation, shape and primal, and on each edge
 * what it contributes to the cotangent of the value that it comes from.
 *
 * @example
 * ```ts
 * import { recordTape, sin, toDot } from "@chainrule/tape";
 * const lines = toDot(recordTape((x) => sin(x))(0)).split("\n");
 * lines[2]; // => "  v1 [label=\"v1 sin\\nfloat64[] 0\"];"
 * lines[3]; // => "  v0 -> v1 [label=\"1\"];"
 * ```
 */
export function toDot(tape: Tape, options: InspectOptions = {}): string {
  const contributions = contributionsOf(tape, options);
  const node = (variable: TapeVariable, what: string): string =>
    `  ${nameOf(variable)} [label=${quoted(`${nameOf(variable)} ${what}\n${typeOf(variable)} ${shown(variable.primal)}`)}];`;
  const entries = tape.entries.flatMap((entry) => [
    ...entry.outputs.map((output) => node(output, entry.primitive.name)),
    ...edgesOf(entry, contributions.get(entry)),
  ]);
  return ["digraph tape {", ...tape.inputs.map((input) => node(input, "input")), ...entries, "}"].join("\n");
}

function edgesOf({ inputs, outputs }: TapeEntry, contributions: readonly Linear[] | undefined): string[] {
  return inputs.flatMap((input, k) => {
    if (!(input instanceof TapeVariable)) return [];
    const label = contributions?.[k] === undefined ? "" : ` [label=${quoted(shown(contributions[k]))}]`;
    return [`  ${nameOf(input)} -> ${nameOf(outputs[0]!)}${label};`];
  });
}

function linesOf(tape: Tape, cotangents: ReadonlyMap<number, Linear>): Line[] {
  const line = (variable: TapeVariable, made: string): Line => ({
    name: nameOf(variable),
    made,
    shape: typeOf(variable),
    primal: shown(variable.primal),
    cotangent: shown(cotangents.get(variable.index)),
  });
  const entries = tape.entries.flatMap((entry) => {
    const operands = entry.inputs.map((input) => {
      if (input instanceof TapeVariable) return nameOf(input);
      return input instanceof Forgotten ? typeOf(input) : shown(input);
    });
    const at = entry.position === undefined ? "" : ` at ${entry.position}`;
    return entry.outputs.map((output) =>
      line(output, `${entry.primitive.name}(${operands.join(", ")})${at}`),
    );
  });
  return [...tape.inputs.map((input) => line(input, "input")), ...entries];
}

/** The cotangent of every value, from a sweep. */
function cotangentsOf(tape: Tape, options: InspectOptions): ReadonlyMap<number, Linear> {
  const found = new Map<number, Linear>();
  const inputs = sweep(tape, options, ({ entry, cotangents }) => {
    entry.outputs.forEach((output, k) => {
      found.set(output.index, cotangents[k]);
    });
  });
  tape.inputs.forEach((input, i) => {
    found.set(input.index, inputs[i]);
  });
  return found;
}

function contributionsOf(tape: Tape, options: InspectOptions): ReadonlyMap<TapeEntry, readonly Linear[]> {
  const found = new Map<TapeEntry, readonly Linear[]>();
  sweep(tape, options, ({ entry, contributions }) => {
    found.set(entry, contributions);
  });
  return found;
}

function sweep(tape: Tape, options: InspectOptions, visit: (step: BackwardStep) => void): readonly Linear[] {
  const { seeds } = optionsOf("summary", options, ["seeds"]);
  const [output] = madeOf("summary", "a tape", tape, ["outputs", "entries", "backward"]).outputs;
  const isScalar = tape.outputs.length === 1 && output !== undefined && abstractOf(output).shape.length === 0;
  if (seeds === undefined && !isScalar) return [];
  return tape.backward(seeds ?? [one(tape.primalOf(output!))], visit);
}

function nameOf({ index }: TapeVariable): string {
  return `v${index}`;
}

function typeOf({ dtype, shape }: Value): string {
  return `${dtype}[${shape.join(", ")}]`;
}

/** A value in one short piece: that of an outer recorder by its type, and of what a lean tape forgot nothing. */
function shown(x: Linear): string {
  if (x === undefined) return "0";
  if (x instanceof Forgotten) return "not kept";
  if (x instanceof Value) return x.toString();
  const text = typeof x === "number" ? String(x) : elementsText(x);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

function elementsText(x: Exclude<ArrayLike, number | Value>): string {
  const elements = asArray(x).read((view) =>
    Array.from(view.subarray(0, 8), (e) => String(Number(e.toPrecision(6)))),
  );
  if (x.shape.length === 0) return elements[0]!;
  return `[${elements.join(", ")}${x.size > 8 ? ", ..." : ""}]`;
}

/** A text of the language, quoted. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
