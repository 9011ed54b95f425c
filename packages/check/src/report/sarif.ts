import type { CaseOutcome, ResultCase, ResultSuite } from "./suite.ts";

interface Rule {
  readonly id: string;
  readonly level: "error" | "warning" | "note";
  /** What it means. */
  readonly text: string;
  /** What to do. */
  readonly help: string;
}

const rules: Readonly<Record<Exclude<CaseOutcome, "passed">, Rule>> = {
  failed: {
    id: "gradient-disagrees",
    level: "error",
    text: "Two derivations of a gradient differ by more than rounding can explain.",
    help: "One of them is wrong. The first wrong edge of the backward pass, where there is one, stands among the notes.",
  },
  undecided: {
    id: "gradient-inconclusive",
    level: "warning",
    text: "The bounds are too wide, or a value is not finite, to judge a derivative.",
    help: "Check at another point, or look at the function there: it may have no value.",
  },
  skipped: {
    id: "not-differentiable",
    level: "note",
    text: "The one-sided derivatives differ: the function has no derivative here.",
    help: "Any value between the one-sided derivatives is a convention. Check at another point for a derivative.",
  },
};

/** Where results come from. */
export interface ResultOrigin {
  /** The file that was checked: its path from the root of the sources, with slashes. */
  readonly artifact?: string;
  /** The version of the program that checked. */
  readonly version?: string;
}

/**
 * Results as SARIF 2.1.0, which code hosts show beside a change: what passed is not listed.
 *
 * @example
 * ```ts
 * import { check, suitesOf, toSarif } from "@chainrule/check";
 * import { relu } from "@chainrule/tape";
 * JSON.parse(toSarif(suitesOf(check((x) => relu(x), [0])))).runs[0].results[0].level; // => "note"
 * ```
 */
export function toSarif(suites: readonly ResultSuite[], { artifact, version }: ResultOrigin = {}): string {
  const place = artifact === undefined ? {} : { physicalLocation: physicalLocation(artifact) };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "chainrule", ...(version !== undefined && { version }), rules: listed } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: suites.flatMap(notesOf) }],
        results: suites.flatMap(({ name, cases }) => cases.flatMap((each) => resultOf(name, each, place))),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const listed = Object.values(rules).map(({ id, level, text, help }) => ({
  id,
  shortDescription: { text },
  help: { text: help },
  defaultConfiguration: { level },
}));

function resultOf(suite: string, { name, outcome, message }: ResultCase, place: object): readonly object[] {
  if (outcome === "passed") return [];
  const { id, level } = rules[outcome];
  const logicalLocations = [{ name, fullyQualifiedName: `${suite}: ${name}` }];
  return [
    {
      ruleId: id,
      level,
      message: { text: `${suite}: ${name}: ${message}` },
      locations: [{ ...place, logicalLocations }],
    },
  ];
}

function notesOf({ name, notes }: ResultSuite): readonly object[] {
  return notes.map((note) => ({ level: "note", message: { text: `${name}: ${note}` } }));
}

/** A file as a whole: hosts that show results beside lines show it at the first. */
function physicalLocation(artifact: string): object {
  const steps = artifact.replace(/\p{Cs}/gu, "\ufffd").split("/");
  return { artifactLocation: { uri: steps.map(encodeURIComponent).join("/") }, region: { startLine: 1 } };
}
