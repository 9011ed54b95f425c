import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  concat,
  divide,
  grad,
  logaddexp,
  logSumExp,
  multiply,
  negate,
  reshape,
  sigmoid,
  stack,
  subtract,
  sum,
  tanh,
} from "@chainrule/tape";
import { arrayIn, fieldsOf } from "../input.ts";
import type { Module, Output } from "../module.ts";

/** What is differentiated by. */
interface Parameters<T = ArrayLike> {
  /** `[layer, weight or bias, gate, bit]`; the gates are forget, in, out, change. */
  readonly main: T;
  /** `[input weight, output weight or output bias, bit]`. */
  readonly extra: T;
}

interface Data {
  /** `[layer, hidden or cell, bit]`. */
  readonly state: NDArray;
  /** `[time, bit]`. */
  readonly sequence: NDArray;
}

/** What a layer remembers. */
interface State {
  readonly hidden: ArrayLike;
  readonly cell: ArrayLike;
}

/** The weights, or the biases, of the gates of a layer. */
interface Gates {
  readonly forget: ArrayLike;
  readonly ingate: ArrayLike;
  readonly outgate: ArrayLike;
  readonly change: ArrayLike;
}

interface Layer {
  readonly weight: Gates;
  readonly bias: Gates;
}

/** One layer at one time. All weights are diagonal: each bit has its own. */
function advance({ weight, bias }: Layer, { hidden, cell }: State, input: ArrayLike): State {
  const forget = sigmoid(add(multiply(input, weight.forget), bias.forget));
  const ingate = sigmoid(add(multiply(hidden, weight.ingate), bias.ingate));
  const outgate = sigmoid(add(multiply(input, weight.outgate), bias.outgate));
  const change = tanh(add(multiply(hidden, weight.change), bias.change));
  const next = add(multiply(cell, forget), multiply(ingate, change));
  return { hidden: multiply(outgate, tanh(next)), cell: next };
}

/** What the last layer says at each time: `[time, bit]`. */
function predictions({ main, extra }: Parameters, { state, sequence }: Data): ArrayLike {
  const layers = range(state.shape[0]!).map((i) => ({
    weight: gatesOf(main, i, 0),
    bias: gatesOf(main, i, 1),
  }));
  let states: State[] = range(layers.length).map((i) => ({ hidden: at(state, i, 0), cell: at(state, i, 1) }));
  const [inWeight, outWeight, outBias] = range(3).map((i) => at(extra, i));
  const last = range(sequence.shape[0]! - 1).map((time) => {
    let passed: ArrayLike = multiply(at(sequence, time), inWeight!);
    states = layers.map((layer, i) => {
      const next = advance(layer, states[i]!, passed);
      passed = next.hidden;
      return next;
    });
    return passed;
  });
  return add(multiply(stack(last), outWeight!), outBias!);
}

function gatesOf(main: ArrayLike, layer: number, part: number): Gates {
  const [forget, ingate, outgate, change] = range(4).map((gate) =>
    at(main, layer, part, gate),
  ) as ArrayLike[];
  return { forget: forget!, ingate: ingate!, outgate: outgate!, change: change! };
}

/** Minus the mean of gold (y - log (2 + Σ exp y)), where gold is what comes next. */
function loss(parameters: Parameters, data: Data): ArrayLike {
  const y = predictions(parameters, data);
  const logNormaliser = logaddexp(Math.LN2, logSumExp(y, { axis: -1, keepDims: true }));
  const gold = at(data.sequence, { start: 1 });
  return negate(divide(sum(multiply(gold, subtract(y, logNormaliser))), gold.size));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** A recurrent network with diagonal weights that guesses the next character. */
export const lstm: Module = {
  objective: prepared((parameters, data) => loss(parameters, data) as NDArray),
  jacobian: prepared((parameters, data) => {
    const { main, extra } = grad(loss)(parameters, data) as Parameters<NDArray>;
    return concat([reshape(main, [-1]), reshape(extra, [-1])]) as NDArray;
  }),
};

function prepared(f: (parameters: Parameters<NDArray>, data: Data) => Output): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const sequence = arrayIn(fields, "sequence", [undefined, undefined]);
    const bits = sequence.shape[1]!;
    const state = arrayIn(fields, "state", [undefined, bits]);
    const layers = Math.floor(state.shape[0]! / 2);
    const main = arrayIn(fields, "main_params", [2 * layers, 4 * bits]);
    const parameters = {
      main: array(main, { shape: [layers, 2, 4, bits] }),
      extra: arrayIn(fields, "extra_params", [3, bits]),
    };
    const data = { state: array(state, { shape: [layers, 2, bits] }), sequence };
    return () => f(parameters, data);
  };
}
