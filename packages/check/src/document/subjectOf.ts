import { array, type NDArray } from "@chainrule/array";
import { type NetworkData, networkSubject } from "../subject/network.ts";
import { restricted } from "../subject/restrict.ts";
import type { Subject } from "../subject/subject.ts";
import { formulaOf } from "./formulaOf.ts";
import { givenOf, matchNames } from "./names.ts";
import { plainObject } from "./reader.ts";
import { samplesFor } from "./samples.ts";
import type {
  CheckDocument,
  FormulaDocument,
  NestedNumbers,
  NetworkDocument,
  SubjectDocument,
} from "./types.ts";
import { arrayOf, shapeOfNumbers } from "./values.ts";

/** The seed of documents that have none. */
const defaultSeed = 1;

/**
 * The subject that a document describes; of a claim, what it is claimed of.
 *
 * Variables of a formula that have no value are drawn from the seed if the document has one. Of a network, what has no value
 * is made from the seed: parameters, and samples where there are no data.
 *
 * @throws PointError (`check/point`), NetworkSubjectError (`check/network`) or {@link DocumentError} where parts do not
 * fit, and what the parsers throw
 * @example
 * ```ts
 * import { crossCheck, subjectOf } from "@chainrule/check";
 * const network = { kind: "network", text: "2 -> 3 tanh -> 1; loss=mse" } as const;
 * crossCheck(subjectOf({ chainrule: 1, subject: network, wrt: ["layers.0.bias"] })).verdict; // => "agree"
 * ```
 */
export function subjectOf(document: CheckDocument): Subject {
  const of = describedIn(document);
  return of.kind === "formula" ? formulaOf(document, of) : networkOf(of, document);
}

/** What a document describes; of a claim, what it is claimed of. */
export function describedIn(document: CheckDocument): FormulaDocument | NetworkDocument {
  const subject = plainObject(
    plainObject(document, "$")["subject"],
    "$.subject",
  ) as unknown as SubjectDocument;
  return subject.kind === "claim" ? (plainObject(subject.of, "$.subject.of") as never) : subject;
}

function networkOf(of: NetworkDocument, { at, seed, wrt }: CheckDocument): Subject {
  const whole = networkSubject(of.text, dataOf(of, seed));
  const placed = at === undefined ? whole : withParameters(whole, at);
  return wrt === undefined ? placed : restricted(placed, wrt);
}

/** The samples of a network: those of the document, or made ones. */
export function dataOf(
  { text, data }: NetworkDocument,
  seed: number = defaultSeed,
): Pick<NetworkData, "inputs" | "targets" | "seed"> {
  if (data === undefined) return { ...samplesFor(text, seed), seed };
  return { inputs: tensorOf(data.inputs), targets: tensorOf(data.targets), seed };
}

function tensorOf(values: NestedNumbers): NDArray {
  const made = arrayOf(values);
  return typeof made === "number" ? array(made) : made;
}

/** The same function at other values of its parameters. */
function withParameters(subject: Subject, at: Readonly<Record<string, NestedNumbers>>): Subject {
  const { values, notes } = matchNames(subject.parameters, givenOf(at, "$.at", shapeOfNumbers));
  const parameters = subject.parameters.map((parameter, i) => {
    const value = values[i];
    if (value === undefined) return parameter;
    return { ...parameter, value: arrayOf(value) };
  });
  return { ...subject, parameters, notes: [...subject.notes, ...notes] };
}
