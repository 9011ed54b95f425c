import { NDArray, sameShape } from "@chainrule/array";
import { type Complex, complex } from "@chainrule/special";
import {
  type ArrayLike,
  apply,
  type BackwardStep,
  type Elements,
  evaluate,
  type Linear,
  NoArithmeticRuleError,
  TapeVariable,
  trace,
} from "@chainrule/tape";

/**
 * One edge of a tape, on its own: what an entry contributes to the cotangent of one of its inputs, and what it should.
 *
 * The reference is a complex step through the entry's primal, from the cotangents that the entry was given: no derivative
 * rule has a part in it, and faults before this edge do not matter.
 */
export interface Edge {
  /** How many elements the input has. */
  readonly length: number;
  /** What was contributed, element by element. */
  readonly found: Float64Array;
  /** What should be contributed, projected on a direction. */
  readonly project: (direction: Float64Array) => Projection;
  /** Whether each element meets its own element of the output only: then one projection shows all of them. */
  readonly isDiagonal: boolean;
  /** What should be contributed to each element, of a diagonal edge. */
  readonly diagonal: () => Float64Array;
  /** How far, relative to the terms it is made of, a right contribution may be from the complex step. */
  readonly tolerance: number;
}

/** Sums of products round by a few units; functions in complex arithmetic lose some digits more. */
const tolerances = { sums: 2e-14, functions: 1e-12 };

/** Families whose primals only add, multiply and move. */
const sums: ReadonlySet<string> = new Set(["contract", "reduce", "move", "scatter", "window", "cumulative"]);

/** An inner product, and the sum of the sizes of its terms: what rounding is measured by. */
export interface Projection {
  readonly value: number;
  readonly size: number;
}

/** The edge from an entry to its input number k; undefined for rows that know float64 only. */
export function edgeOf(step: BackwardStep, k: number): Edge | undefined {
  const inputs = step.entry.inputs.map(primalOf);
  const values = elementsOf(inputs[k]!);
  const run = inComplex(step, inputs, k);
  if (run === undefined) return undefined;
  const cotangents = step.cotangents.map((each) => (each === undefined ? undefined : elementsOf(each)));
  const h = tiny * Math.max(1, ...values.map(Math.abs));
  const { primitive } = step.entry;
  const isDiagonal =
    primitive.family === "elementwise" &&
    step.cotangents.length === 1 &&
    sameShape(shapeOf(inputs[k]!), shapeOf(step.entry.outputs[0]!.primal));
  const along = (direction: Float64Array): readonly Elements<Complex>[] =>
    run(Array.from(values, (re, i) => ({ re, im: h * direction[i]! })));
  return {
    length: values.length,
    isDiagonal,
    tolerance: sums.has(primitive.family) ? tolerances.sums : tolerances.functions,
    diagonal: () => {
      const [output] = along(new Float64Array(values.length).fill(1));
      const [cotangent] = cotangents;
      return Float64Array.from(output!.data, ({ im }, i) => times(cotangent?.[i] ?? 0, im / h));
    },
    found: contributionOf(step.contributions[k], values.length),
    project: (direction) => {
      const outputs = along(direction);
      let [value, size] = [0, 0];
      for (const [output, cotangent] of cotangents.entries()) {
        if (cotangent === undefined) continue;
        for (const [i, { im }] of outputs[output]!.data.entries()) {
          const term = times(cotangent[i]!, im / h);
          value += term;
          size += Math.abs(term);
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

/** The imaginary step: so small that its square vanishes, far above underflow. */
const tiny = 1e-30;

/** The entry's primal as a function of complex elements of input k. */
function inComplex(
  { entry: { primitive, params } }: BackwardStep,
  inputs: readonly ArrayLike[],
  k: number,
): ((elements: readonly Complex[]) => readonly Elements<Complex>[]) | undefined {
  const program = trace((x: ArrayLike) => apply(primitive, params, inputs.with(k, x)))(inputs[k]!);
  const shape = shapeOf(inputs[k]!);
  const run = (data: readonly Complex[]): readonly Elements<Complex>[] =>
    evaluate(program, [{ shape, data }], complex);
  try {
    run(Array.from(elementsOf(inputs[k]!), (x) => complex.fromNumber(x)));
    return run;
  } catch (error) {
    if (error instanceof NoArithmeticRuleError) return undefined;
    throw error;
  }
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
