import { checkOptionsOf } from "../document/options.ts";
import { dataOf, describedIn, subjectOf } from "../document/subjectOf.ts";
import type { CheckDocument } from "../document/types.ts";
import { askNetworkAt } from "./networks.ts";
import type { OracleResult } from "./result.ts";
import { askSubject } from "./subjects.ts";

/**
 * What must hold of the gradient that a document describes, its fault planted: what {@link askSubject} knows of any
 * subject and, of a network, {@link askNetwork} of its loss. Plain data in, plain data out.
 *
 * A claim is about the same function as what it is a claim of. A network is asked about all its parameters, whatever the
 * document differentiates by. At a kink there is no gradient that could have these properties: ask only where a check
 * finds the function differentiable.
 *
 * @throws what {@link subjectOf} throws
 * @example
 * ```ts
 * import { askDocument } from "@chainrule/check";
 * const subject = { kind: "network", text: "2 -> 3 tanh -> 1; loss=mse" } as const;
 * askDocument({ chainrule: 1, subject }).some(({ outcome }) => outcome === "fails"); // => false
 * askDocument({ chainrule: 1, subject, fault: "missing-unbroadcast" })
 *   .filter(({ outcome }) => outcome === "fails")
 *   .map(({ oracle }) => oracle); // => ["the slope along a direction is <gradient, direction>", "dot-product test of the adjoint", "gradient of a mean = mean of gradients"]
 * ```
 */
export function askDocument(document: CheckDocument): readonly OracleResult[] {
  const of = describedIn(document);
  if (of.kind === "formula") {
    const subject = subjectOf(document);
    return askSubject(subject, checkOptionsOf(document, subject).fault);
  }
  const { wrt: _, ...whole } = document;
  const subject = subjectOf(whole);
  const { fault } = checkOptionsOf(document, subject);
  return [...askSubject(subject, fault), ...askNetworkAt(subject, of.text, dataOf(of, document.seed), fault)];
}
