import { type ArrayLike, add, contract, random, type Tensor, type Tree } from "@chainrule/tape";
import { type Activation, type ActivationChoice, completeActivation } from "./activation-parameters.ts";
import { activate } from "./activations.ts";
import { checkNumber, checkOptions } from "./errors.ts";
import { glorotUniform, type Initializer, zerosInitializer } from "./initializers.ts";
import { type Layer, LayerShapeError } from "./layer.ts";

/** What a dense layer takes besides the number of its units. */
export interface DenseOptions {
  /** What is applied to the weighted sums; nothing unless given. */
  readonly activation?: ActivationChoice;
  /** Draws the weights `[out, in]`; Glorot's uniform distribution unless given. */
  readonly weights?: Initializer;
  /** Draws the biases `[out]`; zeros unless given. */
  readonly bias?: Initializer;
}

/** The parameters of a dense layer. */
export interface DenseParameters {
  /** `[out, in]`: row i holds the weights of unit i. */
  readonly weight: ArrayLike;
  /** `[out]`. */
  readonly bias: ArrayLike;
}

/**
 * A layer in which every unit sees every input: $a = \sigma(W x + b)$ for one sample, and for a batch, whose
 * samples are rows, $A = \sigma(X W^T + b)$.
 *
 * Shapes: x `[..., in] -> [..., units]`; parameters `{ weight: [units, in], bias: [units] }`.
 *
 * @throws LayerShapeError `nn/shape` when a sample has no axis.
 *
 * @example
 * ```ts
 * import { dense } from "@chainrule/nn";
 * import { array } from "@chainrule/tape";
 * const layer = dense(1, { activation: "relu" });
 * const parameters = { weight: array([[1, -2]]), bias: array([0.5]) };
 * layer.apply(parameters, {}, array([[3, 1], [1, 2]])).output.toNested(); // => [[1.5], [0]]
 * ```
 */
export function dense(units: number, options: DenseOptions = {}): Layer {
  const known = ["activation", "weights", "bias"] as const;
  const { weights = glorotUniform(), bias = zerosInitializer } = checkOptions("dense", options, known);
  const activation = completeActivation(options.activation ?? "identity");
  const name = `dense(${checkNumber("dense", "the number of units", units)})`;
  return {
    name,
    init: (key, inputShape) => {
      const inputs = inputShape.at(-1);
      if (inputs === undefined)
        throw new LayerShapeError(name, inputShape, "give samples of at least one axis");
      const [weightKey, biasKey] = random.split(key);
      const parameters = {
        weight: weights.draw(weightKey, [units, inputs]),
        bias: bias.draw(biasKey, [units]),
      };
      return { parameters, state: {}, outputShape: [...inputShape.slice(0, -1), units] };
    },
    apply: (parameters, state, x) => ({ output: applyDense(parameters, activation, x), state }),
  };
}

function applyDense(parameters: Tree, activation: Activation, x: ArrayLike): Tensor {
  const { weight, bias } = parameters as DenseParameters;
  const sums = add(contract(x, weight, { contract: [[-1], [-1]] }), bias);
  return activate(activation, sums);
}
