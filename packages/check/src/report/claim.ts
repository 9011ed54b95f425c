import type { ClaimedEntry, ClaimedMistake, ClaimedParameter, ClaimReport } from "../claim/types.ts";
import { scientific } from "./numbers.ts";
import { entryName } from "./overall.ts";
import { fullTableLimit, outcomes, type ResultCase, type ResultSuite } from "./suite.ts";
import { countOf } from "./wording.ts";

/** The most entries of a long array that are listed because they are not right. */
const mostListed = 5;

/** A graded claim as a table of results. */
export function claimSuite(subject: string, claim: ClaimReport): ResultSuite {
  return {
    name: `claimed gradient of ${subject}`,
    verdict: claim.verdict,
    columns: ["claimed", "right", "off by", "allowed", "verdict"],
    cases: claim.parameters.flatMap(casesOf),
    formulas: [],
    notes: claimNotes(claim),
  };
}

/** What is wrong with a claim, and where: a line each. */
function claimNotes(claim: ClaimReport): readonly string[] {
  const { detectionLimit, notes } = claim;
  const limit = `relative errors above ${scientific(detectionLimit)} would have been seen in the claim`;
  return [...(claim.verdict === "disagree" ? wrongNotes(claim) : []), limit, ...notes];
}

function wrongNotes({ parameters, firstWrongLayer, mistake, worst }: ClaimReport): readonly string[] {
  const likenesses = parameters.flatMap(({ name, looksLike }) =>
    looksLike === undefined ? [] : [`the claim for ${name} looks like ${looksLike}`],
  );
  return [
    ...(firstWrongLayer === undefined
      ? []
      : [`going back from the output, ${firstWrongLayer} is the first layer that is wrong`]),
    ...(mistake === undefined ? likenesses : [mistakeNote(mistake)]),
    ...(worst === undefined ? [] : [`worst entry: ${worst}`]),
  ];
}

function mistakeNote({ operation, entries, leadsTo, looksLike }: ClaimedMistake): string {
  const places = `${entries.length === 1 ? "entry" : "entries"} ${entries.join(", ")}`;
  return `one mistake explains every claimed number: ${looksLike}, at ${operation} (${places}) -> ${leadsTo}`;
}

function casesOf(parameter: ClaimedParameter): readonly ResultCase[] {
  const { entries, formula } = parameter;
  const isLong = entries.length > fullTableLimit;
  const lines = (isLong ? worstOf(entries) : entries).map((entry) => caseOf(parameter, entry));
  return isLong || formula !== undefined ? [summaryOf(parameter), ...lines] : lines;
}

/** The entries that are furthest off, in their order. */
function worstOf(entries: readonly ClaimedEntry[]): readonly ClaimedEntry[] {
  const off = ({ difference, allowed }: ClaimedEntry): number => Math.abs(difference) / allowed;
  const wrong = entries.filter(({ verdict }) => verdict !== "agree");
  return wrong
    .toSorted((a, b) => off(b) - off(a))
    .slice(0, mostListed)
    .toSorted((a, b) => a.index - b.index);
}

function caseOf(
  parameter: ClaimedParameter,
  { index, claimed, right, difference, allowed, verdict }: ClaimedEntry,
): ResultCase {
  const short = String(Number(right));
  return {
    name: entryName(parameter, index),
    outcome: outcomes[verdict],
    cells: [String(claimed), short, scientific(difference), scientific(allowed), verdict],
    message: verdict === "agree" ? "" : `${verdict}: ${claimed} is claimed, right is ${short}`,
  };
}

function summaryOf({ name, shape, entries, verdict, looksLike, formula }: ClaimedParameter): ResultCase {
  return {
    name: shape.length === 0 ? `${name} (formula)` : `${name} [${shape.join(", ")}]`,
    outcome: outcomes[verdict],
    cells: [formula ?? countOf({ entries }), "", "", "", verdict],
    message:
      verdict === "agree"
        ? ""
        : (formula ?? `${verdict}${looksLike === undefined ? "" : `: looks like ${looksLike}`}`),
  };
}
