import { formats } from "@chainrule/check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "./testing/fakeIo.ts";

// What each format looks like, stored whole in fixtures/formats: read the difference before it is taken over with `vitest run -u`.
// All points are such that only sums, products, quotients and square roots are taken, which every engine rounds alike.

const data = {
  inputs: [
    [1, 0.5],
    [-0.5, 2],
  ],
  targets: [[1], [-1]],
};
const at = {
  "layers.0.weight": [
    [0.5, -1],
    [1.5, 0.25],
  ],
  "layers.0.bias": [0.75, -0.5],
  "layers.1.weight": [[2, -0.5]],
  "layers.1.bias": [0.125],
};
const network = { kind: "network", text: "2 -> 2 relu -> 1; loss=mse", data };
/** As another framework might have it, with the sign of the first array wrong. */
const claimed = [
  { name: "0.weight", shape: [2, 2], values: [-0.125, -0.0625, 0.03125, 0.015625] },
  { name: "0.bias", shape: [2], values: [0.125, -0.03125] },
  { name: "2.weight", shape: [1, 2], values: [0.046875, 0.0703125] },
  { name: "2.bias", shape: [1], values: [1.1875] },
];
const files = {
  "nets/sign.json": JSON.stringify({ chainrule: 1, subject: network, at, fault: "sign" }),
  "nets/grads.json": JSON.stringify({
    chainrule: 1,
    subject: { kind: "claim", of: network, gradient: claimed },
    at,
  }),
};

const cases: readonly (readonly [name: string, code: number, words: readonly string[]])[] = [
  ["agree", 0, ["check", "x y / (1 + x^2)", "--at", "x=2,y=3"]],
  ["disagree", 1, ["check", "x y^2 + sqrt(x)", "--at", "x=4,y=3", "--plant", "sign"]],
  ["inconclusive", 3, ["check", "x + sqrt(y)", "--at", "x=2,y=-1"]],
  ["kink", 3, ["check", "relu(x) + |y|", "--at", "x=0,y=2"]],
  ["network", 1, ["check", "nets/sign.json"]],
  ["claim", 1, ["import", "nets/grads.json"]],
];
const extensions = { text: "txt", json: "json", junit: "xml", markdown: "md", latex: "tex", sarif: "sarif" };

describe.each(cases)("%s", (name, code, words) => {
  test.each(formats)("as %s", async (format) => {
    const outcome = await outcomeOf([...words, "--format", format], files);
    expect([outcome.code, outcome.error]).toEqual([code, ""]);
    await expect(`${outcome.out}\n`).toMatchFileSnapshot(`../fixtures/formats/${name}.${extensions[format]}`);
  });
});

interface Counts {
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
}
interface Suite extends Counts {
  readonly skipped: string;
  readonly testcase: readonly Readonly<Record<string, unknown>>[];
}

describe("JUnit, read by a parser of another house", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => /^test(suite|case)$/.test(name),
  });

  test.each(cases)("%s: counts what it lists, and every case has a name of its own", async (_, __, words) => {
    const { out } = await outcomeOf([...words, "--format", "junit"], files);
    expect(XMLValidator.validate(out)).toBe(true);
    const { testsuites } = parser.parse(out) as {
      readonly testsuites: Counts & { readonly testsuite: readonly Suite[] };
    };
    const all = testsuites.testsuite.flatMap(({ testcase }) => testcase);
    const count = (testcase: Suite["testcase"], element: string): string =>
      String(testcase.filter((each) => element in each).length);
    for (const { testcase, ...counts } of [...testsuites.testsuite, { ...testsuites, testcase: all }]) {
      expect(counts).toMatchObject({
        tests: String(testcase.length),
        failures: count(testcase, "failure"),
        errors: count(testcase, "error"),
      });
    }
    for (const { testcase, skipped } of testsuites.testsuite)
      expect(skipped).toBe(count(testcase, "skipped"));
    const names = all.map(({ classname, name }) => `${classname} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
