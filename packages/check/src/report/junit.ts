import type { CaseOutcome, ResultCase, ResultSuite } from "./suite.ts";

/**
 * Results as JUnit XML: a test case a line, of one class a suite. What cannot be judged is an `error`, a kink is `skipped`.
 *
 * @example
 * ```ts
 * import { check, suitesOf, toJUnit } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * toJUnit(suitesOf(check((x) => exp(x), [0]))).includes('tests="1" failures="0" errors="0"'); // => true
 * ```
 */
export function toJUnit(suites: readonly ResultSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="chainrule" ${wrongOnes(all)}>`,
    ...suites.flatMap(({ name, cases, notes }) => [
      `  <testsuite name="${escaped(name)}" ${counts(cases)}>`,
      ...cases.flatMap((each) => testCase(name, each)),
      ...(notes.length > 0 ? [`    <system-out>${escaped(notes.join("\n"))}</system-out>`] : []),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ].join("\n");
}

const count = (cases: readonly ResultCase[], outcome: CaseOutcome): number =>
  cases.filter((each) => each.outcome === outcome).length;

/** Counts of the whole: the schemas of Jenkins refuse `skipped` there. */
function wrongOnes(cases: readonly ResultCase[]): string {
  return `tests="${cases.length}" failures="${count(cases, "failed")}" errors="${count(cases, "undecided")}"`;
}

/** Counts of a suite. */
function counts(cases: readonly ResultCase[]): string {
  return `${wrongOnes(cases)} skipped="${count(cases, "skipped")}"`;
}

const elements: Readonly<Record<Exclude<CaseOutcome, "passed">, string>> = {
  failed: "failure",
  undecided: "error",
  skipped: "skipped",
};

function testCase(suite: string, { name, outcome, message }: ResultCase): readonly string[] {
  const head = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`;
  if (outcome === "passed") return [`${head}/>`];
  const element = elements[outcome];
  const type = outcome === "skipped" ? "" : ` type="${outcome}"`;
  const text = escaped(message); // some readers show the attribute, some the content
  return [`${head}>`, `      <${element} message="${text}"${type}>${text}</${element}>`, "    </testcase>"];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Text for XML 1.0, which has no way to write other control characters and lone surrogates. */
function escaped(text: string): string {
  const legal = text.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return legal.replace(/[&<>"'\n\t]/g, (character) => entities[character]!);
}
