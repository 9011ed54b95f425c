import { type CheckDocument, crossCheck, noWitnesses, subjectOf } from "@chainrule/check";
import { expect, test } from "vitest";
import { witnessRows } from "./witness-rows.ts";

/** What the 60 digits say of each entry of a document's gradient. */
function sixtyOf(document: CheckDocument) {
  const subject = subjectOf(document);
  const fine = crossCheck(subject, { settle: "all", witnesses: noWitnesses });
  return crossCheck(subject).parameters.flatMap(({ entries }, p) =>
    entries.map((entry, i) => witnessRows(entry, fine.parameters[p]!.entries[i]!.symbolic).at(-1)!),
  );
}

test.each<CheckDocument>([
  { chainrule: 1, subject: { kind: "network", text: "2 -> 3 tanh -> 1; loss=mse" }, seed: 7 },
  { chainrule: 1, subject: { kind: "formula", text: "x^2 y + z" }, at: { x: 0, y: 3e-200, z: 1e200 } },
])("60 digits confirm what is right, to the last digit that is written", (document) => {
  for (const row of sixtyOf(document)) expect(row).toMatchObject({ says: "confirms", alarm: false });
});

test("infinities of one sign do not differ", () => {
  const subject = subjectOf({ chainrule: 1, subject: { kind: "formula", text: "1/x" }, at: { x: 0 } });
  const [entry] = crossCheck(subject).parameters[0]!.entries;
  const rows = witnessRows(entry!, "-Infinity").filter(({ says }) => says !== "silent");
  expect(rows.map(({ witness, differs, says }) => [witness, differs, says])).toEqual([
    ["symbolic", "", "reference"],
    ["tape", "0", "as infinite"],
    ["float64", "0", "within"],
    ["60 digits", "0", "confirms"],
  ]);
});

test("60 digits contradict an error in the last place that the bounds let pass", () => {
  const [entry] = crossCheck(
    subjectOf({ chainrule: 1, subject: { kind: "formula", text: "x/3" }, at: { x: 1 } }),
  ).parameters[0]!.entries;
  const third = (last: string) => `0.${"3".repeat(29)}${last}`;
  const says = (symbolic: string) =>
    witnessRows({ ...entry!, symbolic, detectionLimit: 0 }, `0.${"3".repeat(60)}`).at(-1)!.says;
  expect([says(third("3")), says(third("4")), says("0")]).toEqual(["confirms", "contradicts", "contradicts"]);
});
