import { type Arithmetic, type Bounded, boundedFloat64 } from "@chainrule/special";
import {
  type ArrayLike,
  type DifferentiateOptions,
  evaluate,
  grad,
  jvp,
  type Program,
  trace,
} from "@chainrule/tape";
import { workOf } from "../cost.ts";
import { once } from "../once.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { boundedFloat32 } from "./float32.ts";

/** The tape's voice: its rules, run by its float64 kernels or, as a traced gradient program, in any arithmetic. */
export interface TapeVoice {
  /** About how many scalar operations the primal and the gradient take. */
  readonly work: { readonly primal: number; readonly gradient: number };
  /** The gradient by each parameter that training would use: float64, elements in row-major order. */
  kernel(): readonly Float64Array[];
  /** The arithmetic that bounds the errors of the kernels: of float64, or of float32 where one rounds to that. */
  readonly kernelBounds: Arithmetic<Bounded<number>>;
  /** The primal in float64 at other parameters. */
  value(values: readonly ArrayLike[]): number;
  /** The primal in any arithmetic. `replace` puts elements of that arithmetic in the place of some of the parameters'. */
  primal<T>(A: Arithmetic<T>, replace?: (parameter: number, index: number, x: number) => T | undefined): T;
  /** The gradient by each parameter in any arithmetic. */
  gradient<T>(A: Arithmetic<T>): readonly (readonly T[])[];
  /** The derivative by one element in forward mode, in any arithmetic: the tape's own jvp rules. */
  forward<T>(A: Arithmetic<T>, parameter: number, index: number): T;
}

/** Records the function of a subject and its gradient; `fault` makes the backward pass wrong on purpose. */
export function tapeVoice({ f, parameters }: Subject, fault: DifferentiateOptions = {}): TapeVoice {
  const point = parameters.map(({ value }) => value);
  const primal = trace((values: readonly ArrayLike[]) => f(values))(point);
  const differentiate = grad((values: readonly ArrayLike[]) => f(values), fault);
  const gradient = trace(differentiate)(point);

  const pushed = once(() => {
    const push = jvp((values: readonly ArrayLike[]) => f(values), {
      ...(fault.rules && { rules: fault.rules }),
    });
    return trace(
      (values: readonly ArrayLike[], tangents: readonly ArrayLike[]) =>
        push([values], [tangents]).tangent as ArrayLike,
    )(point, point);
  });
  const elements = parameters.map(({ value }) => elementsOf(value));
  const inputsOf = <T>(of: (parameter: number, index: number, x: number) => T) =>
    parameters.map(({ value }, p) => ({
      shape: typeof value === "number" ? [] : value.shape,
      data: Array.from(elements[p]!, (x, i) => of(p, i, x)),
    }));
  const known = new Map<unknown, ReturnType<typeof inputsOf>>();
  /** The point in an arithmetic, made once: a look at one entry moves one element of it. */
  const pointIn = <T>(A: Arithmetic<T>): ReturnType<typeof inputsOf<T>> => {
    const made = known.get(A) ?? inputsOf((_, __, x) => A.fromNumber(x));
    known.set(A, made);
    return made as ReturnType<typeof inputsOf<T>>;
  };

  return {
    work: { primal: workOf(primal), gradient: workOf(gradient) },
    kernelBounds: [primal, gradient].some(roundsToSingle) ? boundedFloat32 : boundedFloat64,
    kernel: () => (differentiate(point) as (typeof point)[number][]).map(elementsOf),
    value: (values) => {
      const result = f(values);
      return typeof result === "number" ? result : Number(result.item());
    },
    primal: (A, replace) => {
      const fixed = pointIn(A);
      const inputs = replace ? inputsOf((p, i, x) => replace(p, i, x) ?? fixed[p]!.data[i]!) : fixed;
      return evaluate(primal, inputs, A)[0]!.data[0]!;
    },
    gradient: (A) => evaluate(gradient, point, A).map(({ data }) => data),
    forward: (A, parameter, index) => {
      const [zero, one] = [A.fromNumber(0), A.fromNumber(1)];
      const tangents = inputsOf((p, i) => (p === parameter && i === index ? one : zero));
      return evaluate(pushed(), [...pointIn(A), ...tangents], A)[0]!.data[0]!;
    },
  };
}

function roundsToSingle({ inputs, entries }: Program): boolean {
  return [...inputs, ...entries.flatMap(({ outputs }) => outputs)].some(({ dtype }) => dtype === "float32");
}
