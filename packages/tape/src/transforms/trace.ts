import { type Operand, type Program, Variable } from "../program.ts";
import { traceFlat } from "../tracer.ts";
import { flatten, type TreeStructure, unflatten } from "../tree.ts";
import { abstractOf } from "../value.ts";
import { callFlat, checkGiven, type GivenArguments, type TreeFunction } from "./arguments.ts";

/** Options of `trace`. */
export interface TraceOptions {
  /** Positions of arguments that are not inputs: the program is made for their values. */
  readonly static?: readonly number[];
}

/** A traced function: its program, and the form of its result. */
export interface TracedProgram extends Program {
  /** The form of the result; the outputs are its leaves. */
  readonly result: TreeStructure;
}

/**
 * Records a function as a program, from the shapes and dtypes of its arguments alone. Numbers are inputs
 * unless named static; constants made on the way are recorded; constant arrays from outside are held.
 *
 * @throws NoConcreteValueError `tape/no-concrete-value` when the function reads elements.
 *
 * @example
 * ```ts
 * import { grad, sin, trace } from "@chainrule/tape";
 * const program = trace(grad((x) => sin(x)))(0);
 * program.entries.map((entry) => entry.primitive.name); // => ["cos"]
 * ```
 */
export function trace<F extends TreeFunction>(
  f: F,
  options: TraceOptions = {},
): (...args: GivenArguments<F>) => TracedProgram {
  checkGiven("trace", [f], options, ["static"]);
  return (...args) => {
    const fixed = options.static ?? [];
    const flat = flatten(args.filter((_, i) => !fixed.includes(i)));
    let result: TreeStructure = { kind: "static", value: undefined };
    const { program, captured } = traceFlat(
      "trace",
      (inputs) => {
        const open = unflatten(flat.structure, inputs) as unknown[];
        const all = args.map((arg, i) => (fixed.includes(i) ? arg : open.shift()));
        const { leaves, structure } = callFlat("trace", f, all);
        result = structure;
        return leaves;
      },
      flat.leaves.map(abstractOf),
    );
    return { ...bindCaptured(program, captured), result };
  };
}

/** The program with its captured inputs, which come last, as constants. */
function bindCaptured(program: Program, captured: readonly Operand[]): Program {
  if (captured.length === 0) return program;
  const inputs = program.inputs.slice(0, program.inputs.length - captured.length);
  const constants = new Map(
    program.inputs.slice(inputs.length).map((variable, i) => [variable, captured[i]!]),
  );
  const bound = (operand: Operand): Operand =>
    operand instanceof Variable ? (constants.get(operand) ?? operand) : operand;
  const entries = program.entries.map((entry) => ({ ...entry, inputs: entry.inputs.map(bound) }));
  return { inputs, entries, outputs: program.outputs.map(bound) };
}
