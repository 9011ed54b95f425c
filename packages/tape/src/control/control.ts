import { adopt, allocate, type NDArray } from "@chainrule/array";
import { madeOf } from "../given.ts";
import { type Primitive, primitive } from "../primitive.ts";
import { type Program, run } from "../program.ts";
import { type Abstract, asArray, type Concrete } from "../value.ts";

/** What a control primitive needs of the values it moves around, whatever their arithmetic. */
export interface Machine<V> {
  /** The outputs of a body. */
  run(program: Program, inputs: readonly V[]): readonly V[];
  /** The i-th slice along the first axis. */
  at(x: V, i: number): V;
  /** Slices joined along a new first axis; `slice` says what each is, as there may be none. */
  stack(slices: readonly V[], slice: Abstract): V;
  /** Whether a scalar is other than 0; undefined where bounds could not tell, of machines that have `unknown`. */
  truth(x: V): boolean | undefined;
  /** What stands for an output of which nothing is known. */
  unknown?(as: Abstract): V;
}

/** A control primitive says once, for all arithmetics, how it runs its bodies. */
export interface ControlPrimitive<P> extends Primitive<P> {
  /** The outputs, by what the machine does with values. */
  execute<V>(machine: Machine<V>, params: P, inputs: readonly V[]): readonly V[];
}

type ControlRow<P> = Omit<ControlPrimitive<P>, "family" | "number" | "scalar" | "kernel">;

/** A row of the family control: its kernel is `execute` on arrays. */
/* @__NO_SIDE_EFFECTS__ */
export function control<P>(row: ControlRow<P>): ControlPrimitive<P> {
  return {
    ...primitive<P>({
      ...row,
      family: "control",
      number: undefined,
      scalar: undefined,
      kernel: (params, inputs) => row.execute<Concrete>(ARRAYS, params, inputs).map(asArray),
    }),
    execute: row.execute,
  };
}

/**
 * Whether a primitive is one of control: it runs bodies.
 *
 * @example
 * ```ts
 * import { checkpoint, isControl, sin, trace } from "@chainrule/tape";
 * trace(checkpoint((x) => sin(x)))(1).entries.map(({ primitive }) => isControl(primitive)); // => [true]
 * ```
 */
export function isControl(primitive: Primitive): primitive is ControlPrimitive<unknown> {
  return madeOf("isControl", "a row", primitive, ["family"]).family === "control";
}

const ARRAYS: Machine<Concrete> = {
  run: (program, inputs) => run(program, inputs) as readonly Concrete[],
  at: (x, i) => sliceAt(asArray(x), i),
  stack: (slices, slice) => stackSlices(slices.map(asArray), slice),
  truth: (x) => (typeof x === "number" ? x : x.item()) !== 0,
};

/** A slice along the first axis, as a view of the same storage. */
function sliceAt(x: NDArray, i: number): NDArray {
  const shape = x.shape.slice(1);
  const size = x.size / x.shape[0]!;
  return x.read((elements) => adopt(elements.subarray(i * size, (i + 1) * size), shape, x.dtype));
}

function stackSlices(slices: readonly NDArray[], slice: Abstract): NDArray {
  const shape = [slices.length, ...slice.shape];
  const out = allocate(shape, slice.dtype);
  slices.forEach((each, i) => {
    each.read((elements) => out.set(elements, i * elements.length));
  });
  return adopt(out, shape, slice.dtype);
}
