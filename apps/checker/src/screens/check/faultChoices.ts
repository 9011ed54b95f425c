import { faults } from "@chainrule/check";
import type { FaultChoice } from "./model.ts";

/** The faults that can be planted. */
export const faultChoices: readonly FaultChoice[] = faults.map(({ name, description }) => ({
  name,
  description,
}));
