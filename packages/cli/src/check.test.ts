import { faults } from "@chainrule/check";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./testing/fakeIo.ts";

const rows = (count: number, last: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) =>
    [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i + 1)]
      .map((x) => x.toFixed(4))
      .concat(last(i))
      .join(","),
  ).join("\n");

const files = {
  "kinds.csv": `a,b,c,kind\n${rows(20, (i) => ["rock", "mine", "sand"][i % 3]!)}\n`,
  "sizes.csv": `a,b,c,size\n${rows(9, (i) => (i / 4).toFixed(2))}\n`,
  "codes.csv": `a,b,c,code\n${rows(9, (i) => String(i % 3))}\n`,
  "broken.csv": "a,b,size\n1,2,3\n4,five,6\n",
  "empty.csv": "a,size\n",
};
const check = (...words: readonly string[]) => outcomeOf(["check", ...words], files);
const classes = (...words: readonly string[]) =>
  check(
    "--network",
    "3 -> 5 tanh -> 3 softmax; loss=ce",
    "--data",
    "kinds.csv",
    "--target",
    "kind",
    ...words,
  );

describe("check of a formula", () => {
  it("prints the report and exits with 0 where the voices agree", async () => {
    const { code, out, error, progress } = await check("sin(x y) / y", "--at", "x=0.7,y=3");
    expect([code, error]).toEqual([0, ""]);
    expect(out).toMatch(/^VERDICT {2}agree {3}2 entries/);
    expect(out).toContain("d/dx = ");
    expect(progress).toContain("checking 100 %");
    expect(progress.at(-1)).toBe("");
  });

  it("takes the point from one option or from several", async () => {
    const { code, out } = await check("x y", "--at", "x=1", "--at", "y=2");
    expect([code, out.includes("2 entries")]).toEqual([0, true]);
    const twice = await check("x y", "--at", "x=1,y=2", "--at", "x=3");
    expect([twice.code, twice.error.includes('"x" is given twice.')]).toEqual([2, true]);
  });

  it("differentiates by chosen variables", async () => {
    const { code, out } = await check("x y z", "--at", "x=1, y=2,z=3", "--wrt", "z, x");
    expect(code).toBe(0);
    expect(out).toContain("2 entries");
    expect(out).not.toContain("d/dy");
  });

  it("of second order compares the Hessian", async () => {
    const { code, out } = await check("x^2 y", "--at", "x=1,y=2", "--order", "2");
    expect(code).toBe(0);
    expect(out).toContain("order 2");
    expect(out).toContain("d/dx d/dy = ");
  });

  it("takes a formula that begins with a minus behind --", async () => {
    expect((await check("--at", "x=2", "--", "-x^2")).code).toBe(0);
    const forgotten = await check("-x^2", "--at", "x=2");
    expect(forgotten.code).toBe(2);
    expect(forgotten.error).toContain("goes last, behind --");
  });

  const undecided: readonly [string, string[], string][] = [
    ["a kink", ["relu(x)", "--at", "x=0"], "not differentiable here: 0 from the left, 1 from the right"],
    ["a jump", ["step(x)", "--at", "x=0"], "VERDICT  not differentiable here"],
    ["a point outside the domain", ["log(x)", "--at", "x=-1"], "VERDICT  inconclusive"],
    [
      "a tolerance that no bound meets",
      ["exp(x)", "--at", "x=1", "--tolerance", "1e-200"],
      "VERDICT  inconclusive",
    ],
  ];
  it.each(undecided)("exits with 3 at %s", async (_, words, line) => {
    const { code, out } = await check(...words);
    expect(code).toBe(3);
    expect(out).toContain(line);
  });

  it("allows kinks, and nothing but kinks, where told so", async () => {
    expect((await check("relu(x)", "--at", "x=0", "--allow-kinks")).code).toBe(0);
    expect((await check("log(x)", "--at", "x=-1", "--allow-kinks")).code).toBe(3);
    const faulty = ["relu(x) + 3 x", "--at", "x=0", "--allow-kinks", "--plant", "sign"];
    expect((await check(...faulty)).code).toBe(1);
  });

  it("writes JSON that holds the whole report and nothing else", async () => {
    const { out } = await check("exp(x)", "--at", "x=1", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      schema: "chainrule-report/1",
      verdict: "agree",
      parameters: [{ name: "x", entries: [{ verdict: "agree" }] }],
    });
    const planted = await check("exp(x)", "--at", "x=1", "--format", "json", "--plant", "sign");
    expect(JSON.parse(planted.out)).toMatchObject({ verdict: "disagree" });
    const outside = await check("log(x)", "--at", "x=-1", "--format", "json");
    expect(JSON.parse(outside.out)).toMatchObject({ value: "NaN" });
  });
});

describe("check of a network", () => {
  it("reads the data, takes 16 rows, and agrees", async () => {
    const { code, out } = await classes();
    expect(code).toBe(0);
    expect(out).toMatch(/^VERDICT {2}agree {3}38 entries .* on 16 samples/);
  });

  it("takes fewer rows where there are fewer or where told so, and other weights by seed", async () => {
    const sizes = ["--network", "3 -> 4 sigmoid -> 1; loss=mse", "--data", "sizes.csv", "--target", "size"];
    expect((await check(...sizes)).out).toContain("on 9 samples");
    expect((await classes("--batch", "5")).out).toContain("on 5 samples");
    const values = await Promise.all(["1", "2"].map((seed) => classes("--format", "json", "--seed", seed)));
    const [first, second] = values.map(({ out }) => (JSON.parse(out) as { value: number }).value);
    expect(first).not.toBe(second);
  });

  it("takes a column of whole numbers for classes where there are several outputs", async () => {
    const words = ["--network", "3 -> 3 softmax; loss=ce", "--data", "codes.csv", "--target", "code"];
    expect((await check(...words)).code).toBe(0);
  });

  const planted: readonly [string, string][] = [
    ["zero-first-layer", "layers.0.weight"],
    ["sign", "layers.0.weight"],
    ["scale", "layers.0.weight"],
    ["dropped-sum", "layers.0."],
    ["missing-unbroadcast", "layers.0.bias"],
  ];
  it.each(planted)("--plant %s exits with 1 and names %s", async (name, place) => {
    const { code, out } = await classes("--plant", name);
    expect(code).toBe(1);
    expect(out).toMatch(/^VERDICT {2}disagree .*worst: layers\./);
    expect(out.split("\n").some((line) => line.startsWith(place) && line.endsWith("disagree"))).toBe(true);
    expect(out).toContain(
      `planted fault "${name}": ${faults.find((fault) => fault.name === name)!.description}`,
    );
    expect(out).toMatch(/rule of the usual gradient checkers .* (PASSES it|fails it too)/);
  });

  it("names the first wrong edge, and what it looks like", async () => {
    const { code, out } = await check("sin(x) y", "--at", "x=0.5,y=2", "--wrt", "x", "--plant", "sign");
    expect(code).toBe(1);
    expect(out).toMatch(
      /first wrong edge: sin \(entry 0\) -> x: contributes -1\.755\d* instead of 1\.755\d*; it looks like a wrong sign/,
    );
    const right = await check("sin(x) y", "--at", "x=0.5,y=2");
    expect(right.out).not.toContain("wrong edge");
  });

  it("--plant second-order is found at order 2, and at order 1 says where to look", async () => {
    const first = await classes("--plant", "second-order");
    expect([first.code, first.out.includes("add --order 2")]).toEqual([0, true]);
    const second = await classes("--plant", "second-order", "--order", "2");
    expect(second.code).toBe(1);
    expect(second.out).toMatch(/worst: H v layers\./);
  });

  it("--plant dropped-path is found where a value is used twice, and says where it changes nothing", async () => {
    expect((await check("x sin(x)", "--at", "x=1", "--plant", "dropped-path")).code).toBe(1);
    const once = await check("sin(x)", "--at", "x=1", "--plant", "dropped-path");
    expect([once.code, once.out.includes("it changes nothing here")]).toEqual([0, true]);
  });
});

describe("what cannot be", () => {
  const net = ["--network", "3 -> 2 tanh -> 1", "--data", "sizes.csv", "--target", "size"];
  const usage: readonly [string, readonly string[], string][] = [
    ["nothing", [], "cli/usage: Give either a formula"],
    ["formula and network", ["x", "--network", "1 -> 1"], "cli/usage: Give either a formula"],
    ["a target without data", ["--network", "1 -> 1", "--target", "size"], "cli/usage: Data need a column"],
    ["a batch without data", ["--network", "1 -> 1", "--batch", "3"], "cli/usage: Data need a column"],
    [
      "a network without target",
      ["--network", "1 -> 1", "--data", "sizes.csv"],
      "cli/usage: Data need a column",
    ],
    [
      "data for a formula",
      ["x", "--at", "x=1", "--data", "sizes.csv"],
      "cli/usage: --data goes with --network",
    ],
    ["a batch for a formula", ["x", "--at", "x=1", "--batch", "3"], "cli/usage: --batch goes with --network"],
    [
      "a point that is no parameter",
      [...net, "--at", "x=1"],
      'check/document: $.at.x: "x" of shape [] is none',
    ],
    ["a variable that is no parameter", [...net, "--wrt", "x"], 'check/point: There is no parameter "x"'],
    ["an unknown option", ["x", "--frobnicate"], "unknown option '--frobnicate'"],
    ["a second formula", ["x", "y", "--at", "x=1"], "too many arguments"],
    ["a point that is no assignment", ["x", "--at", "x"], '"x" is no assignment'],
    ["a point without a name", ["x", "--at", "=1"], '"=1" is no assignment'],
    ["a point without a value", ["x", "--at", "x="], '"x=" is no assignment'],
    ["a value that is no number", ["x", "--at", "x=1/2"], '"x=1/2" is no assignment'],
    ["two signs of equality", ["x", "--at", "x=1=2"], '"x=1=2" is no assignment'],
    ["a name given twice", ["x", "--at", "x=1,x=2"], '"x" is given twice'],
    ["a value that is not finite", ["x", "--at", "x=1e999"], "check/document: $.at.x"],
    ["a variable without value", ["x + y", "--at", "x=1"], 'check/point: The variable "y" has no value'],
    ["a value for no variable", ["x", "--at", "x=1,z=2"], 'check/point: The formula has no variable "z"'],
    ["a formula without variables", ["2 + 3"], "check/nothing"],
    ["order 4", ["x", "--at", "x=1", "--order", "4"], "the order is 1 (gradients), 2 (Hessians) or 3"],
    [
      "an unknown fault",
      ["x", "--at", "x=1", "--plant", "gremlin"],
      'there is no fault "gremlin"; choose one of zero',
    ],
    ["a tolerance of 0", ["x", "--at", "x=1", "--tolerance", "0"], '"0" is no positive number'],
    ["an infinite tolerance", ["x", "--at", "x=1", "--tolerance", "Infinity"], "is no positive number"],
    ["a batch of 1.5", [...net, "--batch", "1.5"], '"1.5" is no whole number'],
    ["a batch of no name", [...net, "--batch", ""], '"" is no whole number'],
    ["a seed below 0", [...net, "--seed", "-1"], '"-1" is no whole number'],
    ["a batch of 0", [...net, "--batch", "0"], "cli/usage: 0 rows"],
    ["more rows than there are", [...net, "--batch", "10"], "cli/usage: 10 rows were asked for"],
    [
      "an unknown format",
      ["x", "--at", "x=1", "--format", "xml"],
      "Allowed choices are text, json, junit, markdown, latex, sarif",
    ],
    [
      "a file that is not there",
      [...net.slice(0, 3), "none.csv", ...net.slice(4)],
      "cli/usage: none.csv cannot be read: there is no such file",
    ],
    ["a column that is not there", [...net.slice(0, 5), "weight"], "files/csv"],
    ["a cell that is no number", [...net.slice(0, 3), "broken.csv", ...net.slice(4)], "five"],
    ["a file without rows", [...net.slice(0, 3), "empty.csv", ...net.slice(4)], "train/data"],
    [
      "data of another width",
      ["--network", "4 -> 1", ...net.slice(2)],
      "check/network: The network takes 4 inputs",
    ],
    [
      "an activation that is none",
      ["--network", "3 -> 2 wobble -> 1", ...net.slice(2)],
      'no activation "wobble"',
    ],
    [
      "an unknown loss",
      ["--network", "3 -> 1; loss=huber", ...net.slice(2)],
      'check/network: There is no loss "huber"',
    ],
  ];
  it.each(usage)("%s exits with 2 and says what to do", async (_, words, message) => {
    const { code, out, error } = await check(...words);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
    expect(error).not.toContain("    at ");
  });

  it("names the code of an error and points at its place in the formula", async () => {
    const { code, error } = await check("sin(x +) y", "--at", "x=1,y=1");
    expect(code).toBe(2);
    const [message, formula, caret] = error.split("\n");
    expect(message).toMatch(/^expr\/syntax: /);
    expect(formula).toContain("sin(x +) y");
    expect(formula![caret!.indexOf("^")]).toBe(")");
  });

  it.each([
    ["wobble(x)", "expr/unknown-function"],
    ["sum(x[i], i, 1, 3)", "check/not-lowered"],
    ["polygamma(n, x)", "check/not-lowered"],
  ])("%s: %s", async (formula, codeOf) => {
    const names = formula.includes("n,") ? "n=1,x=1" : "x=1";
    const { code, error } = await check(formula, "--at", names);
    expect(code).toBe(2);
    expect(error).toContain(codeOf);
  });
});
