import { XMLParser } from "fast-xml-parser";
import { expect, it } from "vitest";
import { check } from "../check.ts";
import { toJUnit } from "./junit.ts";
import { suitesOf } from "./suites.ts";

/**
 * What the schema that Jenkins holds results against allows of each element: the children, the attributes, and which of
 * those must be. From junit-10.xsd of its xunit plugin (MIT), which refuses a file with anything else in it.
 */
const schema: Readonly<Record<string, readonly [children: string, attributes: string, required: string]>> = {
  testsuites: ["testsuite", "name time tests failures errors", ""],
  testsuite: [
    "testsuite properties testcase system-out system-err",
    "name tests failures errors group time skipped timestamp hostname id package file log url",
    "name tests failures errors",
  ],
  testcase: ["skipped error failure system-out system-err", "name time classname group", "name"],
  failure: ["#text", "type message", ""],
  error: ["#text", "type message", ""],
  skipped: ["#text", "type message", ""],
  "system-out": ["#text", "", ""],
};

type Node = Readonly<Record<string, readonly Node[]>> & { readonly ":@"?: Readonly<Record<string, string>> };

/** What of a node the schema does not allow. */
function faultsOf({ ":@": attributes = {}, ...element }: Node): readonly string[] {
  const [[name, children] = ["", []]] = Object.entries(element);
  if (name === "#text") return [];
  const [inside, allowed, required] = schema[name]!.map((words) => words.split(" "));
  return [
    ...children.flatMap((child) => {
      const [kind] = Object.keys(child).filter((key) => key !== ":@");
      return inside!.includes(kind!) ? faultsOf(child) : [`${kind} in ${name}`];
    }),
    ...Object.keys(attributes).flatMap((key) => (allowed!.includes(key) ? [] : [`${key} of ${name}`])),
    ...required!.flatMap((key) => (key === "" || key in attributes ? [] : [`${name} without ${key}`])),
  ];
}

it("has no element and no attribute that the schema of Jenkins refuses", () => {
  const suites = [
    { outcome: "passed", message: "" },
    { outcome: "failed", message: "wrong" },
    { outcome: "undecided", message: "open" },
    { outcome: "skipped", message: "a kink" },
  ] as const;
  const cases = suites.map((each) => ({ ...each, name: "x", cells: [] }));
  const [suite] = suitesOf(check((x) => x, [1]));
  const xml = toJUnit([{ ...suite!, cases, notes: ["said"] }]);
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "" });
  const [, root] = parser.parse(xml) as readonly Node[];
  expect(faultsOf(root!)).toEqual([]);
  expect(Object.keys(root!)).toContain("testsuites");
});
