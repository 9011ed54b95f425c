import { array, NDArray } from "@chainrule/array";
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  categoricalCrossEntropy,
  type Loss,
  meanSquaredError,
  softmaxCrossEntropy,
  sumSquaredError,
} from "@chainrule/losses";
import {
  glorotUniform,
  type Initializer,
  type NetworkDescription,
  network,
  parseNetwork,
  uniform,
} from "@chainrule/nn";
import { random, type Tree, tree } from "@chainrule/tape";
import { CheckError } from "../errors.ts";
import { anyText, requireGiven } from "../given.ts";
import { functionSubject } from "./function.ts";
import type { Subject } from "./subject.ts";

/**
 * A network's text has an option that does not exist, or data that do not fit (`check/network`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { networkSubject } from "@chainrule/check";
 * const data = { inputs: array([[0, 1]]), targets: array([[1]]) };
 * networkSubject("3 -> 1 sigmoid; loss=bce", data); // throws check/network
 * ```
 */
export class NetworkSubjectError extends CheckError {
  override readonly name: string = "NetworkSubjectError";

  constructor(message: string) {
    super("check/network", message);
  }
}

/** The data that a network's loss is evaluated on. */
export interface NetworkData {
  /** `[samples, features]`. */
  readonly inputs: NDArray;
  /** `[samples, outputs]`, or class numbers for several outputs: `[samples]` or `[samples, 1]`. */
  readonly targets: NDArray;
  /** How many of the first samples to use; all by default. */
  readonly rows?: number;
  /** Seed of the initial weights; 1 by default. */
  readonly seed?: number;
  /** Parameters to check at, instead of initial ones. */
  readonly parameters?: Tree;
}

const losses: Readonly<Record<string, Loss>> = {
  mse: meanSquaredError,
  sse: sumSquaredError,
  bce: binaryCrossEntropy,
  ce: categoricalCrossEntropy,
};

/** The losses that take logits in the place of a last layer's activation: the stable form. */
const fused: Readonly<Record<string, Loss>> = {
  "sigmoid bce": binaryCrossEntropyWithLogits,
  "softmax ce": softmaxCrossEntropy,
};

/** A network's text, read. */
export interface NetworkText {
  readonly network: NetworkDescription;
  readonly loss: string;
  readonly spread: number | undefined;
}

/** Reads `3 -> 4 sigmoid -> 2 softmax; loss=ce; uniform=0.3`. */
export function readNetworkText(text: string): NetworkText {
  requireGiven({ text }, { text: anyText });
  const [layers = "", ...options] = text.split(";");
  const given = new Map(
    options.map((option): [string, string] => {
      const [key = "", value = ""] = option.split("=").map((word) => word.trim());
      return [key, value];
    }),
  );
  if (given.size < options.length) {
    throw new NetworkSubjectError(`An option is given twice in "${text}"; give each once.`);
  }
  const loss = given.get("loss") ?? "mse";
  if (!Object.hasOwn(losses, loss)) {
    throw new NetworkSubjectError(
      `There is no loss "${loss}"; choose one of ${Object.keys(losses).join(", ")}.`,
    );
  }
  const unknown = [...given.keys()].find((key) => key !== "loss" && key !== "uniform");
  if (unknown !== undefined) {
    throw new NetworkSubjectError(`There is no option "${unknown}"; options are loss=... and uniform=....`);
  }
  const spread = given.has("uniform") ? Number(given.get("uniform")) : undefined;
  if (spread !== undefined && !(spread > 0 && spread < Number.POSITIVE_INFINITY)) {
    throw new NetworkSubjectError(
      `uniform=${given.get("uniform")} is no positive number; write uniform=0.3.`,
    );
  }
  return { network: parseNetwork(layers.trim()), loss, spread };
}

/**
 * The loss of a network on some samples, as a function of all its parameters.
 *
 * The text is a network as `@chainrule/nn` describes it, then options: `loss=mse|sse|bce|ce` (`mse` by default) and
 * `uniform=a` for initial weights between -a and a (Glorot's distribution by default). A last layer of sigmoid with
 * `bce`, or softmax with `ce`, is taken together with its loss, which is then evaluated from the logits.
 *
 * @throws {@link NetworkSubjectError} for unknown options and data that do not fit
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { crossCheck, networkSubject, overallVerdict } from "@chainrule/check";
 * const data = { inputs: array([[0, 1], [1, 1]]), targets: array([[1], [0]]) };
 * overallVerdict(crossCheck(networkSubject("2 -> 3 tanh -> 1 sigmoid; loss=bce", data))); // => "agree"
 * ```
 */
export function networkSubject(text: string, data: NetworkData): Subject {
  const { network: description, loss, spread } = readNetworkText(text);
  if (!(data?.inputs instanceof NDArray && data.targets instanceof NDArray)) {
    throw new NetworkSubjectError("There are no data; give { inputs: array(...), targets: array(...) }.");
  }
  checkData(description, data);
  const samples = data.rows ?? data.inputs.shape[0]!;
  const inputs = firstRows(data.inputs, samples);
  const weights: Initializer = spread === undefined ? glorotUniform() : uniform(spread);
  const last = description.layers.at(-1)!.activation.name;
  const together = fused[`${last} ${loss}`];
  const net = network(together === undefined ? description : withoutLastActivation(description), { weights });
  const targets = targetsFor(data.targets, samples, description, loss);
  const initial = net.init(random.key(data.seed ?? 1), [description.inputs]);
  const evaluate = together ?? losses[loss]!;

  return functionSubject(
    (parameters: Tree) => evaluate(net.apply(parameters, initial.state, inputs).output, targets),
    [data.parameters === undefined ? initial.parameters : likeInitial(data.parameters, initial.parameters)],
    { name: `${text} on ${samples} samples` },
  );
}

function checkData(
  { inputs: width, layers }: NetworkDescription,
  { inputs, targets, rows }: NetworkData,
): void {
  const samples = inputs.shape[0] ?? 0;
  if (inputs.rank !== 2 || inputs.shape[1] !== width) {
    throw new NetworkSubjectError(
      `The network takes ${width} inputs, but the data have shape [${inputs.shape.join(", ")}]; give [samples, ${width}].`,
    );
  }
  if (samples === 0) throw new NetworkSubjectError("The data have no samples; give at least one row.");
  if (targets.shape[0] !== samples) {
    throw new NetworkSubjectError(
      `There are ${samples} samples, but ${targets.shape[0] ?? 0} targets; give one a sample.`,
    );
  }
  if (rows !== undefined && !(rows >= 1 && rows <= samples)) {
    throw new NetworkSubjectError(
      `${rows} rows were asked for, but there are ${samples}; ask for 1 to ${samples}.`,
    );
  }
  const outputs = layers.at(-1)!.units;
  const given = isList(targets) ? outputs : targets.shape[1];
  if (given !== outputs) {
    throw new NetworkSubjectError(`The network has ${outputs} outputs, but a target has ${given} numbers.`);
  }
}

/** Parameters given from outside, if they have the form of the network's own. */
function likeInitial(parameters: Tree, initial: Tree): Tree {
  const [given, own] = [parameters, initial].map((each) => tree.flatten(each).paths.join(", "));
  if (given === own) return parameters;
  throw new NetworkSubjectError(
    `The network's parameters are ${own}, but those given are ${given || "none"}.`,
  );
}

function withoutLastActivation(description: NetworkDescription): NetworkDescription {
  const layers = description.layers.slice(0, -1);
  const last = { ...description.layers.at(-1)!, activation: { name: "identity" as const } };
  return { ...description, layers: [...layers, last] };
}

/** Class numbers become one-hot rows; a list of numbers for a single output becomes a column. */
function targetsFor(
  targets: NDArray,
  samples: number,
  { layers }: NetworkDescription,
  loss: string,
): NDArray {
  const outputs = layers.at(-1)!.units;
  if (!isList(targets)) return firstRows(targets, samples);
  const values = Array.from(targets.toTypedArray().subarray(0, samples), Number);
  if (outputs === 1) return array(values, { shape: [samples, 1], dtype: "float64" });
  const wrong = values.find((value) => !Number.isInteger(value) || value < 0 || value >= outputs);
  if (wrong !== undefined) {
    throw new NetworkSubjectError(
      `${wrong} is no class of ${outputs} outputs (loss=${loss}): classes are whole numbers from 0 to ${outputs - 1}.`,
    );
  }
  const hot = values.flatMap((value) => Array.from({ length: outputs }, (_, k) => (k === value ? 1 : 0)));
  return array(hot, { shape: [samples, outputs], dtype: "float64" });
}

/** One number a sample: for several outputs the number of a class. */
function isList({ rank, shape }: NDArray): boolean {
  return rank === 1 || (rank === 2 && shape[1] === 1);
}

function firstRows(x: NDArray, count: number): NDArray {
  const width = x.size / x.shape[0]!;
  const values = Array.from(x.toTypedArray().subarray(0, count * width), Number);
  return array(values, { shape: [count, ...x.shape.slice(1)], dtype: "float64" });
}
