import type { CheckDocument, SubjectDocument } from "@chainrule/check";
import { ExpressionError, freeSymbols, parse } from "@chainrule/expr";
import { parseNetwork } from "@chainrule/nn";
import { shapesOf } from "../screens/check/point.ts";
import { countOf } from "./errors.ts";
import type { Use } from "./model.ts";
import type { Samples } from "./samples.ts";

/** A document becomes part of a link, so it may hold only so many numbers. */
const mostNumbers = 20_000;

/** The samples as data of the document's network, or of a small one where it has none that fits. */
export function samplesUse(document: CheckDocument, samples: Samples): Use {
  const { rows, width } = samples;
  const numbers = rows * (width + 1);
  if (width === 0) return no("no column of numbers is left to predict from");
  if (numbers > mostNumbers)
    return no(`${numbers} numbers are more than a link can hold, ${mostNumbers}: take fewer rows`);
  const { inputs, targets, classes } = samples.make();
  const outputs = classes.length > 0 ? Math.max(2, classes.length) : 1;
  const kept = networkText(document.subject, width, outputs);
  const text = kept ?? defaultNetwork(width, outputs, classes.length > 0);
  return {
    possible: true,
    document: {
      chainrule: 1,
      subject: { kind: "network", text, data: { inputs, targets } },
      ...(document.seed !== undefined && { seed: document.seed }),
    },
    what: `${inputs.length} samples of ${width} numbers for the network ${text}${kept === undefined ? ", which is new" : ""}`,
  };
}

/** The text of the document's network, where it has as many inputs and outputs. */
function networkText(subject: SubjectDocument, inputs: number, outputs: number): string | undefined {
  const of = subject.kind === "claim" ? subject.of : subject;
  if (of.kind !== "network") return undefined;
  const network = parseNetwork(of.text.split(";")[0]!.trim());
  const given = network.layers.at(-1)!.units;
  const fits = given === outputs || (given === 1 && outputs === 2);
  return network.inputs === inputs && fits ? of.text : undefined;
}

function defaultNetwork(inputs: number, outputs: number, isClass: boolean): string {
  return isClass
    ? `${inputs} -> 4 tanh -> ${outputs} softmax; loss=ce`
    : `${inputs} -> 4 tanh -> 1; loss=mse`;
}

/** One row of a table as the point of the document's formula: each column gives the variable of its name. */
export function pointUse(
  document: CheckDocument,
  columns: readonly { readonly name: string; readonly values: ArrayLike<number | string> }[],
  totalRows: number,
  row: string,
): Use {
  const { subject } = document;
  const of = subject.kind === "claim" ? subject.of : subject;
  if (of.kind !== "formula") return no("the subject is a network, not a formula");
  if (totalRows === 0) return no("the table has no rows");
  const place = countOf("The row", row, totalRows) - 1;
  const names = namesIn(of.text, { ...of.shapes, ...shapesOf(document.at ?? {}) });
  if (names === undefined) return no("the formula cannot be read");
  const given = columns.filter(({ name }) => names.includes(name));
  if (given.length === 0) return no(`no column is named as a variable of the formula (${names.join(", ")})`);
  const wrong = given.find(({ values }) => typeof values[place] !== "number");
  if (wrong !== undefined) return no(`the column ${wrong.name} does not hold numbers`);
  const at = Object.fromEntries(given.map(({ name, values }) => [name, values[place] as number]));
  return {
    possible: true,
    document: { ...document, at: { ...document.at, ...at } },
    what: Object.entries(at)
      .map(([name, value]) => `${name} = ${value}`)
      .join(", "),
  };
}

/** The variables of a formula; nothing where it is none. */
function namesIn(
  text: string,
  shapes: Readonly<Record<string, readonly number[]>>,
): readonly string[] | undefined {
  try {
    return freeSymbols(parse(text, { shapes })).map(({ name }) => name);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function no(reason: string): Use {
  return { possible: false, reason };
}
