import type { CheckDocument } from "../../document/types.ts";
import type { Fault } from "../../faults/fault.ts";
import { faults } from "../../faults/faults.ts";
import { formulaDocument, networkDocument } from "../documents.ts";
import type { Cell, Expectation } from "../errata/erratum.ts";
import { errata } from "../errata/items.ts";
import { foundations, type ItemRow, uses } from "./items.ts";

/** A document that is ready to be checked, with what it shows. */
export interface Preset {
  /** Such as `S3`, `E1 as printed`, `E1 mended` or `fault sign`; no two are the same. */
  readonly id: string;
  /** What it belongs to. */
  readonly group: "items" | "errata" | "faults";
  /** A heading. */
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly explanation: string;
  /** What is checked. */
  readonly document: CheckDocument;
  /** What the check says: a verdict (of the claim, where there is one), or the code of the error. */
  readonly expected: Expectation;
}

function itemPreset([id, row]: readonly [string, ItemRow]): Preset {
  return { id, group: "items", expected: "agree", ...row };
}

function cellPresets(): readonly Preset[] {
  return errata.flatMap(({ id, title, fault, correction, broken, mended }) => [
    ...cellPreset(`${id} as printed`, `${title}, as printed`, fault, broken),
    ...cellPreset(`${id} mended`, `${title}, mended`, correction, mended),
  ]);
}

function cellPreset(id: string, title: string, explanation: string, cell: Cell): readonly Preset[] {
  const { document, expected = "agree" } = cell;
  return document === undefined ? [] : [{ id, group: "errata", title, explanation, document, expected }];
}

/** A net in which nearly every fault shows: a batch, square layers, all sorts of activations, a number in a product. */
const everything = "3 -> 3 sigmoid(beta=2) -> 3 tanh -> 3 relu -> 3 softmax; loss=mse";
const rows = {
  inputs: [
    [0.5, -1, 2],
    [1, 0.25, -0.75],
    [-0.5, 1.5, 0.125],
  ],
  targets: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

/** Its value is used twice. */
const twoPaths = formulaDocument("x sin(x)", { x: 0.7 }, { fault: "dropped-path" });

function faultPreset({ name, description, order }: Fault): Preset {
  const more = { fault: name, seed: 2, witnesses: [], ...(order > 1 && { order }) } as const;
  return {
    id: `fault ${name}`,
    group: "faults",
    title: `A wrong backward pass: ${name}`,
    explanation: `Planted on purpose: ${description}.`,
    document: name === "dropped-path" ? twoPaths : networkDocument(everything, rows, more),
    expected: "disagree",
  };
}

/**
 * Documents for the whole paper: each item S1 to S32, each erratum as printed and mended, and each kind of fault.
 *
 * @example
 * ```ts
 * import { checkDocument, presets } from "@chainrule/check";
 * const neuron = presets.find(({ id }) => id === "S14");
 * neuron && checkDocument(neuron.document).verdict; // => "agree"
 * ```
 */
export const presets: readonly Preset[] = [
  ...Object.entries({ ...foundations, ...uses }).map(itemPreset),
  ...cellPresets(),
  ...faults.map(faultPreset),
];
