import type { NDArray } from "@chainrule/array";
import { countOperations, type Expression, evaluate, gradient, type TensorValue } from "@chainrule/expr";
import type { Arithmetic } from "@chainrule/special";
import type { Parameter, SymbolicPrimal } from "../subject/subject.ts";
import { elementsOf } from "../subject/subject.ts";
import type { Exactish } from "./carrier.ts";

/** The primal and the gradient by each parameter, elements in row-major order. */
export interface SymbolicValues<T = Exactish> {
  readonly value: T;
  readonly gradient: readonly (readonly T[])[];
}

/** The symbolic voice: expr's rules, expr's evaluator. */
export interface SymbolicVoice {
  readonly gradient: readonly Expression[];
  readonly operations: { readonly primal: number; readonly gradient: number };
  evaluate<T>(A: Arithmetic<T>): SymbolicValues<T>;
}

/** Differentiates the symbolic primal by every parameter. */
export function symbolicVoice(primal: SymbolicPrimal, parameters: readonly Parameter[]): SymbolicVoice {
  const derivatives = gradient(primal.expression, primal.variables);
  return {
    gradient: derivatives,
    operations: {
      primal: countOperations(primal.expression),
      gradient: countOperations([primal.expression, ...derivatives]),
    },
    evaluate: (A) => {
      const options = { arithmetic: A };
      const bindings = bindingsOf(primal, parameters);
      const [value, ...values] = evaluate([primal.expression, ...derivatives], bindings, options);
      return { value: elements(value!)[0]!, gradient: values.map((each) => elements(each)) };
    },
  };
}

/** The point: every symbol's name with its doubles. */
export function bindingsOf(
  { variables, constants }: SymbolicPrimal,
  parameters: readonly Parameter[],
): Map<string, number | TensorValue<number>> {
  const bindings = new Map<string, number | TensorValue<number>>();
  const bind = (name: string, value: NDArray | number) =>
    bindings.set(name, typeof value === "number" ? value : { shape: value.shape, data: elementsOf(value) });
  for (const [i, variable] of variables.entries()) bind(variable.name, parameters[i]!.value);
  for (const [name, value] of constants) bind(name, value);
  return bindings;
}

function elements<T>(value: T | TensorValue<T>): readonly T[] {
  return typeof value === "object" && value !== null && "data" in value
    ? Array.from(value.data)
    : [value as T];
}
