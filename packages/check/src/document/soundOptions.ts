import type { CheckOptions } from "../crossCheck.ts";
import { requireGiven } from "../given.ts";
import { defaultWitnesses, type WitnessPlan } from "../witnesses/plan.ts";
import type { CheckDocument, WitnessName } from "./types.ts";

/**
 * What a document says of how its subject is checked, the fault left out: no page needs to load the faults for it.
 *
 * @example
 * ```ts
 * import { soundOptionsOf } from "@chainrule/check";
 * const subject = { kind: "formula", text: "x^3" } as const;
 * soundOptionsOf({ chainrule: 1, subject, order: 2, fault: "sign" }); // => { order: 2 }
 * ```
 */
export function soundOptionsOf(document: CheckDocument): CheckOptions {
  requireGiven({ document });
  const { order, tolerance, witnesses } = document;
  return {
    ...(order !== undefined && { order }),
    ...(tolerance !== undefined && { tolerance }),
    ...(witnesses !== undefined && { witnesses: planOf(witnesses) }),
  };
}

function planOf(names: NonNullable<CheckDocument["witnesses"]>): WitnessPlan {
  const limitOf = (name: WitnessName, usual: number): number => (names.includes(name) ? usual : -1);
  return {
    complexStep: limitOf("complex step", defaultWitnesses.complexStep),
    finiteDifference: limitOf("finite difference", defaultWitnesses.finiteDifference),
    dualNumbers: limitOf("dual numbers", defaultWitnesses.dualNumbers),
    forwardMode: limitOf("forward mode", defaultWitnesses.forwardMode),
  };
}
