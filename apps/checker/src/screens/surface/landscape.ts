import type { Parameter, Subject } from "@chainrule/check";
import { type ArrayLike, array, type NDArray, valueAndGrad } from "@chainrule/tape";

/** A loss as a function of one vector: all entries of all parameters, in their order. */
export interface Landscape {
  /** The name of each entry, `w` or `layers.0.weight[2,1]`. */
  readonly entries: readonly string[];
  /** The point of the check. */
  readonly point: Float64Array;
  /** Layers in order, each with the entries from `from` to before `to`. */
  readonly layers: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  loss(point: Float64Array): number;
  gradient(point: Float64Array): { readonly loss: number; readonly gradient: Float64Array };
  /** The parameters as arrays, as the subject takes them. */
  parameters(point: Float64Array): readonly (NDArray | number)[];
}

/** The loss of a subject, over a vector. */
export function landscapeOf({ parameters, f }: Subject): Landscape {
  const sizes = parameters.map(({ value }) => (typeof value === "number" ? 1 : value.size));
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const split = (point: Float64Array): readonly (NDArray | number)[] =>
    parameters.map(({ value }, i) => {
      if (typeof value === "number") return point[starts[i]!]!;
      const part = point.slice(starts[i]!, starts[i]! + sizes[i]!);
      return array(part, { shape: value.shape, dtype: "float64" });
    });
  const flat = (values: readonly (ArrayLike | number)[]): Float64Array => {
    const joined = new Float64Array(total);
    values.forEach((value, i) => {
      joined.set(elements(value as NDArray | number), starts[i]!);
    });
    return joined;
  };
  const both = valueAndGrad((values: readonly ArrayLike[]) => f(values));
  return {
    entries: parameters.flatMap(entryNames),
    point: flat(parameters.map(({ value }) => value)),
    layers: layersOf(parameters, starts, sizes),
    loss: (point) => numberOf(f(split(point))),
    gradient: (point) => {
      const { value, gradient } = both(split(point) as readonly ArrayLike[]);
      return { loss: numberOf(value), gradient: flat(gradient as readonly ArrayLike[]) };
    },
    parameters: split,
  };
}

function numberOf(value: ArrayLike): number {
  return typeof value === "number" ? value : value.item();
}

function elements(value: NDArray | number): Float64Array {
  return typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value.toTypedArray());
}

function entryNames({ name, value }: Parameter): readonly string[] {
  if (typeof value === "number" || value.rank === 0) return [name];
  const { shape, size } = value;
  return Array.from({ length: size }, (_, place) => `${name}[${placeIn(shape, place).join(",")}]`);
}

/** A row-major place as indices from 1. */
function placeIn(shape: readonly number[], place: number): readonly number[] {
  let rest = place;
  return shape
    .toReversed()
    .map((length) => {
      const index = (rest % length) + 1;
      rest = Math.floor(rest / length);
      return index;
    })
    .reverse();
}

/** Parameters that share all of their path but its last word are one layer; a variable is one of its own. */
function layersOf(
  parameters: readonly Parameter[],
  starts: readonly number[],
  sizes: readonly number[],
): Landscape["layers"] {
  const layers: { name: string; from: number; to: number }[] = [];
  parameters.forEach(({ name }, i) => {
    const layer = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : name;
    const to = starts[i]! + sizes[i]!;
    const last = layers.at(-1);
    if (last?.name === layer) last.to = to;
    else layers.push({ name: layer, from: starts[i]!, to });
  });
  return layers;
}
