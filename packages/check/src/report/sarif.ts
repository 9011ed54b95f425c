import type { CaseOutcome, ResultSuite } from "./suite.ts";

const rules: Readonly<
  Record<Exclude<CaseOutcome, "passed">, { readonly level: string; readonly text: string }>
> = {
  failed: { level: "error", text: "Two derivations of a gradient differ by more than rounding can explain." },
  undecided: {
    level: "warning",
    text: "The bounds are too wide, or a value is not finite, to judge a derivative.",
  },
  skipped: { level: "note", text: "The one-sided derivatives differ: the function has no derivative here." },
};

const names: Readonly<Record<keyof typeof rules, string>> = {
  failed: "gradient-disagrees",
  undecided: "gradient-inconclusive",
  skipped: "not-differentiable",
};

/**
 * Results as SARIF 2.1.0, which code hosts show beside a change: what passed is not listed.
 *
 * @param artifact the file that was checked, if there is one
 * @example
 * ```ts
 * import { check, suitesOf, toSarif } from "@chainrule/check";
 * import { relu } from "@chainrule/tape";
 * JSON.parse(toSarif(suitesOf(check((x) => relu(x), [0])))).runs[0].results[0].level; // => "note"
 * ```
 */
export function toSarif(suites: readonly ResultSuite[], artifact?: string): string {
  const results = suites.flatMap(({ name: suite, cases }) =>
    cases.flatMap(({ name, outcome, message }) =>
      outcome === "passed"
        ? []
        : [
            {
              ruleId: names[outcome],
              level: rules[outcome].level,
              message: { text: `${suite}: ${name}: ${message}` },
              locations: [
                {
                  logicalLocations: [{ name, fullyQualifiedName: `${suite}: ${name}` }],
                  ...(artifact !== undefined && {
                    physicalLocation: { artifactLocation: { uri: encodeURI(artifact) } },
                  }),
                },
              ],
            },
          ],
    ),
  );
  const ids = Object.keys(rules) as (keyof typeof rules)[];
  const driver = {
    name: "chainrule",
    rules: ids.map((id) => ({ id: names[id], shortDescription: { text: rules[id].text } })),
  };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results }],
  };
  return JSON.stringify(log, null, 2);
}
