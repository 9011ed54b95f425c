import type { CheckDocument } from "@chainrule/check";
import { network } from "@chainrule/nn";
import { type ArrayLike, array, type NDArray, random, tree } from "@chainrule/tape";
import type { Landscape } from "./landscape.ts";

type Numbers = number | readonly Numbers[];

/**
 * The share of a document's samples that its network classifies rightly, as a function of the landscape's point.
 *
 * Undefined where there are no classes: for formulas, for numbers to predict, and for samples that were made up.
 */
export function accuracyOf(
  { subject, wrt }: CheckDocument,
  landscape: Landscape,
): ((point: Float64Array) => number) | undefined {
  const of = subject.kind === "claim" ? subject.of : subject;
  if (of.kind !== "network" || of.data === undefined || wrt !== undefined) return undefined;
  const net = network(of.text.split(";")[0]!.trim());
  const classes = classesOf(of.data.targets, net.description.layers.at(-1)!.units);
  if (classes === undefined) return undefined;
  const inputs = array(of.data.inputs as number[][], { dtype: "float64" });
  const { parameters, state } = net.init(random.key(1), [net.description.inputs]);
  const { structure } = tree.flatten(parameters);
  return (point) => {
    const placed = tree.unflatten(structure, landscape.parameters(point) as readonly ArrayLike[]);
    const output = net.apply(placed, state, inputs).output as NDArray;
    const found = chosen(output.toNested() as number[][]);
    return found.filter((each, i) => each === classes[i]).length / classes.length;
  };
}

/** The class of each row: of one output whether it is above 1/2, of several the largest. */
function chosen(rows: readonly (readonly number[])[]): readonly number[] {
  return rows.map((row) => (row.length === 1 ? Number(row[0]! > 0.5) : row.indexOf(Math.max(...row))));
}

/** The classes that targets name; undefined where they are other numbers. */
function classesOf(targets: Numbers, outputs: number): readonly number[] | undefined {
  if (typeof targets === "number") return undefined;
  const rows = targets.map((row) => (typeof row === "number" ? [row] : (row as readonly number[])));
  const isLabel = outputs === 1 ? (x: number): boolean => x === 0 || x === 1 : Number.isInteger;
  if (!rows.every((row) => row.every(isLabel))) return undefined;
  return rows.every(({ length }) => length === 1) ? rows.map(([label]) => label!) : chosen(rows);
}
