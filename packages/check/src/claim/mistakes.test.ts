import { describe, expect, it } from "vitest";
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";

// A net of two layers, 2 -> 3 sigmoid(beta=2) -> 2, mean squared error, with a backward pass written by hand in plain loops: each
// mistake is one that people make there.

type Matrix = readonly (readonly number[])[];

const inputs: Matrix = [
  [0.3, -1.2],
  [0.8, 0.5],
  [-0.6, 0.9],
  [1.5, 0.2],
];
const targets: Matrix = [
  [1, 0],
  [0.2, 0.4],
  [0, 1],
  [0.5, 0.1],
];
const [W1, b1]: [Matrix, number[]] = [
  [
    [0.4, -0.7],
    [1.1, 0.3],
    [-0.2, 0.6],
  ],
  [0.1, -0.3, 0.2],
];
const [W2, b2]: [Matrix, number[]] = [
  [
    [0.9, -0.4, 0.7],
    [-0.5, 0.8, 0.3],
  ],
  [0.05, -0.15],
];
const beta = 2;

interface Mistakes {
  readonly slope?: (z: number, a: number) => number;
  readonly perSample?: boolean;
  readonly error?: number;
  readonly biasSum?: boolean;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const right = (_: number, a: number): number => beta * a * (1 - a);

/** The gradient, in layer order, of a pass with mistakes. */
function gradient({ slope = right, error = 1, biasSum = true }: Mistakes) {
  const samples = inputs.map((x, n) => {
    const z = W1.map((row, j) => row[0]! * x[0]! + row[1]! * x[1]! + b1[j]!);
    const a = z.map((each) => sigmoid(beta * each));
    const y = W2.map((row, k) => row.reduce((sum, w, j) => sum + w * a[j]!, b2[k]!));
    const e = y.map(
      (each, k) => (error * 2 * (each - targets[n]![k]!)) / (inputs.length * targets[0]!.length),
    );
    const d = a.map((each, j) => W2.reduce((sum, row, k) => sum + row[j]! * e[k]!, 0) * slope(z[j]!, each));
    return { x, a, e, d };
  });
  const total = (of: (sample: (typeof samples)[number]) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0);
  return {
    "layers.0.weight": W1.map((row, j) => row.map((_, i) => total(({ x, d }) => d[j]! * x[i]!))),
    "layers.0.bias": b1.map((_, j) => (biasSum ? total(({ d }) => d[j]!) : samples[0]!.d[j]!)),
    "layers.1.weight": W2.map((row, k) => row.map((_, j) => total(({ a, e }) => e[k]! * a[j]!))),
    "layers.1.bias": b2.map((_, k) => total(({ e }) => e[k]!)),
  };
}

const at = { "layers.0.weight": W1, "layers.0.bias": b1, "layers.1.weight": W2, "layers.1.bias": b2 };

const graded = (claimed: object) =>
  checkDocument(
    readDocument({
      chainrule: 1,
      subject: {
        kind: "claim",
        of: { kind: "network", text: "2 -> 3 sigmoid(beta=2) -> 2; loss=mse", data: { inputs, targets } },
        gradient: claimed,
      },
      at,
      witnesses: [],
    }),
  ).claim!;

describe("mistakes of a backward pass written by hand", () => {
  it("without a mistake it agrees", () => {
    expect(graded(gradient({})).verdict).toBe("agree");
  });

  const inside: readonly [string, Mistakes, RegExp][] = [
    ["beta is forgotten", { slope: (_, a) => a * (1 - a) }, /beta/],
    [
      "the activation stands for the pre-activation",
      { slope: (_, a) => beta * sigmoid(a) * (1 - sigmoid(a)) },
      /pre-activation/,
    ],
    [
      "the function stands for its derivative",
      { slope: (_, a) => beta * a },
      /^the function in place of its derivative$/,
    ],
    ["the derivative is left out", { slope: () => beta }, /^a factor or a derivative that was left out/],
    ["the sign is wrong", { slope: (z, a) => -right(z, a) }, /^a wrong sign$/],
    ["a factor of 2", { slope: (z, a) => 2 * right(z, a) }, /^an extra factor of 2$/],
  ];
  it.each(inside)("%s: the hidden layer is named, and the edge", (_, mistakes, looksLike) => {
    const { verdict, firstWrongLayer, mistake } = graded(gradient(mistakes));
    expect([verdict, firstWrongLayer]).toEqual(["disagree", "layers.0"]);
    expect(mistake?.looksLike).toMatch(looksLike);
  });

  it("a bias without the sum over the batch is the only wrong array, and the edge is the addition", () => {
    const { parameters, mistake } = graded(gradient({ biasSum: false }));
    expect(parameters.filter(({ verdict }) => verdict === "disagree").map(({ name }) => name)).toEqual([
      "layers.0.bias",
    ]);
    expect(mistake).toMatchObject({
      operation: "add",
      leadsTo: "layers.0.bias",
      looksLike: /sum over the batch/,
    });
  });

  it("a mean in place of a sum, and the reverse, show as a factor on every array", () => {
    const small = graded(gradient({ error: 1 / 8 }));
    expect(small.parameters.map(({ looksLike }) => looksLike)).toEqual(
      new Array(4).fill("a mean in place of a sum: 8 times too small"),
    );
    const large = graded(gradient({ error: 4 }));
    expect(large.parameters[0]!.looksLike).toBe("a sum in place of a mean: 4 times too large");
    expect(large.firstWrongLayer).toBe("layers.1");
  });

  const [w1, w2] = [gradient({})["layers.0.weight"], gradient({})["layers.1.weight"]];
  const whole: readonly [string, object, RegExp][] = [
    ["the sign", { "layers.1.weight": w2.map((row) => row.map((x) => -x)) }, /^a wrong sign$/],
    ["half", { "layers.1.weight": w2.map((row) => row.map((x) => x / 2)) }, /^a missing factor of 2$/],
    ["zeros", { "layers.0.weight": w1.map((row) => row.map(() => 0)) }, /^a missing gradient: all zeros$/],
    [
      "another order",
      [{ name: "layers.0.weight", shape: [3, 2], values: [0, 1].flatMap((i) => w1.map((row) => row[i]!)) }],
      /transposed/,
    ],
    [
      "a percent",
      { "layers.0.weight": w1.map((row) => row.map((x) => 1.01 * x)) },
      /^a factor of 1\.01000 on the whole array$/,
    ],
    [
      "little more",
      { "layers.0.weight": w1.map((row) => row.map((x) => (1 + 5e-10) * x)) },
      /^a factor of 1 \+ 5\.0e-10 on the whole array$/,
    ],
  ];
  it.each(whole)("of a single array: %s", (_, claimed, looksLike) => {
    const { parameters, notes } = graded(claimed);
    expect(parameters).toHaveLength(1);
    expect(parameters[0]!.looksLike).toMatch(looksLike);
    expect(notes.join()).toMatch(/Nothing is claimed of layers/);
  });
});

describe("formulas claimed for formulas", () => {
  const claim = (text: string, point: object, gradient: object) =>
    checkDocument(
      readDocument({
        chainrule: 1,
        subject: { kind: "claim", of: { kind: "formula", text }, gradient },
        at: point,
      }),
    ).claim!;

  it("a right one agrees, in whatever form, and is proved", () => {
    const { verdict, parameters } = claim(
      "sin(x)^2 y",
      { x: 1, y: 2 },
      { x: "y sin(2x)", y: "1 - cos(x)^2" },
    );
    expect(verdict).toBe("agree");
    expect(parameters[0]!.formula).toContain("proved equal");
  });

  it("a wrong one disagrees though it is right at the point, and a counterexample is named", () => {
    const { verdict, parameters } = claim("x^2", { x: 2 }, { x: "x^2" });
    expect(verdict).toBe("disagree");
    expect(parameters[0]!.entries[0]!.verdict).toBe("agree");
    expect(parameters[0]!.formula).toMatch(/not the derivative, as x = /);
  });

  it("numbers and formulas go together", () => {
    const { parameters } = claim("x y", { x: 2, y: 3 }, { x: 3, y: "y" });
    expect(parameters.map(({ verdict }) => verdict)).toEqual(["agree", "disagree"]);
  });

  it("at a kink any slope between the sides is accepted, and no other", () => {
    expect(claim("relu(x)", { x: 0 }, { x: 0.5 }).verdict).toBe("not differentiable here");
    expect(claim("relu(x)", { x: 0 }, { x: 1.5 }).verdict).toBe("disagree");
  });

  it("where the voices have no number, nothing is passed", () => {
    expect(claim("log(x)", { x: -1 }, { x: -1 }).verdict).toBe("inconclusive");
  });
});

describe("what cannot be graded", () => {
  const formula = { kind: "formula", text: "x^2" };
  const network = { kind: "network", text: "2 -> 1; loss=mse" };
  const wrong: readonly [string, object, object, string][] = [
    ["nothing", formula, {}, "Nothing is claimed"],
    ["a variable that does not occur", formula, { q: "2" }, '"q" is none of the parameters'],
    ["a formula for a network", network, { "layers.0.bias": "x" }, "give numbers of a network"],
    [
      "values of another count",
      formula,
      [{ name: "x", shape: [2], values: [1] }],
      "1 values, but the shape [2] has 2",
    ],
  ];
  it.each(wrong)("%s", (_, of, gradient, message) => {
    const document = readDocument({ chainrule: 1, subject: { kind: "claim", of, gradient }, seed: 1 });
    expect(() => checkDocument(document)).toThrow(message);
  });

  it("a claim of second order", () => {
    const subject = { kind: "claim", of: formula, gradient: { x: "2x" } };
    expect(() => checkDocument(readDocument({ chainrule: 1, subject, at: { x: 1 }, order: 2 }))).toThrow(
      "$.order",
    );
  });
});
