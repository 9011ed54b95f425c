import type { Shape } from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import { strong } from "./control/bodies.ts";
import type { ControlPrimitive, Machine } from "./control/control.ts";
import { ArgumentError, TapeError } from "./errors.ts";
import {
  contractElements,
  createElements,
  mapElements,
  moveElements,
  reduceElements,
} from "./evaluate-families.ts";
import type { Primitive } from "./primitive.ts";
import { type Entry, type Operand, type Program, run, Variable } from "./program.ts";
import { type Composite, isComposite } from "./rows/composite.ts";
import { traceFlat } from "./tracer.ts";
import { type ArrayLike, asArray, concrete } from "./value.ts";

/** An array whose elements are carriers of an arithmetic, row-major. */
export interface Elements<T> {
  readonly shape: Shape;
  readonly data: readonly T[];
}

/** A primitive for which there is no rule in other arithmetics than float64. */
export class NoArithmeticRuleError extends TapeError {
  readonly primitive: string;

  constructor(primitive: Primitive, arithmetic: string) {
    super(
      "tape/no-arithmetic-rule",
      `${primitive.name} (family ${primitive.family}) cannot be evaluated in ${arithmetic}; evaluate in float64.`,
    );
    this.primitive = primitive.name;
  }
}

/**
 * Runs a program on inputs: in float64 on arrays, or in any arithmetic, element by element in plain loops.
 *
 * In another arithmetic it shares no kernel with the float64 one: elementwise rows run their scalar function,
 * contractions and reductions are loops, moves only move, control primitives run their bodies.
 *
 * @throws NoArithmeticRuleError `tape/no-arithmetic-rule` for a primitive that knows only float64.
 *
 * @example
 * ```ts
 * import { evaluate, grad, multiply, trace } from "@chainrule/tape";
 * const program = trace(grad((x) => multiply(x, multiply(x, x))))(2);
 * evaluate(program, [2])[0]; // => 12
 * ```
 */
export function evaluate(program: Program, inputs: readonly ArrayLike[]): readonly ArrayLike[];
export function evaluate<T>(
  program: Program,
  inputs: readonly (ArrayLike | Elements<T>)[],
  arithmetic: Arithmetic<T>,
): readonly Elements<T>[];
export function evaluate<T>(
  program: Program,
  inputs: readonly (ArrayLike | Elements<T>)[],
  arithmetic?: Arithmetic<T>,
): readonly (ArrayLike | Elements<T>)[] {
  if (inputs.length !== program.inputs.length) {
    throw new ArgumentError(
      "evaluate",
      `${inputs.length} inputs for ${program.inputs.length}; give one each.`,
    );
  }
  if (arithmetic === undefined) return run(program, inputs as readonly ArrayLike[]);
  return runElements(
    arithmetic,
    program,
    inputs.map((input) => elementsOf(arithmetic, input)),
  );
}

/** Elements of an array in an arithmetic; each double is taken exactly. */
export function elementsOf<T>(A: Arithmetic<T>, x: ArrayLike | Elements<T>): Elements<T> {
  if (typeof x === "object" && "data" in x) return x as Elements<T>;
  const elements = asArray(concrete(x as ArrayLike));
  return { shape: elements.shape, data: elements.read((view) => Array.from(view, (e) => A.fromNumber(e))) };
}

function runElements<T>(A: Arithmetic<T>, program: Program, inputs: readonly Elements<T>[]): Elements<T>[] {
  const values: Elements<T>[] = [];
  const valueOf = (operand: Operand): Elements<T> =>
    operand instanceof Variable ? values[operand.index]! : elementsOf(A, operand);
  program.inputs.forEach((variable, i) => {
    values[variable.index] = inputs[i]!;
  });
  for (const entry of program.entries) {
    const results = applyElements(A, entry, entry.inputs.map(valueOf));
    entry.outputs.forEach((variable, i) => {
      values[variable.index] = results[i]!;
    });
  }
  return program.outputs.map(valueOf);
}

/** One entry in an arithmetic: one rule a family. */
function applyElements<T>(
  A: Arithmetic<T>,
  entry: Entry,
  inputs: readonly Elements<T>[],
): readonly Elements<T>[] {
  const { primitive, params, outputs } = entry;
  const { family, scalar } = primitive;
  if (family === "control") {
    return (primitive as ControlPrimitive<unknown>).execute(machineOf(A), params, inputs);
  }
  if (isComposite(primitive)) return runElements(A, definitionOf(primitive, entry), inputs);
  if (family === "contract") return [contractElements(A, params as never, inputs)];
  if (family === "move") return [moveElements(A, primitive, params, inputs, outputs[0]!)];
  if (family === "create") return [createElements(A, primitive, params)];
  if (scalar === undefined) throw new NoArithmeticRuleError(primitive, A.name);
  if (family === "elementwise") return [mapElements(A, scalar, params, inputs, outputs[0]!.shape)];
  if (family === "reduce") return [reduceElements(A, primitive, params as never, inputs[0]!)];
  throw new NoArithmeticRuleError(primitive, A.name);
}

/** The program of a composite in simpler operations. */
function definitionOf(primitive: Composite<unknown>, { params, inputs }: Entry): Program {
  const define = (values: readonly ArrayLike[]): readonly ArrayLike[] => primitive.definition(params, values);
  return traceFlat(primitive.name, define, inputs.map(strong)).program;
}

function machineOf<T>(A: Arithmetic<T>): Machine<Elements<T>> {
  return {
    run: (program, inputs) => runElements(A, program, inputs),
    at: (x, i) => {
      const size = x.data.length / x.shape[0]!;
      return { shape: x.shape.slice(1), data: x.data.slice(i * size, (i + 1) * size) };
    },
    stack: (slices, slice) => ({
      shape: [slices.length, ...slice.shape],
      data: slices.flatMap((each) => each.data),
    }),
    truth: (x) => A.toNumber(x.data[0]!) !== 0,
  };
}
