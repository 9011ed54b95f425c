import { type ArrayLike, add, type Linear, multiply, roll, shapeOf } from "@chainrule/tape";
import { type Fault, onEdgesTo } from "./fault.ts";
import { masked } from "./mask.ts";

/** Changes the gradient by the first parameter array. */
function atFirst(
  name: string,
  description: string,
  change: (gradient: ArrayLike) => ArrayLike,
  shows: Fault["shows"] = "anywhere",
): Fault {
  const wrong = (contribution: Linear): Linear =>
    contribution === undefined ? undefined : change(contribution);
  return { name, description, order: 1, shows, plant: (target) => onEdgesTo(target, wrong) };
}

const times =
  (factor: number) =>
  (gradient: ArrayLike): ArrayLike =>
    multiply(gradient, factor);

/** One element, in the middle, is changed by a factor. */
const middleTimes =
  (factor: number) =>
  (gradient: ArrayLike): ArrayLike =>
    masked(gradient, (i, size) => (i === size >> 1 ? factor : 1));

/** The rows one place on, the last at the front. */
function rolled(gradient: ArrayLike): ArrayLike {
  return shapeOf(gradient).length === 0 ? gradient : roll(gradient, 1, 0);
}

/** As rounding to 24 bits would leave it: relative errors up to 6e-8, another in each element. */
function asSingle(gradient: ArrayLike): ArrayLike {
  return masked(gradient, (i) => 1 + 2 ** -24 * Math.cos(1 + 7 * i));
}

/** Faults of the gradient by one parameter array. */
export const parameterFaults: readonly Fault[] = [
  atFirst("zero-first-layer", "the gradient by the first parameter array is zero", times(0)),
  atFirst("sign", "the gradient by the first parameter array has the wrong sign", times(-1)),
  atFirst("scale", "the gradient by the first parameter array is too large by 0.1 %", times(1.001)),
  atFirst("half", "the gradient by the first parameter array is half as large", times(0.5)),
  atFirst("double", "the gradient by the first parameter array is twice as large", times(2)),
  atFirst(
    "minus-two",
    "the gradient by the first parameter array has the wrong sign and twice the size",
    times(-2),
  ),
  atFirst(
    "part-per-million",
    "the gradient by the first parameter array is too large by one part in a million",
    times(1 + 1e-6),
  ),
  atFirst(
    "part-per-billion",
    "the gradient by the first parameter array is too large by one part in 10^9",
    times(1 + 1e-9),
  ),
  atFirst(
    "single-precision",
    "the gradient by the first parameter array is rounded as single precision would",
    asSingle,
  ),
  atFirst(
    "one-entry-zero",
    "one entry of the first parameter array gets no gradient",
    middleTimes(0),
    "in arrays",
  ),
  atFirst(
    "one-entry-sign",
    "one entry of the first parameter array gets its gradient with the wrong sign",
    middleTimes(-1),
    "in arrays",
  ),
  atFirst(
    "rolled-rows",
    "each row of the first parameter array gets the gradient of the row before it",
    rolled,
    "in arrays",
  ),
  atFirst(
    "weight-decay",
    "a forgotten constant: 1e-6 is added to each entry of the first parameter array's gradient",
    (gradient) => add(gradient, 1e-6),
  ),
];

/** What is wrong by a relative size, everywhere or in one place. */
export type SizedFault = (size: number) => Fault;

/** Faults of any size: of a whole array, of one entry, of every entry by an amount of its own. */
export const sizedParameterFaults: readonly SizedFault[] = [
  (size) => atFirst(`scaled by 1 + ${size}`, "the whole first parameter array", times(1 + size)),
  (size) =>
    atFirst(
      `one entry scaled by 1 + ${size}`,
      "one entry of the first parameter array",
      middleTimes(1 + size),
    ),
  (size) =>
    atFirst(
      `noise of ${size}`,
      "every entry of the first parameter array by an amount of its own",
      (gradient) => masked(gradient, (i) => 1 + size * (1 + Math.cos(1 + 7 * i) / 2)),
    ),
];
