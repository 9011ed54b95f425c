import { describe, expect, it, onTestFinished, test } from "vitest";
import { agreementOf } from "../agreement/agreement.ts";
import { readDocument } from "../document/readDocument.ts";
import { toJson } from "../report/json.ts";
import { certify } from "./certify.ts";
import { differencesBetween } from "./differences.ts";
import { verifyReport } from "./verify.ts";

type Fields = Record<string, unknown>;

const certificateOf = (subject: object, more: object = {}): Fields =>
  JSON.parse(toJson(certify(readDocument({ chainrule: 1, subject, ...more }))));
const copyOf = (certificate: Fields): Fields => JSON.parse(JSON.stringify(certificate));
const formula = { kind: "formula", text: "sin(x y) / y" };
const network = { kind: "network", text: "2 -> 3 tanh -> 2 softmax; loss=ce" };
const at = { x: 0.7, y: 3 };
const certificates: readonly (readonly [string, Fields])[] = [
  ["a formula", certificateOf(formula, { at })],
  ["a Hessian", certificateOf(formula, { at, order: 2 })],
  ["a wrong gradient", certificateOf(formula, { at, fault: "scale" })],
  ["a network", certificateOf(network, { seed: 3 })],
  ["a kink", certificateOf({ kind: "formula", text: "relu(x) exp(y)" }, { at: { x: 0, y: 1 } })],
  [
    "a claim",
    certificateOf({ kind: "claim", of: formula, gradient: { x: -0.5, y: -0.2137095762565082 } }, { at }),
  ],
];

describe("on another engine", () => {
  const names = [
    "exp",
    "log",
    "log1p",
    "expm1",
    "sin",
    "cos",
    "tan",
    "tanh",
    "sinh",
    "cosh",
    "pow",
    "cbrt",
  ] as const;

  /** Has every function of Math be off by a unit in the last place now and then. */
  function otherEngine(): void {
    const own = names.map((name) => Math[name] as (...values: number[]) => number);
    let count = 0;
    for (const [i, name] of names.entries()) {
      const off = (...values: number[]): number => {
        const y = own[i]!(...values);
        count = (count * 69069 + 1) % 2 ** 32;
        return Number.isInteger(y) ? y : y * (1 + ((Math.floor(count / 2 ** 20) % 3) - 1) * 2 ** -53 * 1.5);
      };
      Object.assign(Math, { [name]: off });
    }
    onTestFinished(() => {
      for (const [i, name] of names.entries()) Object.assign(Math, { [name]: own[i] });
    });
  }

  it.each(certificates)("%s is the same within rounding", (_, certificate) => {
    otherEngine();
    const { outcome, differences } = verifyReport(certificate);
    expect(differences.filter(({ isRounding }) => !isRounding)).toEqual([]);
    expect(outcome).toBe("same within rounding");
  });
});

/** Every place of a value that is no object: the object that holds it, and its name there. */
function places(value: unknown): readonly (readonly [Fields, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === "object" && each !== null ? places(each) : [[value as Fields, key] as const],
  );
}

/** Figures that measure rounding itself: between rounding and nothing there is no forgery. */
const ofRounding = (holder: Fields, key: string): boolean =>
  key === "deviation" || (key === "difference" && holder["verdict"] !== "disagree");

const forgers: readonly (readonly [string, (value: unknown, holder: Fields, key: string) => unknown])[] = [
  ["a third more", (value, holder, key) => (ofRounding(holder, key) ? value : scaled(value, 4 / 3))],
  ["half as large", (value, holder, key) => (ofRounding(holder, key) ? value : scaled(value, 1 / 2))],
  ["another sign", (value, holder, key) => (ofRounding(holder, key) ? value : scaled(value, -1))],
  ["another word", (value) => (typeof value === "string" ? `${value}.` : value)],
  ["the contrary", (value) => (typeof value === "boolean" ? !value : value)],
  ["nothing", () => undefined],
  ["not a number", (value) => (typeof value === "number" ? "NaN" : value)],
  ["a figure as text", (value) => (typeof value === "number" ? String(value) : value)],
];

function scaled(value: unknown, factor: number): unknown {
  if (typeof value === "number") return value * factor;
  return typeof value === "string" && /^-?[\d.]+(e-?\d+)?$/.test(value)
    ? String(Number(value) * factor)
    : value;
}

describe("a forged field, each by itself", () => {
  it.each(certificates)("of %s shows", (_, certificate) => {
    const { document: __, ...derived } = certificate;
    const missed: string[] = [];
    for (const [name, forge] of forgers) {
      for (let i = 0; i < places(derived).length; i += 1) {
        const forged: Fields = copyOf(derived);
        const [holder, key] = places(forged)[i]!;
        const value = holder[key];
        const other = forge(value, holder, key);
        if (Object.is(other, value) || other === value) continue;
        holder[key] = other;
        const differences = differencesBetween(derived, forged, () => 1e-15);
        if (differences.every(({ isRounding }) => isRounding)) missed.push(`${key}: ${name}`);
      }
    }
    expect(missed).toEqual([]);
  });

  it.each([
    ["the point", (r: Fields) => ((r["document"] as { at: Fields }).at["x"] = 0.7000000001)],
    [
      "the formula",
      (r: Fields) => ((r["document"] as { subject: Fields }).subject["text"] = "sin(x y) / (y)"),
    ],
    ["the tolerance", (r: Fields) => ((r["document"] as Fields)["tolerance"] = 1e-31)],
    ["the order", (r: Fields) => ((r["document"] as Fields)["order"] = 2)],
    ["the fault", (r: Fields) => ((r["document"] as Fields)["fault"] = "sign")],
  ])("of the document shows: %s", (_, change) => {
    const copy = copyOf(certificates[0]![1]);
    change(copy);
    expect(verifyReport(copy).outcome).toBe("different");
  });

  it("a bound a quarter larger or smaller may be another engine's, and no more", () => {
    const [entry] = (certificates[0]![1]["parameters"] as { entries: Fields[] }[])[0]!.entries;
    for (const [name, factors] of [
      ["boundUlps", [1.26, 0.74]],
      ["detectionLimit", [1 + 1e-8, 1 - 1e-8]],
      ["ulps", [1 + 1e-6, 1 - 1e-6]],
    ] as const) {
      for (const factor of factors) {
        const copy = copyOf(certificates[0]![1]);
        (copy["parameters"] as { entries: Fields[] }[])[0]!.entries[0]![name] = Number(entry![name]) * factor;
        expect(verifyReport(copy).outcome).toBe("different");
      }
    }
  });

  it("a float64 result, or what a witness has, may be off by its bounds and no more", () => {
    for (const [name, factor] of [
      ["kernel", 1 + 1e-13],
      ["complexStep", 1 + 1e-11],
      ["dualNumbers", 1 + 1e-11],
    ] as const) {
      const copy = copyOf(certificates[0]![1]);
      const parameters = copy["parameters"] as { entries: Fields[] }[];
      const [entry] = parameters[0]!.entries;
      const [holder, key] = name === "kernel" ? [entry!, name] : [entry![name] as Fields, "value"];
      holder[key] = Number(holder[key]) * factor;
      copy["agreement"] = agreementOf(parameters as never); // follows from the entries, so a forger makes it follow
      expect(verifyReport(copy).outcome, name).toBe("different");
    }
  });

  it("a witness that is left out shows", () => {
    const copy = copyOf(certificates[0]![1]);
    const parameters = copy["parameters"] as { entries: Fields[] }[];
    delete parameters[0]!.entries[0]!["complexStep"];
    copy["agreement"] = agreementOf(parameters as never);
    expect(verifyReport(copy).outcome).toBe("different");
  });
});

test("above a thousand entries which of them witnesses look at is rounding, but for one that contradicts", () => {
  const entries = Array.from({ length: 1001 }, () => ({ symbolic: "1" }));
  const withLook = (contradicts: boolean): Fields => ({
    parameters: [{ entries: entries.with(7, { symbolic: "1", complexStep: { contradicts } } as never) }],
  });
  const between = (derived: Fields, reported: Fields) => differencesBetween(derived, reported, () => 0);
  const none = { parameters: [{ entries }] };
  expect(between(none, withLook(false)).map(({ isRounding }) => isRounding)).toEqual([true]);
  expect(between(withLook(false), none).map(({ isRounding }) => isRounding)).toEqual([true]);
  expect(between(withLook(true), none).map(({ isRounding }) => isRounding)).toEqual([false]);
  expect(between(none, withLook(true)).map(({ isRounding }) => isRounding)).toEqual([false]);
});
