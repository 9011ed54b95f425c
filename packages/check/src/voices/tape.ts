import { type Arithmetic, type Bounded, boundedFloat64 } from "@chainrule/special";
import {
  type ArrayLike,
  type DifferentiateOptions,
  evaluate,
  grad,
  type Program,
  trace,
} from "@chainrule/tape";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { boundedFloat32 } from "./float32.ts";

/** The tape's voice: its rules, run by its float64 kernels or, as a traced gradient program, in any arithmetic. */
export interface TapeVoice {
  /** The gradient by each parameter that training would use: float64, elements in row-major order. */
  kernel(): readonly Float64Array[];
  /** The arithmetic that bounds the errors of the kernels: of float64, or of float32 where one rounds to that. */
  readonly kernelBounds: Arithmetic<Bounded<number>>;
  /** The primal in float64 at other parameters. */
  value(values: readonly ArrayLike[]): number;
  /** The primal in any arithmetic. `replace` puts elements of that arithmetic in the place of the parameters'. */
  primal<T>(A: Arithmetic<T>, replace?: (parameter: number, index: number, x: number) => T): T;
  /** The gradient by each parameter in any arithmetic. */
  gradient<T>(A: Arithmetic<T>): readonly (readonly T[])[];
}

/** Records the function of a subject and its gradient; `fault` makes the backward pass wrong on purpose. */
export function tapeVoice({ f, parameters }: Subject, fault: DifferentiateOptions = {}): TapeVoice {
  const point = parameters.map(({ value }) => value);
  const primal = trace((values: readonly ArrayLike[]) => f(values))(point);
  const differentiate = grad((values: readonly ArrayLike[]) => f(values), fault);
  const gradient = trace(differentiate)(point);

  return {
    kernelBounds: [primal, gradient].some(roundsToSingle) ? boundedFloat32 : boundedFloat64,
    kernel: () => (differentiate(point) as (typeof point)[number][]).map(elementsOf),
    value: (values) => {
      const result = f(values);
      return typeof result === "number" ? result : Number(result.item());
    },
    primal: (A, replace = (_, __, x) => A.fromNumber(x)) => {
      const inputs = parameters.map(({ value }, p) => ({
        shape: typeof value === "number" ? [] : value.shape,
        data: Array.from(elementsOf(value), (x, i) => replace(p, i, x)),
      }));
      return evaluate(primal, inputs, A)[0]!.data[0]!;
    },
    gradient: (A) => evaluate(gradient, point, A).map(({ data }) => data),
  };
}

function roundsToSingle({ inputs, entries }: Program): boolean {
  return [...inputs, ...entries.flatMap(({ outputs }) => outputs)].some(({ dtype }) => dtype === "float32");
}
