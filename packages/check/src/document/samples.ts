import { array, type NDArray } from "@chainrule/array";
import { random } from "@chainrule/tape";
import { type NetworkData, readNetworkText } from "../subject/network.ts";

/** How many samples are made where a document has none. */
const count = 8;

/** Inputs and targets for a network that comes without data: any numbers, by the seed, the same ones on every machine. */
export function samplesFor(text: string, seed: number): Pick<NetworkData, "inputs" | "targets"> {
  const { network, loss } = readNetworkText(text);
  const outputs = network.layers.at(-1)!.units;
  const key = random.key(seed);
  const inputs = single(random.normal(random.foldIn(key, 1), [count, network.inputs]) as NDArray);
  const isClass = loss === "ce" && outputs > 1;
  const targets = isClass ? classes(outputs) : numbers(random.foldIn(key, 2) as NDArray, outputs, loss);
  return { inputs, targets };
}

/** Rounded to single precision: of normal numbers engines may round the last place of a double differently. */
function single(drawn: NDArray): NDArray {
  return array(Float64Array.from(drawn.toTypedArray() as Float64Array, Math.fround), { shape: drawn.shape });
}

/** Every class in turn. */
function classes(outputs: number): NDArray {
  return array(Array.from({ length: count }, (_, i) => i % outputs));
}

/** Numbers between 0 and 1; for losses of probabilities 0 or 1. */
function numbers(key: NDArray, outputs: number, loss: string): NDArray {
  const drawn = random.uniform(key, [count, outputs]) as NDArray;
  if (loss !== "bce" && loss !== "ce") return drawn;
  return array(
    Array.from(drawn.toTypedArray(), (x) => Math.round(Number(x))),
    { shape: drawn.shape },
  );
}
