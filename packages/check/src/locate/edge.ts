import { array, NDArray, sameShape } from "@chainrule/array";
import { complex } from "@chainrule/special";
import {
  type ArrayLike,
  apply,
  type BackwardStep,
  evaluate,
  type Linear,
  TapeVariable,
  trace,
} from "@chainrule/tape";
import { isLinear, othersAtZero } from "./linear.ts";

/**
 * One edge of a tape, on its own: what an entry contributes to the cotangent of one of its inputs, and what it should.
 *
 * The reference is the entry's primal, from the cotangents that the entry was given: of an operation that is linear its value
 * along a direction, of others a complex step. No derivative rule has a part in it, and faults before this edge do not matter.
 */
export interface Edge {
  /** How many elements the input has. */
  readonly length: number;
  /** What was contributed, element by element. */
  readonly found: Float64Array;
  /** What should be contributed, projected on a direction; on request where the point is moved along it a little. */
  readonly project: (direction: Float64Array, side?: Side) => Projection;
  /** Whether each element meets its own element of the output only: then one projection shows all of them. */
  readonly isDiagonal: boolean;
  /** What should be contributed to each element of a diagonal edge, on request below or above the point. */
  readonly diagonal: (side?: Side) => Terms;
  /** How far, relative to the terms it is made of, a right contribution may be from the reference. */
  readonly tolerance: number;
}

/** At the point, or beside it: -1 is just below and 1 just above, which at a kink is not the same. */
export type Side = -1 | 0 | 1;

/** Sums of products round by a few units; functions in complex arithmetic lose some digits more. */
const tolerances = { sums: 2e-14, functions: 1e-12 };

/** Families whose primals only add, multiply and move. */
const sums: ReadonlySet<string> = new Set(["contract", "reduce", "move", "scatter", "window", "cumulative"]);

/** An inner product, and the sum of the sizes of its terms: what rounding is measured by. */
export interface Projection {
  readonly value: number;
  readonly size: number;
}

/** The terms of a diagonal edge, and the size of each that rounding is measured by. */
export interface Terms {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

/**
 * The edge from an entry to its input number k.
 *
 * @throws NoArithmeticRuleError by `project` and `diagonal`, of rows that know float64 only
 */
export function edgeOf(step: BackwardStep, k: number): Edge {
  const inputs = step.entry.inputs.map(primalOf);
  const { size } = ofSize(inputs[k]!);
  const { primitive } = step.entry;
  const linear = isLinear(primitive, k);
  const along = linear ? linearly(step, inputs, k) : inComplex(step, inputs, k);
  const cotangents = step.cotangents.map((each) => (each === undefined ? undefined : elementsOf(each)));
  const isDiagonal =
    primitive.family === "elementwise" &&
    step.cotangents.length === 1 &&
    sameShape(shapeOf(inputs[k]!), shapeOf(step.entry.outputs[0]!.primal));
  return {
    length: size,
    isDiagonal,
    tolerance: linear || sums.has(primitive.family) ? tolerances.sums : tolerances.functions,
    diagonal: (side) => {
      const [tangent] = along(new Float64Array(size).fill(1), side);
      const cotangent = cotangents[0] ?? new Float64Array(size);
      const values = tangent!.map((slope, i) => times(cotangent[i]!, slope));
      return { values, sizes: values.map((value, i) => Math.abs(value) + lost(cotangent[i]!)) };
    },
    found: contributionOf(step.contributions[k], size),
    project: (direction, side) => {
      const tangents = along(direction, side);
      let [value, size] = [0, 0];
      for (const [output, cotangent] of cotangents.entries()) {
        if (cotangent === undefined) continue;
        for (const [i, slope] of tangents[output]!.entries()) {
          const term = times(cotangent[i]!, slope);
          value += term;
          size += Math.abs(term) + lost(cotangent[i]!);
        }
      }
      return { value, size };
    },
  };
}

/** Where nothing comes back, nothing is contributed, even through an infinite slope. */
function times(cotangent: number, slope: number): number {
  return cotangent === 0 ? 0 : cotangent * slope;
}

/** Slopes below this, times the tolerance, are lost where a complex step underflows. */
const underflow = 1e-270;

function lost(cotangent: number): number {
  return underflow * Math.abs(cotangent);
}

/** The imaginary step: so small that its square vanishes, far above underflow. */
const tiny = 1e-30;

/** How far beside the point a kink is looked for, relative to each element: about a hundred units in the last place. */
const beside = 2 ** -46;

/** How the outputs move along a direction of one input, each as flat elements; what is linear moves alike on all sides. */
type Along = (direction: Float64Array, side?: Side) => readonly Float64Array[];

/** By a complex step through the entry's primal. */
function inComplex(
  { entry: { primitive, params } }: BackwardStep,
  inputs: readonly ArrayLike[],
  k: number,
): Along {
  const program = trace((x: ArrayLike) => apply(primitive, params, inputs.with(k, x)))(inputs[k]!);
  const shape = shapeOf(inputs[k]!);
  const values = elementsOf(inputs[k]!);
  const h = tiny * values.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  return (direction, side = 0) => {
    const moved = (re: number, d: number): number => re + side * beside * d * (Math.abs(re) || 1);
    const data = Array.from(values, (re, i) => ({ re: moved(re, direction[i]!), im: h * direction[i]! }));
    return evaluate(program, [{ shape, data }], complex).map((output) =>
      Float64Array.from(output.data, ({ im }) => im / h),
    );
  };
}

/** By the value of a linear primal at the direction itself: float64 and the users' kernels, so it costs next to nothing. */
function linearly(
  { entry: { primitive, params } }: BackwardStep,
  inputs: readonly ArrayLike[],
  k: number,
): Along {
  const shape = shapeOf(inputs[k]!);
  const others = othersAtZero(primitive, inputs);
  return (direction) => {
    const moved = others.with(k, array(direction, { shape }));
    return apply(primitive, params, moved).map((output) => elementsOf(output as ArrayLike));
  };
}

function ofSize(x: ArrayLike): { readonly size: number } {
  return x instanceof NDArray ? x : { size: 1 };
}

export function primalOf(operand: ArrayLike | TapeVariable): ArrayLike {
  return operand instanceof TapeVariable ? operand.primal : operand;
}

export function shapeOf(x: ArrayLike): readonly number[] {
  return x instanceof NDArray ? x.shape : [];
}

export function elementsOf(x: ArrayLike): Float64Array {
  return x instanceof NDArray ? Float64Array.from(x.toTypedArray()) : Float64Array.of(Number(x));
}

/** The direction of one element. */
export function unit(length: number, i: number): Float64Array {
  const direction = new Float64Array(length);
  direction[i] = 1;
  return direction;
}

/** Any fixed direction without zeros or symmetries. */
export function dense(length: number): Float64Array {
  return Float64Array.from(
    { length },
    (_, i) => (Math.sin(12.9898 * (i + 1)) > 0 ? 1 : -1) * (1 + Math.cos(i) / 2),
  );
}

/** Nothing contributed is 0 everywhere. */
function contributionOf(contribution: Linear, length: number): Float64Array {
  return contribution === undefined ? new Float64Array(length) : elementsOf(contribution);
}
