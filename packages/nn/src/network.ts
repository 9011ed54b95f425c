import { type DenseOptions, dense } from "./dense.ts";
import { checkNetwork, type NetworkDescription } from "./description/data.ts";
import { parseNetwork } from "./description/text.ts";
import type { Layer } from "./layer.ts";
import { sequential } from "./sequential.ts";

/** A network made of a description, which it carries along. */
export interface Network extends Layer {
  /** What it was made of; `printNetwork` gives its text. */
  readonly description: NetworkDescription;
}

/**
 * The network of a description (text or data), with the initialisers of all its layers.
 *
 * @throws DescriptionError `nn/description` as `parseNetwork`.
 *
 * @example
 * ```ts
 * import { network } from "@chainrule/nn";
 * import { array, random } from "@chainrule/tape";
 * const xor = network("2 -> 3 tanh -> 1 sigmoid");
 * const { parameters, state } = xor.init(random.key(1), [2]);
 * xor.apply(parameters, state, array([[0, 1], [1, 1]])).output.shape; // => [2, 1]
 * ```
 */
export function network(
  described: string | NetworkDescription,
  initializers: Pick<DenseOptions, "weights" | "bias"> = {},
): Network {
  const description = typeof described === "string" ? parseNetwork(described) : checkNetwork(described);
  const layers = description.layers.map(({ units, activation }) =>
    dense(units, { ...initializers, activation }),
  );
  return { ...sequential(layers), description };
}
