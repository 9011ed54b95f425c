import { array, type NDArray } from "@chainrule/array";
import type { DifferentiateOptions } from "@chainrule/tape";
import { requireGiven } from "../given.ts";
import { type NetworkData, networkSubject } from "../subject/network.ts";
import { elementsOf, type Parameter, type Subject } from "../subject/subject.ts";
import { tapeVoice } from "../voices/tape.ts";
import { doesNotApply, type OracleResult, type Pair, resultOf, roundingOf } from "./result.ts";

/**
 * What must hold of the gradient of a network's loss, whatever its weights.
 *
 * - the gradient over all samples is the mean of the gradients of single samples (their sum, with `loss=sse`);
 * - hidden units that change places take their gradients with them, and the loss stays;
 * - a net of identities alone is one affine map: its loss is that of the product of its matrices.
 *
 * @param fault makes the gradient wrong on purpose
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { askNetwork } from "@chainrule/check";
 * const data = { inputs: array([[0, 1], [1, 1]]), targets: array([[1], [0]]) };
 * const results = askNetwork("2 -> 3 tanh -> 1 sigmoid; loss=bce", data);
 * results.map(({ outcome }) => outcome); // => ["holds", "holds", "does not apply"]
 * ```
 */
export function askNetwork(
  text: string,
  data: NetworkData,
  fault: DifferentiateOptions = {},
): readonly OracleResult[] {
  requireGiven({ fault });
  return askNetworkAt(networkSubject(text, data), text, data, fault);
}

/** The same at the parameters of a subject, which need not be the initial ones. */
export function askNetworkAt(
  subject: Subject,
  text: string,
  data: NetworkData,
  fault: DifferentiateOptions = {},
): readonly OracleResult[] {
  return [
    meanOfGradients(text, data, subject, fault),
    permutation(subject, fault),
    collapse(text, data, subject),
  ];
}

type Gradient = readonly Float64Array[];

/** Differences are measured by the largest entry of each array. */
function pairsOf(
  parameters: readonly Parameter[],
  found: Gradient,
  right: Gradient,
  rounding?: readonly (readonly number[])[],
): readonly Pair[] {
  return parameters.flatMap(({ name }, p) => {
    const scale = Math.max(Number.MIN_VALUE, ...right[p]!.map(Math.abs));
    return Array.from(right[p]!, (g, i) => ({
      at: `${name}[${i}]`,
      found: found[p]![i]!,
      right: g,
      scale,
      rounding: rounding?.[p]?.[i] ?? 0,
    }));
  });
}

function meanOfGradients(
  text: string,
  data: NetworkData,
  subject: Subject,
  fault: DifferentiateOptions,
): OracleResult {
  const isSum = /loss\s*=\s*sse/.test(text);
  const name = isSum ? "gradient of a sum = sum of gradients" : "gradient of a mean = mean of gradients";
  const count = data.rows ?? data.inputs.shape[0]!;
  if (count < 2) return doesNotApply(name, "there is one sample");
  const voice = tapeVoice(subject, fault);
  const whole = voice.kernel();
  const total = whole.map(({ length }) => new Float64Array(length));
  for (let k = 0; k < count; k++) {
    const single = networkSubject(text, {
      ...data,
      inputs: rowOf(data.inputs, k),
      targets: rowOf(data.targets, k),
      rows: 1,
    });
    const { parameters } = subject;
    for (const [p, gradient] of tapeVoice({ ...single, parameters }, fault)
      .kernel()
      .entries()) {
      for (const [i, g] of gradient.entries()) total[p]![i]! += isSum ? g : g / count;
    }
  }
  return resultOf(name, pairsOf(subject.parameters, whole, total, roundingOf(voice)));
}

function rowOf(x: NDArray, k: number): NDArray {
  const width = x.size / x.shape[0]!;
  const values = elementsOf(x).subarray(k * width, (k + 1) * width);
  return array(values, { shape: [1, ...x.shape.slice(1)] });
}

/** Moves rows (axis 0) or columns (axis 1) of a matrix or vector one place on, the last to the front. */
function rotated({ value }: Parameter, elements: Float64Array, axis: number): Float64Array {
  const shape = (value as NDArray).shape;
  const columns = shape[1] ?? 1;
  return elements.map((_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const from = (index: number, length: number): number => (index + length - 1) % length;
    return axis === 0
      ? elements[from(row, shape[0]!) * columns + column]!
      : elements[row * columns + from(column, columns)]!;
  });
}

/** Which axis of each parameter a hidden layer's units are on: `[out, in]` weights, biases, the next layer's weights. */
type Axes = ReadonlyMap<number, number>;

function hiddenLayers({ parameters }: Subject): readonly Axes[] {
  const weights = [...parameters.keys()].filter((p) => parameters[p]!.name.endsWith("weight"));
  return weights.slice(0, -1).map((own, k): Axes => {
    const layer = parameters[own]!.name.replace(/weight$/, "");
    const ownArrays = [...parameters.keys()].filter((p) => parameters[p]!.name.startsWith(layer));
    return new Map([...ownArrays.map((p): [number, number] => [p, 0]), [weights[k + 1]!, 1]]);
  });
}

function permutation(subject: Subject, fault: DifferentiateOptions): OracleResult {
  const name = "hidden units that change places take their gradients with them";
  const layers = hiddenLayers(subject);
  if (layers.length === 0) return doesNotApply(name, "there is no hidden layer");
  const voice = tapeVoice(subject, fault);
  const gradient = voice.kernel();
  const loss = voice.value(subject.parameters.map(({ value }) => value));
  return resultOf(
    name,
    layers.flatMap((axes) => {
      const moved = (p: number, elements: Float64Array): Float64Array =>
        axes.has(p) ? rotated(subject.parameters[p]!, elements, axes.get(p)!) : elements;
      const parameters = subject.parameters.map((parameter, p) => ({
        ...parameter,
        value: array(moved(p, elementsOf(parameter.value)), { shape: (parameter.value as NDArray).shape }),
      }));
      const there = tapeVoice({ ...subject, parameters }, fault);
      const found = there.value(parameters.map(({ value }) => value));
      const right = gradient.map((each, p) => moved(p, each));
      return [{ at: "the loss", found, right: loss }, ...pairsOf(parameters, there.kernel(), right)];
    }),
  );
}

/** `W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2)`, layer by layer. */
function collapse(text: string, data: NetworkData, subject: Subject): OracleResult {
  const name = "a net without activations is one affine map";
  const [layers = "", ...options] = text.split(";");
  const steps = layers.split("->").map((step) => step.trim());
  const isLinear = steps.slice(1).every((step) => /^\d+( (identity|linear))?$/.test(step));
  if (!isLinear || steps.length < 3) return doesNotApply(name, "it has activations, or a single layer");
  const matrices = subject.parameters.filter(({ name: path }) => path.endsWith("weight"));
  const biases = subject.parameters.filter(({ name: path }) => path.endsWith("bias"));
  if (biases.length !== matrices.length) return doesNotApply(name, "a layer has no bias");
  const widths = steps.map((step) => Number.parseInt(step, 10));
  const inputs = widths[0]!;
  let W: readonly (readonly number[])[] = Array.from({ length: inputs }, (_, i) =>
    Array.from({ length: inputs }, (_, j) => (i === j ? 1 : 0)),
  );
  let b: readonly number[] = new Array<number>(inputs).fill(0);
  for (const [k, { value }] of matrices.entries()) {
    const rows = (value as NDArray).toNested() as number[][];
    const bias = elementsOf(biases[k]!.value);
    const previous = { W, b };
    W = rows.map((row) =>
      Array.from({ length: inputs }, (_, j) =>
        dot(
          row,
          previous.W.map((each) => each[j]!),
        ),
      ),
    );
    b = rows.map((row, i) => dot(row, previous.b) + bias[i]!);
  }
  const short = networkSubject([`${inputs} -> ${widths.at(-1)}`, ...options].join(";"), data);
  const whole = tapeVoice(subject).value(subject.parameters.map(({ value }) => value));
  const collapsed = short.parameters.map(({ name: path }) =>
    path.endsWith("weight") ? array(W.flat(), { shape: [W.length, inputs] }) : array([...b]),
  );
  const right = tapeVoice(short).value(collapsed);
  return resultOf(name, [{ at: "the loss", found: whole, right }]);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
