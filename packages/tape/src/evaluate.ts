import { type ContractDimensions, type NDArray, type Shape, sizeOf } from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import { isControl, type Machine } from "./control/control.ts";
import { ArgumentError, TapeError } from "./errors.ts";
import {
  contractElements,
  cumulateElements,
  kernelElements,
  mapElements,
  moveElements,
  reduceElements,
  rounded,
  scatterElements,
} from "./evaluate-families.ts";
import { linalgElements } from "./evaluate-linalg.ts";
import { windowElements } from "./evaluate-windows.ts";
import { listOf, madeOf } from "./given.ts";
import type { ElementName, Family, Primitive, ScalarRule } from "./primitive.ts";
import { type Entry, type Operand, type Program, run, Variable } from "./program.ts";
import { type Composite, isComposite } from "./rows/composite.ts";
import type { Direction } from "./rows/cumulative.ts";
import { scatterAdd, scatterAddAlongAxis, take, takeAlongAxis } from "./rows/gather.ts";
import type { Axes } from "./rows/reduce.ts";
import type { Windows } from "./rows/windows.ts";
import { traceFlat } from "./tracer.ts";
import { type ArrayLike, asArray, concrete, isDifferentiable, strong } from "./value.ts";

/** An array whose elements are carriers of an arithmetic, row-major. */
export interface Elements<T> {
  /** Lengths of the axes. */
  readonly shape: Shape;
  /** The elements, row-major. */
  readonly data: readonly T[];
}

/**
 * A primitive for which there is no rule in other arithmetics than float64 (`tape/no-arithmetic-rule`).
 *
 * @example
 * ```ts
 * import { doubleDouble } from "@chainrule/special";
 * import { array } from "@chainrule/array";
 * import { applyOne, evaluate, linear, trace } from "@chainrule/tape";
 * const own = linear<undefined>({
 *   name: "own",
 *   family: "window",
 *   shape: (_, x) => x,
 *   kernel: (_, x) => x,
 *   transpose: (cotangent) => cotangent,
 * });
 * const program = trace((x) => applyOne(own, undefined, [x]))(array([1]));
 * evaluate(program, [array([1])], doubleDouble); // throws tape/no-arithmetic-rule
 * ```
 */
export class NoArithmeticRuleError extends TapeError {
  /** The name of the row. */
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
  madeOf("evaluate", "a program", program, ["inputs", "entries", "outputs"]);
  if (listOf("evaluate", "the inputs", inputs).length !== program.inputs.length) {
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

/**
 * Elements of an array in an arithmetic; each double is taken exactly.
 *
 * @example
 * ```ts
 * import { doubleDouble } from "@chainrule/special";
 * import { array } from "@chainrule/array";
 * import { elementsOf } from "@chainrule/tape";
 * elementsOf(doubleDouble, array([1, 2])).data; // => [{ hi: 1, lo: 0 }, { hi: 2, lo: 0 }]
 * ```
 */
export function elementsOf<T>(A: Arithmetic<T>, x: ArrayLike | Elements<T>): Elements<T> {
  if (typeof x === "object" && x !== null && "data" in x) return x as Elements<T>;
  madeOf("elementsOf", "an arithmetic", A, ["fromNumber"]);
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
  const { primitive, params } = entry;
  if (isControl(primitive)) return primitive.execute(machineOf(A), params, inputs);
  if (isComposite(primitive)) return runElements(A, definitionOf(primitive, entry), inputs);
  if (primitive.family === "linalg") {
    const shapes = entry.outputs.map(({ shape }) => shape);
    const outputs = linalgElements(A, primitive, params, inputs, shapes);
    if (outputs === undefined) throw new NoArithmeticRuleError(primitive, A.name);
    return outputs;
  }
  return [oneOutput(A, entry, inputs)];
}

function oneOutput<T>(A: Arithmetic<T>, entry: Entry, inputs: readonly Elements<T>[]): Elements<T> {
  const { primitive, params } = entry;
  const output = entry.outputs[0]!;
  const arrays = (): NDArray[] => inputs.map((x, i) => rounded(A, x, strong(entry.inputs[i]!).dtype));
  // Which element is the largest, whether any is true, in which order they stand: exact in doubles.
  if (INDEXING.has(primitive.family) && !isDifferentiable(output)) {
    return kernelElements(A, primitive, params, arrays());
  }
  switch (primitive.family) {
    case "elementwise":
      return mapElements(A, scalarOf(A, primitive, inputs.length), params, inputs, output.shape);
    case "contract":
      return contractElements(A, params as ContractDimensions, inputs);
    case "reduce":
      return reduceElements(A, primitive, scalarOf(A, primitive), params as Axes, inputs[0]!);
    case "cumulative":
      return cumulateElements(A, scalarOf(A, primitive), params as Direction, inputs[0]!);
    case "move":
      return moveElements(A, primitive, params, inputs, output);
    case "scatter": {
      const [indices] = arrays().slice(1);
      const gather = GATHERS.get(primitive.name);
      if (gather !== undefined) return scatterElements(A, gather, params, inputs[0]!, indices!, output);
      return moveElements(A, primitive, params, inputs.slice(0, 1), output, [indices!]);
    }
    case "window":
      if (!hasWindows(params)) throw new NoArithmeticRuleError(primitive, A.name);
      if (!isDifferentiable(output)) return kernelElements(A, primitive, params, arrays());
      return windowElements(A, primitive, params.axes, inputs, output.shape);
    case "create":
    case "random":
      return kernelElements(A, primitive, params, arrays());
    default:
      throw new NoArithmeticRuleError(primitive, A.name);
  }
}

/** Families whose rows may give indices or truths. */
const INDEXING: ReadonlySet<Family> = new Set(["reduce", "cumulative", "scatter"]);

/** Whether a row of the family window says how its windows go. */
function hasWindows(params: unknown): params is Windows {
  return typeof params === "object" && params !== null && "axes" in params;
}

/** For each scattering row the one that gathers with the same indices. */
const GATHERS: ReadonlyMap<string, Primitive> = new Map([
  [scatterAdd.name, take as Primitive],
  [scatterAddAlongAxis.name, takeAlongAxis as Primitive],
]);

/** How a row treats single elements: as it says, or as the arithmetic's function of its name does, which takes no params. */
function scalarOf<T>(A: Arithmetic<T>, primitive: Primitive, operands = 1): ScalarRule {
  const { name, scalar } = primitive;
  if (scalar !== undefined) return scalar;
  if (primitive.family !== "elementwise" || !isElementName(A, name))
    throw new NoArithmeticRuleError(primitive, A.name);
  return operands === 1
    ? <U>(arithmetic: Arithmetic<U>, x: U): U => arithmetic[name as "negate"](x)
    : <U>(arithmetic: Arithmetic<U>, x: U, y: U): U => arithmetic[name as "add"](x, y);
}

function isElementName(A: Arithmetic<unknown>, name: string): name is ElementName {
  return Object.hasOwn(A, name) && typeof A[name as ElementName] === "function";
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
    truth: (x) => {
      const predicate = A.toNumber(x.data[0]!);
      return Number.isNaN(predicate) ? undefined : predicate !== 0;
    },
    unknown: ({ shape }) => ({
      shape,
      data: Array.from({ length: sizeOf(shape) }, () => A.fromNumber(Number.NaN)),
    }),
  };
}
