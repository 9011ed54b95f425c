import { array } from "@chainrule/array";
import { differentiate, parse } from "@chainrule/expr";
import { network, uniform } from "@chainrule/nn";
import { random } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { faults } from "../faults/faults.ts";
import { networkSubject } from "../subject/network.ts";
import { equals, formulaAgrees, gradientOf, property, simplifiesToZero } from "./findings.ts";
import { type Finding, isAsExpected } from "./item.ts";
import { paperItems } from "./items.ts";
import { type SonarTask, sonarItem } from "./sonar.ts";

const numbered = (letter: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);

/** The findings of an item that are not as they must be. */
const wrong = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((each) => !isAsExpected(each));

const findingsOf = async (id: string): Promise<readonly Finding[]> =>
  paperItems.find((item) => item.id === id)!.check();

describe("the paper's items", () => {
  it("are S1 to S24 in order, then the errata", () => {
    expect(paperItems.map(({ id }) => id)).toEqual([...numbered("S", 24), ...numbered("E", 21)]);
    expect(new Set(paperItems.map(({ title }) => title)).size).toBe(paperItems.length);
  });

  it.each(paperItems.map((item) => [item.id, item] as const))("%s is as it must be", async (_, item) => {
    const findings = await item.check();
    expect(findings.length).toBeGreaterThan(0);
    expect(wrong(findings)).toEqual([]);
    for (const { outcome, ulps, boundUlps } of findings.filter((each) => each.outcome === "agree")) {
      expect([outcome, ulps! <= boundUlps!]).toEqual(["agree", true]);
    }
  });
});

describe("golden facts", () => {
  const details = async (id: string, what: string) =>
    (await findingsOf(id)).filter((each) => each.what.includes(what)).map(({ detail }) => detail);

  it("S6: a central difference at the jump gives 500000", async () => {
    expect((await details("S6", "central difference"))[0]).toContain("500000 against 500000");
  });

  it("S5 and E1: the area is 1, and sqrt(sigma) as printed", async () => {
    expect((await findingsOf("S5")).filter(({ what }) => what.includes("area")).length).toBe(3);
    const printed = await details("E1", "as printed");
    expect(printed.slice(0, 2).map((text) => Number.parseFloat(text!))).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(2, 12),
    ]);
  });

  it("S19: a step of 0.1 changes the cost by 0.1 |grad C|^2 to first order, down and up", async () => {
    const [w, b] = [-0.17412065423896253, -0.24874379176994646]; // the published derivatives of S14
    const steps = (await details("S19", "C"))
      .slice(0, 2)
      .map((text) => text!.split(" -> ").map(Number.parseFloat));
    const changes = steps.map(([before, after]) => after! - before!);
    expect(changes).toEqual([
      expect.closeTo(-0.1 * (w * w + b * b), 3),
      expect.closeTo(0.1 * (w * w + b * b), 3),
    ]);
  });

  it("S14: three published values, S13: 26 parameters, S17: a dropped sum is seen", async () => {
    expect((await findingsOf("S14")).filter(({ what }) => /^dC\/d[wba]$/.test(what)).length).toBe(3);
    expect((await details("S13", "26"))[0]).toContain("26 against 26");
    const expected = (await findingsOf("S17")).map((each) => each.expected);
    expect(expected).toEqual(["agree", "holds", "fails", "disagree", "holds"]);
  });

  it("E2: as printed the cross-entropy is not finite at a label and has its minimum at an end", async () => {
    const findings = await findingsOf("E2");
    expect(findings.filter(({ expected }) => expected === "fails").length).toBe(3);
    expect((await details("E2", "as printed, it is finite"))[0]).toMatch(/NaN|Infinity/);
    expect((await details("E2", "mended, it is least"))[0]).toBe("least at 0.3");
  });
});

describe("a wrong claim turns red", () => {
  const gaussian = parse("gaussian(x, mu, sigma)");
  const data = { inputs: array([[0.5, -1]]), targets: array([[1]]) };
  const net = networkSubject("2 -> 3 tanh -> 1", data);
  const planted: readonly [string, () => Finding][] = [
    [
      "a closed form of the wrong sign",
      () => simplifiesToZero("", differentiate(parse("sin(x)"), "x"), "-cos(x)"),
    ],
    [
      "the paper's derivative by sigma, from the wrong factor",
      () =>
        simplifiesToZero(
          "",
          differentiate(gaussian, "sigma"),
          "((x - mu)^2 / sigma^3 - 1 / (2 sigma)) gaussian(x, mu, sigma)",
        ),
    ],
    ["a number off by 1e-14", () => equals("", 1 + 1e-14, 1)],
    ["a number that is none", () => equals("", Number.NaN, 1)],
    ["a property that fails", () => property("", false)],
    ["an erratum that is none", () => property("", true, "", "fails")],
    ["a kink that is passed off as smooth", () => formulaAgrees("relu(x)", { x: 0 })],
    ["a smooth point called a kink", () => formulaAgrees("relu(x)", { x: 1 }, "not differentiable here")],
    [
      "a faulty gradient",
      () => gradientOf("", net, "agree", { fault: faults.find(({ name }) => name === "sign")!.plant(0) }),
    ],
    ["a fault that is not caught", () => gradientOf("", net, "disagree")],
    ["a point outside the domain", () => formulaAgrees("log(x)", { x: -1 })],
  ];
  it.each(planted)("%s", (_, finding) => {
    expect(isAsExpected(finding())).toBe(false);
  });

  it("and the right ones stay green", () => {
    expect(isAsExpected(simplifiesToZero("", differentiate(parse("sin(x)"), "x"), "cos(x)"))).toBe(true);
    expect(isAsExpected(equals("", 1 + 2 ** -52, 1))).toBe(true);
    expect(isAsExpected(equals("", 0, 0))).toBe(true);
    expect(isAsExpected(formulaAgrees("relu(x)", { x: 0 }, "not differentiable here"))).toBe(true);
  });
});

describe("the sonar task", () => {
  const numbers = (rows: number, columns: number, phase: number) =>
    array(
      Array.from({ length: rows * columns }, (_, i) => (1 + Math.sin(1.3 * i + phase)) / 2),
      { shape: [rows, columns] },
    );
  const targets = array(Array.from({ length: 40 }, (_, i) => [i % 2, 1 - (i % 2)]));
  const trained = network("60 -> 12 sigmoid -> 2 sigmoid", { weights: uniform(1) }).init(random.key(5), [60]);
  const task = (trainAccuracy: number, testAccuracy: number): SonarTask => ({
    inputs: numbers(40, 60, 0),
    targets,
    train: async (onProgress) => {
      onProgress(1);
      return { parameters: trained.parameters, trainAccuracy, testAccuracy };
    },
  });

  it("compares 758 entries twice, and shows the accuracy beside the published one", async () => {
    const seen: number[] = [];
    const item = sonarItem(() => task(0.99, 0.875));
    const findings = await item.check((fraction) => void seen.push(fraction));
    expect(wrong(findings)).toEqual([]);
    expect(findings.filter(({ outcome }) => outcome === "agree").length).toBe(2);
    expect(findings.map(({ detail }) => detail).join()).toContain("758 against 758");
    const last = findings.at(-1)!.detail!;
    expect(last).toContain("87.5 %");
    expect(last).toContain("84.7 %");
    expect(last).toContain("One fold is a sample");
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  }, 60_000);

  it("does not pass a net that learnt nothing", async () => {
    const findings = await sonarItem(async () => task(0.5, 0.5)).check();
    expect(wrong(findings).map(({ what }) => what)).toEqual([expect.stringContaining("learns its task")]);
  }, 60_000);
});
