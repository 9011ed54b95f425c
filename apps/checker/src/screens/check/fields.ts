import type { Failure } from "../../worker/protocol.ts";
import type { Draft, Tab } from "./draft.ts";

/** The fields that a failure can be about. */
export type Field = Exclude<keyof Draft, "tab">;

/** What the first field holds, by tab. */
export const texts: Readonly<Record<Tab, { label: string; hint: string; placeholder: string }>> = {
  formula: { label: "Formula", hint: "Not a formula yet.", placeholder: "" },
  network: {
    label: "Network and loss",
    hint: "Not a network yet: such as 3 -> 4 tanh -> 2 softmax; loss=ce.",
    placeholder: "",
  },
  claim: {
    label: "The gradient is claimed to be of",
    hint: "Not a formula or a network yet.",
    placeholder: "w = (p - y) p a\nb = (p - y) p",
  },
};

export const hints = {
  wrt: "Names, separated by commas.",
  claimed: "A line w = ... for each variable, or JSON: names to numbers, or a list of {name, shape, values}.",
} as const;

/** Codes of failures by the field to mend; the first that fits. */
const places: readonly (readonly [RegExp, Field])[] = [
  [/^checker\/(seed|claimed|wrt|precision)$/, "seed"],
  [/^(checker|check)\/point$|^expr\/unbound-variable$/, "point"],
  [/^checker\/fault$/, "fault"],
  [/^expr\/|^check\/(nothing|network)$|^nn\//, "text"],
];

/** Places in a document by the field that shows them; the first that fits. */
const paths: readonly (readonly [RegExp, Field])[] = [
  [/^\$\.subject\.gradient/, "claimed"],
  [/^\$\.subject\.precision/, "precision"],
  [/^\$\.subject/, "text"],
  [/^\$\.at/, "point"],
  [/^\$\.(seed|wrt|order|fault)/, "seed"],
];

/** Which field to mend, as the fields hold it now; undefined where none can. */
export function fieldOf(
  { code, message }: Failure,
  { point, wrt }: Pick<Draft, "point" | "wrt">,
): Field | undefined {
  const stranger = /no variable "(.*?)"/.exec(message)?.[1];
  if (stranger !== undefined && wrt.includes(stranger) && !point.includes(stranger)) return "wrt";
  if (code === "check/document") return found(paths, message, /^\$\.(\w+)/);
  return found(places, code, /^checker\/(\w+)$/);
}

/** The field of the first row that fits; where a row stands for several, the text names which. */
function found(rows: readonly (readonly [RegExp, Field])[], text: string, named: RegExp): Field | undefined {
  const row = rows.find(([pattern]) => pattern.test(text));
  if (row === undefined) return undefined;
  return row[1] === "seed" ? (named.exec(text)![1] as Field) : row[1];
}
