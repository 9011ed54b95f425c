import { activationItems } from "./activations.ts";
import { backpropagationItems } from "./backpropagation.ts";
import { descentItems } from "./descent.ts";
import { errata } from "./errata/items.ts";
import type { PaperItem } from "./item.ts";
import { labItems } from "./lab.ts";
import { layerItems } from "./layers.ts";
import { lossItems } from "./losses.ts";
import { useItems } from "./uses/items.ts";

const number = ({ id }: PaperItem): number => Number(id.slice(1));

/**
 * Every item of the paper that can be checked, S1 to S32 in order, then the errata.
 *
 * @example
 * ```ts
 * import { isAsExpected, paperItems } from "@chainrule/check";
 * const neuron = paperItems.find(({ id }) => id === "S1");
 * const findings = (await neuron?.check()) ?? [];
 * findings.length > 0 && findings.every(isAsExpected); // => true
 * ```
 */
export const paperItems: readonly PaperItem[] = [
  ...[
    ...layerItems,
    ...activationItems,
    ...lossItems,
    ...backpropagationItems,
    ...descentItems,
    ...labItems,
    ...useItems,
  ].sort((a, b) => number(a) - number(b)),
  ...errata,
];
