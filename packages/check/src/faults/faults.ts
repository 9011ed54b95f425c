import { requireGiven } from "../given.ts";
import { parameterFaults, type SizedFault, sizedParameterFaults } from "./atParameters.ts";
import type { Fault } from "./fault.ts";
import { ruleFaults, sizedRuleFaults } from "./inRules.ts";

/**
 * The faults that can be planted in the tape, to see whether a check catches them.
 *
 * @example
 * ```ts
 * import { faults } from "@chainrule/check";
 * faults.map(({ name }) => name).includes("zero-first-layer"); // => true
 * ```
 */
export const faults: readonly Fault[] = [...parameterFaults, ...ruleFaults];

const isSize = (value: unknown): boolean => typeof value === "number" && value !== 0;

/**
 * Faults that are wrong by a relative size: of an array, an entry, each entry by its own amount, partials, products.
 *
 * @param size any number but 0; 1e-9 is one part in 10^9
 *
 * @example
 * ```ts
 * import { crossCheck, faultsOfSize, formulaSubject } from "@chainrule/check";
 * const subject = formulaSubject("sin(x) y", { x: 0.5, y: 2 });
 * const [scaled] = faultsOfSize(1e-9);
 * scaled?.name; // => "scaled by 1 + 1e-9"
 * crossCheck(subject, { fault: scaled?.plant(0) ?? {} }).verdict; // => "disagree"
 * ```
 */
export function faultsOfSize(size: number): readonly Fault[] {
  requireGiven({ size }, { size: [isSize, "a number that is not 0, such as 1e-9"] });
  return [...sizedParameterFaults, ...sizedRuleFaults].map((of: SizedFault) => of(size));
}
