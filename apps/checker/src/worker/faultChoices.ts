import { type Fault, faults } from "@chainrule/check";
import { CheckerError } from "../errors.ts";
import type { FaultChoice } from "./protocol.ts";

/** Faults of matrix products and batches, of which a formula of scalars has none. */
const ofArrays: ReadonlySet<string> = new Set(["dropped-sum", "missing-unbroadcast"]);

const ofScalars: readonly Fault[] = faults.filter(({ name }) => !ofArrays.has(name));

/** The faults that can show in a formula. */
export const faultChoices: readonly FaultChoice[] = ofScalars.map(({ name, description }) => ({
  name,
  description,
}));

/** There is no fault of that name (`checker/fault`). */
export class UnknownFaultError extends CheckerError {
  override readonly name: string = "UnknownFaultError";

  constructor(fault: string) {
    const known = ofScalars.map(({ name }) => name).join(", ");
    super("checker/fault", `There is no fault "${fault}" for formulas. Choose none, or one of ${known}.`);
  }
}

/**
 * The fault of a name.
 *
 * @throws {@link UnknownFaultError} where there is none
 */
export function faultNamed(name: string): Fault {
  const fault = ofScalars.find((each) => each.name === name);
  if (fault === undefined) throw new UnknownFaultError(name);
  return fault;
}
