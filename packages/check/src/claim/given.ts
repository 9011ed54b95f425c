import { type Given, type Matched, matchNames } from "../document/names.ts";
import { DocumentError, member } from "../document/reader.ts";
import type { ClaimDocument, NamedArray } from "../document/types.ts";
import { flatOf, shapeOfNumbers } from "../document/values.ts";
import type { Subject } from "../subject/subject.ts";

/** What is claimed of one parameter: numbers in row-major order, or the text of a formula. */
export type Claimed = readonly number[] | string;

const place = "$.subject.gradient";

/** What is claimed of each parameter of a subject. */
export function claimedOf({ parameters }: Subject, { gradient, of }: ClaimDocument): Matched<Claimed> {
  const isList = (value: typeof gradient): value is readonly NamedArray[] => Array.isArray(value);
  const given = isList(gradient) ? gradient.map(fromArray) : [];
  const numbers = isList(gradient) ? [] : entriesOf(gradient, "number");
  const formulas = isList(gradient) ? [] : entriesOf(gradient, "string");
  if (formulas.length > 0 && of.kind !== "formula") {
    throw new DocumentError(
      formulas[0]!.path,
      "A formula claims the gradient of a formula; give numbers of a network.",
    );
  }
  const all = [...given, ...numbers, ...formulas];
  if (all.length === 0)
    throw new DocumentError(place, "Nothing is claimed; give at least one array or formula.");
  return matchNames(parameters, all);
}

function entriesOf(
  gradient: Exclude<ClaimDocument["gradient"], readonly NamedArray[]>,
  kind: "number" | "string",
): readonly Given<Claimed>[] {
  const chosen = Object.entries(gradient).filter(
    ([, value]) => (typeof value === "string") === (kind === "string"),
  );
  return chosen.map(([name, value]): Given<Claimed> => {
    const path = member(place, name);
    if (typeof value === "string") return { name, path, shape: undefined, value };
    return { name, path, shape: shapeOfNumbers(value), value: flatOf(value) };
  });
}

function fromArray({ name, shape, values }: NamedArray, i: number): Given<Claimed> {
  const path = `${place}[${i}]`;
  const flat = flatOf(values);
  const size = shape.reduce((product, length) => product * length, 1);
  if (flat.length !== size) {
    throw new DocumentError(
      `${path}.values`,
      `There are ${flat.length} values, but the shape [${shape.join(", ")}] has ${size}; give as many.`,
    );
  }
  return { name, shape, path, value: flat };
}
