import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ActivationChoice,
  activationNames,
  activationParameterNames,
  checkNetwork,
  completeActivation,
  DescriptionError,
  MAX_UNITS,
  type NetworkDescription,
  NetworkError,
  parameterCount,
  parseNetwork,
  parseNetworkJson,
  printNetwork,
} from "../index.ts";

function failure(work: () => unknown): DescriptionError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(DescriptionError);
    expect(error).toBeInstanceOf(NetworkError);
    return error as DescriptionError;
  }
  throw new Error("nothing was thrown");
}

const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
const activations = fc.constantFrom(...activationNames).chain((name) =>
  fc
    .record(Object.fromEntries(activationParameterNames(name).map((parameter) => [parameter, finite])), {
      requiredKeys: [],
    })
    .map((given) => {
      if ("sigma" in given) given["sigma"] = Math.abs(given["sigma"] as number) + Number.MIN_VALUE;
      if ("xMin" in given || "xMax" in given) Object.assign(given, { xMin: -3, xMax: 0.25, m: 1, b: -0 });
      return { name, ...given } as ActivationChoice;
    }),
);
const networks = fc.record({
  inputs: fc.integer({ min: 1, max: 1000 }),
  layers: fc.array(
    fc.record({
      layer: fc.constant("dense" as const),
      units: fc.integer({ min: 1, max: 1000 }),
      activation: activations,
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

describe("parseNetwork", () => {
  test("reads units, activations and parameters", () => {
    expect(parseNetwork(" 3->4 sigmoid ( beta = 2 )\n-> 2 piecewiseLinear(xMin=0, m=-.5)->1")).toEqual({
      inputs: 3,
      layers: [
        { layer: "dense", units: 4, activation: { name: "sigmoid", beta: 2 } },
        {
          layer: "dense",
          units: 2,
          activation: { name: "piecewiseLinear", m: -0.5, b: 0, xMin: 0, xMax: 1 },
        },
        { layer: "dense", units: 1, activation: { name: "identity" } },
      ],
    });
  });

  test("knows the paper's other words", () => {
    const names = parseNetwork("1 -> 1 linear -> 1 threshold -> 1 logistic").layers.map(
      (layer) => layer.activation.name,
    );
    expect(names).toEqual(["identity", "step", "sigmoid"]);
  });

  test("where m and b are left out the piecewise linear unit is continuous", () => {
    const { m, b, xMin, xMax } = completeActivation({
      name: "piecewiseLinear",
      xMin: -0.5,
      xMax: 2,
    }) as never as {
      [name: string]: number;
    } as { m: number; b: number; xMin: number; xMax: number };
    expect(m * xMin + b).toBeCloseTo(0, 15);
    expect(m * xMax + b).toBeCloseTo(1, 15);
  });

  test("prints what it reads back, whatever the parameters", () => {
    fc.assert(
      fc.property(networks, (data) => {
        const description = checkNetwork(data);
        expect(parseNetwork(printNetwork(description))).toEqual(description);
        expect(parseNetworkJson(JSON.stringify(description))).toEqual(positiveZeros(description));
      }),
    );
  });

  test.each([
    ["3", 1],
    ["", 0],
    ["-> 2", 0],
    ["3 -> ", 5],
    ["3 -> sigmoid", 5],
    ["3 -> 4 sigmod -> 1", 7],
    ["3 -> 4 sigmoid relu", 15],
    ["3 -> 4 sigmoid(2)", 15],
    ["3 -> 4 sigmoid(beta)", 19],
    ["3 -> 4 sigmoid(beta=x)", 20],
    ["3 -> 4 sigmoid(beta=2", 21],
    ["3 -> 4 sigmoid(beta=2, beta=3)", 23],
    ["3 -> 4 sigmoid(beta=1e999)", 15],
    ["3 -> 4 sigmoid(name=2)", 15],
    ["3 -> 4 sigmoid(__proto__=2)", 15],
    ["3 -> 4 tanh(beta=2)", 12],
    ["3 -> 4 gaussian(mu=1, sigma=0)", 22],
    ["3 -> 4 piecewiseLinear(xMin=2, xMax=2)", 31],
    ["3 -> 4 piecewiseLinear(xMin=2)", 7],
    ["3 -> 4 constructor", 7],
    ["0 -> 1", 0],
    ["2.5 -> 1", 0],
    ["3 -> -2", 5],
    ["3 -> 1e12", 5],
    ["3 → 2", 2],
    ["3 -> 2 😀", 7],
    ["3 -> 2; loss=ce", 6],
  ])("says where %j is wrong", (text, position) => {
    const error = failure(() => parseNetwork(text));
    expect(error.code).toBe("nn/description");
    expect(error.position).toBe(position);
    expect(error.message).toMatch(/; .+\./);
    expect(error.message.split("\n").at(-1)).toMatch(/^ *\^$/);
  });

  test("puts the caret under the place, in long texts too", () => {
    const text = `3 ${"-> 12 tanh ".repeat(50)}-> 4 sigmod`;
    const [, line, caret] = failure(() => parseNetwork(text)).message.split("\n") as [string, string, string];
    expect(line.slice(caret.indexOf("^"))).toBe("sigmod");
  });

  test("refuses sizes before anything is made of them", () => {
    expect(failure(() => parseNetwork(`1${" -> 1".repeat(1001)}`)).path).toBe("layers");
    expect(failure(() => parseNetwork(`${MAX_UNITS} -> ${MAX_UNITS}`)).message).toContain(
      "1099512676352 parameters",
    );
    expect(failure(() => parseNetwork("1 ".repeat(1_000_000))).code).toBe("nn/description");
    expect(parameterCount(parseNetwork(`1${" -> 1".repeat(1000)}`))).toBe(2000);
  });
});

/** JSON has no negative zero. */
function positiveZeros(description: NetworkDescription): NetworkDescription {
  return JSON.parse(JSON.stringify(description)) as NetworkDescription;
}

describe("parseNetworkJson", () => {
  test.each([
    ['{"inputs":3,"layers":[{"layer":"dense","units":1e12}]}', "layers[0].units"],
    ['{"layer":"dense","units":1e12}', ""],
    ['{"inputs":3,"layers":[{"layer":"lambda","fn":"()=>globalThis.__PWNED=1"}]}', "layers[0]"],
    ['{"inputs":3,"layers":[{"layer":"lambda","units":1}]}', "layers[0].layer"],
    ['{"__proto__":{"polluted":1},"class":"constructor"}', ""],
    ['{"inputs":3,"layers":[{"layer":"dense","units":1,"__proto__":{"polluted":1}}]}', "layers[0]"],
    [
      '{"inputs":3,"layers":[{"layer":"dense","units":1,"activation":{"name":"toString"}}]}',
      "layers[0].activation.name",
    ],
    ['{"inputs":3,"layers":[{"layer":"dense","units":1,"activation":{}}]}', "layers[0].activation"],
    ['{"inputs":3,"layers":[{"layer":"dense","units":1,"activation":7}]}', "layers[0].activation"],
    [
      '{"inputs":3,"layers":[{"layer":"dense","units":1,"activation":{"name":"sigmoid","beta":"2"}}]}',
      "layers[0].activation.beta",
    ],
    ['{"inputs":3,"layers":[{"layer":"dense","units":"2"}]}', "layers[0].units"],
    ['{"inputs":3,"layers":[{"layer":"dense"}]}', "layers[0].units"],
    ['{"inputs":3,"layers":[]}', "layers"],
    ['{"inputs":3,"layers":{"length":1}}', "layers"],
    ['{"inputs":3,"layers":[null]}', "layers[0]"],
    ["[]", ""],
    ["null", ""],
    ['{"lr":NaN}', ""],
    [`${"[".repeat(100_000)}`, ""],
  ])("says where %s is wrong", (text, path) => {
    const error = failure(() => parseNetworkJson(text));
    expect(error.code).toBe("nn/description");
    expect(error.path).toBe(path);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
