import {
  type CheckDocument,
  type CheckOptions,
  checkOptionsOf,
  crossCheck,
  faults,
  gradcheckOf,
  noWitnesses,
  type Report,
  type Subject,
  soundOptionsOf,
  targetOf,
} from "@chainrule/check";
import type { Planted } from "./model.ts";

/** How a document is checked into which a fault is planted. */
export function plantedOptions(document: CheckDocument, subject: Subject): CheckOptions {
  return checkOptionsOf(document, subject);
}

/** What the planted fault did; of small subjects, also what the usual rule says of it. */
export function plantedIn(
  document: CheckDocument,
  subject: Subject,
  faulty: Report,
  small: boolean,
): Planted | undefined {
  const fault = faults.find(({ name }) => name === document.fault);
  if (fault === undefined) return undefined;
  const sound = crossCheck(subject, { ...soundOptionsOf(document), witnesses: noWitnesses });
  return {
    description: fault.description,
    changes: tapeValues(sound).join() !== tapeValues(faulty).join(),
    usualRulePasses: small ? gradcheckOf(subject, fault.plant(targetOf(subject))) : undefined,
  };
}

function tapeValues({ parameters }: Report): readonly string[] {
  return parameters.flatMap(({ entries }) => entries.map(({ tape }) => tape));
}
