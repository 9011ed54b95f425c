import { type Activation, ActivationError, completeParameters, quote } from "../activation-parameters.ts";
import { DescriptionError } from "./error.ts";

/** A layer in which every unit sees every input: `activation(weights @ x + bias)`. */
export interface DenseDescription {
  /** The kind of layer; others will follow. */
  readonly layer: "dense";
  /** How many outputs it has. */
  readonly units: number;
  /** What is applied to the weighted sums. */
  readonly activation: Activation;
}

/** A network as plain data: what `parseNetwork` reads and what JSON holds. */
export interface NetworkDescription {
  /** Length of one sample. */
  readonly inputs: number;
  /** The layers, from the inputs on. */
  readonly layers: readonly DenseDescription[];
}

/**
 * The most units of one layer, inputs too.
 *
 * @example
 * ```ts
 * import { MAX_UNITS } from "@chainrule/nn";
 * MAX_UNITS; // => 1048576
 * ```
 */
export const MAX_UNITS: number = 2 ** 20;
/**
 * The most layers.
 *
 * @example
 * ```ts
 * import { MAX_LAYERS } from "@chainrule/nn";
 * MAX_LAYERS; // => 1000
 * ```
 */
export const MAX_LAYERS: number = 1000;
/**
 * The most parameters of a whole network.
 *
 * @example
 * ```ts
 * import { MAX_PARAMETERS } from "@chainrule/nn";
 * MAX_PARAMETERS; // => 268435456
 * ```
 */
export const MAX_PARAMETERS: number = 2 ** 28;

/**
 * A network description from data of unknown origin, such as parsed JSON: checked, and completed with the
 * defaults of its activations. Nothing in it is ever run or used to look anything up but in fixed tables.
 *
 * @throws DescriptionError `nn/description` with the path of what is wrong.
 *
 * @example
 * ```ts
 * import { checkNetwork, printNetwork } from "@chainrule/nn";
 * const data: unknown = JSON.parse('{"inputs":3,"layers":[{"layer":"dense","units":2,"activation":"tanh"}]}');
 * printNetwork(checkNetwork(data)); // => "3 -> 2 tanh"
 * ```
 */
export function checkNetwork(data: unknown): NetworkDescription {
  const { inputs, layers } = record(data, "", ["inputs", "layers"]);
  if (!Array.isArray(layers) || layers.length === 0 || layers.length > MAX_LAYERS) {
    const remedy = `give a list of 1 to ${MAX_LAYERS} layers`;
    throw new DescriptionError("the layers are no such list", remedy, { path: "layers" });
  }
  const description = { inputs: units(inputs, "inputs"), layers: layers.map(checkLayer) };
  if (parameterCount(description) > MAX_PARAMETERS) {
    const remedy = `keep it at ${MAX_PARAMETERS} or below`;
    throw new DescriptionError(`${parameterCount(description)} parameters are too many`, remedy, {
      path: "layers",
    });
  }
  return description;
}

/**
 * A network description from JSON text.
 *
 * @throws DescriptionError `nn/description` for text that is no JSON, and as `checkNetwork`.
 *
 * @example
 * ```ts
 * import { parseNetwork, parseNetworkJson } from "@chainrule/nn";
 * const description = parseNetwork("3 -> 4 sigmoid(beta=2) -> 2 softmax");
 * parseNetworkJson(JSON.stringify(description)).layers[0]?.activation; // => { name: "sigmoid", beta: 2 }
 * ```
 */
export function parseNetworkJson(text: string): NetworkDescription {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new DescriptionError("the text is no JSON", "check quotes, commas and brackets", { path: "" });
  }
  return checkNetwork(data);
}

/**
 * The number of weights and biases of a network.
 *
 * @example
 * ```ts
 * import { parameterCount, parseNetwork } from "@chainrule/nn";
 * parameterCount(parseNetwork("60 -> 12 sigmoid -> 2 sigmoid")); // => 758
 * ```
 */
export function parameterCount(description: NetworkDescription): number {
  const { inputs, layers } = record(description, "", ["inputs", "layers"]) as unknown as NetworkDescription;
  if (!Array.isArray(layers))
    throw new DescriptionError("the layers are no list", "give a list", { path: "layers" });
  let count = 0;
  let width = inputs;
  for (const { units } of layers) {
    count += units * (width + 1);
    width = units;
  }
  return count;
}

function checkLayer(data: unknown, index: number): DenseDescription {
  const path = `layers[${index}]`;
  const layer = record(data, path, ["layer", "units", "activation"]);
  if (layer["layer"] !== "dense") {
    const shown = typeof layer["layer"] === "string" ? quote(layer["layer"]) : typeof layer["layer"];
    throw new DescriptionError(`there is no layer ${shown}`, 'use "dense"', { path: `${path}.layer` });
  }
  const activation = layer["activation"] ?? "identity";
  return {
    layer: "dense",
    units: units(layer["units"], `${path}.units`),
    activation: checkActivation(activation, `${path}.activation`),
  };
}

function checkActivation(data: unknown, path: string): Activation {
  const { name, ...given } = typeof data === "string" ? { name: data } : record(data, path);
  if (typeof name !== "string") {
    throw new DescriptionError("the activation has no name", 'write { "name": "sigmoid" }', { path });
  }
  try {
    return completeParameters(name, given);
  } catch (error) {
    if (!(error instanceof ActivationError)) throw error;
    throw new DescriptionError(error.problem, error.remedy, { path: `${path}.${error.parameter ?? "name"}` });
  }
}

function units(data: unknown, path: string): number {
  const problem = unitsProblem(data);
  if (problem === undefined) return data as number;
  throw new DescriptionError(...problem, { path });
}

/** What is wrong with a number of units, and the remedy. */
export function unitsProblem(data: unknown): readonly [problem: string, remedy: string] | undefined {
  if (typeof data === "number" && Number.isInteger(data) && data >= 1 && data <= MAX_UNITS) return undefined;
  const shown = typeof data === "number" ? String(data) : typeof data;
  return [`${shown} is no number of units`, `give an integer from 1 to ${MAX_UNITS}`];
}

/** The fields of a plain object, none but the allowed ones. */
function record(data: unknown, path: string, allowed?: readonly string[]): Record<string, unknown> {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new DescriptionError("this is no object", `write { ${(allowed ?? ["name"]).join(", ")} }`, {
      path,
    });
  }
  for (const field of Object.keys(data)) {
    if (allowed !== undefined && !allowed.includes(field)) {
      const remedy = `the fields are ${allowed.join(", ")}`;
      throw new DescriptionError(`there is no field ${quote(field)}`, remedy, { path });
    }
  }
  return data as Record<string, unknown>;
}
