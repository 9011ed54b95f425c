import { asExpressions } from "../atoms.ts";
import type { Variable } from "../differentiate/variable.ts";
import { fieldsOf, isList } from "../doors.ts";
import { createBudget, type Limits, requireNodes } from "../limits.ts";
import type { Expression } from "../node.ts";
import { ShapeError, shapeText } from "../shape.ts";
import { createContext } from "./branches.ts";
import { type CompiledExpression, type CompiledExpressions, createRunner } from "./compiled.ts";
import { leastNodes } from "./estimate.ts";
import type { Engine } from "./kernel.ts";
import { type Inputs, layInputs, type Placement, placeShapes, type Sizes } from "./layout.ts";
import { type Lowering, lower, taskOf } from "./lower.ts";
import type { Program } from "./program.ts";
import { createRecorder, type Register } from "./recorder.ts";
import { stepOf } from "./scalars.ts";
import { elementsOf, wholeOf } from "./tensors.ts";

/** How to compile. */
export interface CompileOptions {
  /** Evaluate a derivative's formula even where the function itself is undefined: 1/x for log(x) at -1. */
  readonly outsideDomain?: boolean;
  /** Numbers for sizes and limits that have names, such as the n of a shape [n]. */
  readonly sizes?: Sizes;
  /** Bounds on the work of compiling; 1,000,000 nodes unless given. */
  readonly limits?: Limits;
}

/** Expressions as a program, and where their values stand. */
export interface Lowered {
  readonly program: Program;
  readonly inputs: Inputs;
  readonly outputs: readonly Placement[];
}

/** The program of some expressions. */
export function lowerAll(
  es: readonly Expression[],
  variables: readonly Variable[],
  { outsideDomain = false, sizes = {}, limits }: CompileOptions,
): Lowered {
  const domains = outsideDomain ? [] : es.flatMap(({ domain }) => domain ?? []);
  const lowering = createLowering([...es, ...domains], variables, { sizes, ...(limits && { limits }) });
  requireNodes(lowering.budget, leastNodes(lowering, [...es, ...domains]));
  const values = es.map((e) => lowerRoot(lowering, e, outsideDomain));
  return {
    program: lowering.recorder.finish(values.flatMap(({ registers }) => registers)),
    inputs: lowering.inputs,
    outputs: placeShapes(values.map(({ shape }) => shape)),
  };
}

/** The start of a compilation, with nothing recorded. */
export function createLowering(
  roots: readonly Expression[],
  variables: readonly Variable[],
  { sizes = {}, limits }: CompileOptions,
): Lowering {
  return {
    ...createContext(createRecorder()),
    inputs: layInputs(roots, variables, sizes),
    sizes,
    budget: createBudget(limits),
    quotients: new Map(),
    closed: new Map(),
    open: new Map(),
  };
}

interface RootValues {
  readonly shape: readonly number[];
  readonly registers: readonly Register[];
}

/** The elements of an expression, NaN outside its domain. */
function lowerRoot(lowering: Lowering, root: Expression, outsideDomain: boolean): RootValues {
  const { recorder } = lowering;
  const value = (node: Expression) => lower(lowering, taskOf(node, new Map()), stepOf);
  const shape = root.shape.map((size) => wholeOf(lowering, value(size), size));
  const registers = elementsOf(lowering, root, shape).map(value);
  if (outsideDomain || root.domain === undefined) return { shape, registers };
  const isInside = value(root.domain);
  return { shape, registers: registers.map((register) => recorder.emit("within", isInside, register)) };
}

/** Expressions compiled for an engine. */
export function build(
  e: Expression | readonly Expression[],
  variables: readonly Variable[],
  given: CompileOptions | undefined,
  engine: Engine,
): CompiledExpression | CompiledExpressions {
  const isSingle = !isList(e);
  const options = fieldsOf(given, "options");
  const roots = asExpressions(e);
  const { program, inputs, outputs } = lowerAll(roots, variables, options);
  if (isSingle && roots[0]!.shape.length > 0) {
    const shape = shapeText(roots[0]!.shape);
    throw new ShapeError(`one function value is a number, not of shape ${shape}: compile([e], ...)`, [shape]);
  }
  const kernel = engine(program);
  const parts = [...inputs.values()];
  const { at, over } = createRunner(program, kernel, parts);
  const traits = { inputs: parts, outputs, engine: kernel.engine };
  if (!isSingle) {
    const run = (values: ArrayLike<number>, out: Float64Array = new Float64Array(program.outputs.length)) =>
      at(values, out);
    return Object.assign(run, { ...traits, columns: over });
  }
  const result = new Float64Array(1);
  const columns: CompiledExpression["columns"] = (given, out) => over(given, out && [out])[0]!;
  return Object.assign((values: ArrayLike<number>) => at(values, result)[0]!, { ...traits, columns });
}
