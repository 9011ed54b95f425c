import { scatterCombine } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { addLinear, castLike } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import { combineSorted } from "../operations/segments.ts";
import type { Linear } from "../primitive.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import type { Composite } from "./composite.ts";
import { allBatched, scatterAddAlongAxis, takeAlongAxis } from "./gather.ts";
import type { Axis } from "./slicing.ts";

/** The extremum at each place of `x` and of the updates that go there. Those that reach it share the derivative. */
/* @__NO_SIDE_EFFECTS__ */
function scatterExtremum(
  name: string,
  choose: (a: number, b: number) => number,
  operation: typeof op.maximum,
): Composite<Axis> {
  const self: Composite<Axis> = {
    name,
    family: "composite",
    number: undefined,
    scalar: undefined,
    shape: (_, [x]) => [x!],
    kernel: ({ axis }, [x, indices, updates]) => [scatterCombine(choose, x!, indices!, updates!, axis)],
    reads: "nothing",
    saves: ({ params: { axis }, inputs: [x, indices, updates], outputs: [y] }) => [
      indices!,
      ...reached(axis, x!, indices!, updates!, y!),
    ],
    vjp: ([cotangent], { params: { axis }, saved: [indices, kept, given, count] }) => {
      const share = op.divide(cotangent!, count!);
      const taken = applyOne(takeAlongAxis, { axis }, [share, indices!]);
      return [op.where(kept!, share, 0), undefined, op.where(given!, taken, 0)];
    },
    jvp: ([t, , u], { params: { axis }, inputs: [x], saved: [indices, kept, given, count] }) => {
      const fromUpdates = u && scatterTo(x!, op.where(given!, u, 0), indices!, axis);
      const total = addLinear(t && op.where(kept!, t, 0), fromUpdates);
      return [total && (op.divide(total, count!) as Linear)];
    },
    batch: (inputs, { params, size, batched }) => [applyOne(self, params, allBatched(inputs, batched, size))],
    definition: ({ axis }, [x, indices, updates]) => [combineSorted(operation, x!, indices!, updates!, axis)],
  };
  return self;
}

/** Which elements and which updates reach the result, and how many do at each place. */
function reached(
  axis: number,
  x: ArrayLike,
  indices: ArrayLike,
  updates: ArrayLike,
  y: ArrayLike,
): readonly [kept: ArrayLike, given: ArrayLike, count: ArrayLike] {
  const kept = op.equal(x, y);
  const given = op.equal(updates, applyOne(takeAlongAxis, { axis }, [y, indices]));
  const count = op.add(castLike(kept, x), scatterTo(x, castLike(given, x), indices, axis));
  return [kept, given, count];
}

function scatterTo(x: ArrayLike, updates: ArrayLike, indices: ArrayLike, axis: number): ArrayLike {
  return applyOne(scatterAddAlongAxis, { axis, length: shapeOf(x).at(axis)! }, [updates, indices]);
}

export const scatterMax: Composite<Axis> = scatterExtremum("scatterMax", Math.max, op.maximum);
export const scatterMin: Composite<Axis> = scatterExtremum("scatterMin", Math.min, op.minimum);
