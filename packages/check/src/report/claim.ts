import type { ClaimedEntry, ClaimedParameter, ClaimReport } from "../claim/types.ts";
import { scientific } from "./numbers.ts";
import { fullTableLimit, mostListed, outcomes, type ResultCase, type ResultSuite } from "./suite.ts";
import { entryName } from "./worst.ts";

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
  const { parameters, detectionLimit, firstWrongLayer, mistake, worst, notes } = claim;
  const limit = `relative errors above ${scientific(detectionLimit)} would have been seen in the claim`;
  if (claim.verdict !== "disagree") return [limit, ...notes];
  return [
    limit,
    ...(worst === undefined ? [] : [`worst entry: ${worst}`]),
    ...(firstWrongLayer === undefined
      ? []
      : [`going back from the output, ${firstWrongLayer} is the first layer that is wrong`]),
    ...parameters.flatMap(({ name, looksLike }) =>
      looksLike === undefined ? [] : [`${name} looks like ${looksLike}`],
    ),
    ...(mistake === undefined
      ? []
      : [
          "one mistake explains every claimed number: " +
            `at ${mistake.operation} (entry ${mistake.entry}) -> ${mistake.leadsTo}, it looks like ${mistake.looksLike}`,
        ]),
    ...notes,
  ];
}

function casesOf(parameter: ClaimedParameter): readonly ResultCase[] {
  const { entries, formula } = parameter;
  const isLong = entries.length > fullTableLimit;
  const listed = isLong ? entries.filter(({ verdict }) => verdict !== "agree").slice(0, mostListed) : entries;
  const lines = listed.map((entry) => caseOf(parameter, entry));
  return isLong || formula !== undefined ? [summaryOf(parameter), ...lines] : lines;
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
    name: shape.length === 0 ? name : `${name} [${shape.join(", ")}]`,
    outcome: outcomes[verdict],
    cells: [formula ?? `${entries.length} entries`, "", "", "", verdict],
    message:
      verdict === "agree"
        ? ""
        : (formula ?? `${verdict}${looksLike === undefined ? "" : `: looks like ${looksLike}`}`),
  };
}
