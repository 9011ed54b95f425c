import { random, type Shape, type Tensor, type Tree } from "@chainrule/tape";
import { ArgumentError } from "./errors.ts";
import type { Initialized, Layer } from "./layer.ts";

/** Parameters or state of a sequence: those of each layer, so that paths read `layers.0.weight`. */
export interface SequenceTree {
  /** One tree a layer, in their order. */
  readonly layers: readonly Tree[];
}

/**
 * Layers one after the other: a layer itself.
 *
 * @example
 * ```ts
 * import { dense, sequential } from "@chainrule/nn";
 * import { random, tree } from "@chainrule/tape";
 * const network = sequential([dense(4, { activation: "sigmoid" }), dense(2)]);
 * const { parameters, outputShape } = network.init(random.key(0), [3]);
 * outputShape; // => [2]
 * tree.flatten(parameters).paths; // => ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]
 * ```
 */
export function sequential(layers: readonly Layer[]): Layer {
  checkLayers(layers);
  return {
    name: `sequential(${layers.map((layer) => layer.name).join(", ")})`,
    init: (key, inputShape) => initAll(layers, key, inputShape),
    apply: (parameters, state, x, context) => {
      let output = x as Tensor;
      const next = layers.map((layer, i) => {
        const own = (parameters as SequenceTree).layers[i];
        const applied = layer.apply(own, (state as SequenceTree).layers[i], output, context);
        output = applied.output;
        return applied.state;
      });
      return { output, state: { layers: next } };
    },
  };
}

/** Throws unless these are layers. */
function checkLayers(layers: readonly (Partial<Layer> | null | undefined)[]): void {
  const isLayer = (each: (typeof layers)[number]): boolean =>
    typeof each?.init === "function" && typeof each.apply === "function";
  if (Array.isArray(layers) && layers.every(isLayer)) return;
  throw new ArgumentError(
    "sequential",
    "these are no layers",
    "give a list of what dense, network, ... return",
  );
}

function initAll(layers: readonly Layer[], key: Tensor, inputShape: Shape): Initialized {
  let shape = inputShape;
  const keys = random.split(key, layers.length);
  const initialized = layers.map((layer, i) => {
    const own = layer.init(keys[i] as Tensor, shape);
    shape = own.outputShape;
    return own;
  });
  return {
    parameters: { layers: initialized.map((own) => own.parameters) },
    state: { layers: initialized.map((own) => own.state) },
    outputShape: shape,
  };
}
