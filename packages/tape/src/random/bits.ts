import { adopt, type NDArray, type Shape, sizeOf } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { listOf } from "../given.ts";
import { type Primitive, primitive } from "../primitive.ts";
import { threefry } from "./threefry.ts";

/** What is drawn from a key. */
export interface Draw {
  /** What is drawn for each key. */
  readonly shape: Shape;
  /** The counter of the first element; the rest follow. */
  readonly start: number;
  /** `words` keeps both words of every block, along a new last axis; `mixed` their exclusive or. */
  readonly form: "words" | "mixed";
}

/**
 * Random bits, the only primitive with chance in it: element i is the Threefry block of the key and the counter
 * `start + i`. The same key gives the same bits, always and everywhere; they are those of JAX.
 *
 * Shapes: key `[2]` -> `[...shape, 2]` (words) or `[...shape]` (mixed), both uint32.
 *
 * @example
 * ```ts
 * import { applyOne, random } from "@chainrule/tape";
 * const draw = () => applyOne(random.randomBits, { shape: [3], start: 0, form: "mixed" }, [random.key(7)]);
 * String(draw()) === String(draw()); // => true
 * ```
 */
export const randomBits: Primitive<Draw> = /* @__PURE__ */ primitive<Draw>({
  name: "randomBits",
  family: "random",
  number: undefined,
  scalar: undefined,
  shape: ({ shape, form }, [key]) => {
    if (key!.dtype !== "uint32" || key!.shape.at(-1) !== 2) {
      throw new ShapeMismatchError(
        "randomBits",
        [key!.shape],
        "a key is a uint32 array of shape [2]: make one by key(seed).",
      );
    }
    const leading = key!.shape.slice(0, -1);
    const lengths = listOf("random", "the lengths of the axes", shape);
    const drawn = form === "words" ? [...lengths, 2] : lengths;
    return [{ shape: [...leading, ...drawn], dtype: "uint32", weak: false }];
  },
  kernel: (draw, [key], [out]) => [adopt(drawAll(draw, key!), out!.shape)],
  reads: "nothing",
  vjp: () => [undefined],
  jvp: () => [undefined],
  batch: ([key], { params }) => [applyOne(randomBits, params, [key!])],
});

function drawAll({ shape, start, form }: Draw, key: NDArray): Uint32Array {
  const size = sizeOf(shape);
  const width = form === "words" ? 2 : 1;
  const bits = new Uint32Array((sizeOf(key.shape) / 2) * size * width);
  const pair = new Uint32Array(2);
  key.read((keys) => {
    for (let at = 0, i = 0; at < bits.length; at += width, i = (i + 1) % size) {
      const k = 2 * Math.floor(at / (size * width));
      const counter = start + i;
      threefry(keys[k]!, keys[k + 1]!, Math.floor(counter / 2 ** 32), counter >>> 0, pair, 0);
      if (form === "words") bits.set(pair, at);
      else bits[at] = pair[0]! ^ pair[1]!;
    }
  });
  return bits;
}
