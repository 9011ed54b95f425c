import {
  type ArrayLike,
  asArray,
  concrete,
  type NDArray,
  type Operand,
  sameShape,
  type TracedProgram,
  type TreeStructure,
  trace,
  tree,
  Variable,
} from "@chainrule/tape";

/** A function of trees of arrays, giving one. */
// biome-ignore lint/suspicious/noExplicitAny: arguments and result are trees of any form
export type ArrayFunction = (...args: any[]) => any;

/** Turns a function into a faster one with the same results. */
export type Compile = <F extends ArrayFunction>(f: F) => F;

/** A program with the form of the arguments for which it was traced. */
interface Version {
  readonly structure: TreeStructure;
  readonly program: TracedProgram;
}

/** How many programs one function keeps; the one not used for longest goes first. */
const MAX_VERSIONS = 8;

/**
 * A function that is recorded once for each form and shape of its arguments, and from then on runs as a
 * program: gradients are not derived again, and nothing is checked twice.
 *
 * The function must be made of operations and must not read elements, so that one recording holds for all
 * values; what it does otherwise while it is recorded happens only then.
 *
 * @throws NoConcreteValueError `tape/no-concrete-value` when the function reads elements.
 *
 * @example
 * ```ts
 * import { array, grad, square, sum } from "@chainrule/tape";
 * import { traced } from "@chainrule/train";
 * const gradient = traced(grad((x) => sum(square(x))));
 * gradient(array([1, 2])).toNested(); // => [2, 4]
 * gradient(array([3, 4])).toNested(); // => [6, 8]
 * ```
 */
export function traced<F extends ArrayFunction>(f: F): F {
  let versions: readonly Version[] = [];
  const call = (...args: unknown[]): unknown => {
    const { leaves, structure } = tree.flatten(args);
    const inputs = leaves.map(concrete);
    const found = versions.find((version) => fits(version, structure, inputs));
    const version = found ?? { structure, program: trace(f as ArrayFunction)(...args) };
    if (version !== versions[0]) {
      versions = [version, ...versions.filter((other) => other !== version)].slice(0, MAX_VERSIONS);
    }
    return tree.unflatten(version.program.result, interpret(version.program, inputs));
  };
  return call as F;
}

function fits({ structure, program }: Version, form: TreeStructure, inputs: readonly ArrayLike[]): boolean {
  return (
    inputs.length === program.inputs.length &&
    program.inputs.every((variable, i) => matches(variable, inputs[i] as ArrayLike)) &&
    sameStructure(structure, form)
  );
}

function matches({ weak, dtype, shape }: Variable, input: ArrayLike): boolean {
  if (typeof input === "number") return weak;
  return !weak && input.dtype === dtype && sameShape(input.shape, shape);
}

function sameStructure(a: TreeStructure, b: TreeStructure): boolean {
  if (a.kind === "static") return b.kind === "static" && Object.is(a.value, b.value);
  if (a.kind === "leaf" || b.kind === "leaf" || b.kind === "static") return a.kind === b.kind;
  if (a.kind !== b.kind || a.children.length !== b.children.length) return false;
  if (a.kind === "record" && b.kind === "record" && !a.keys.every((key, i) => key === b.keys[i]))
    return false;
  return a.children.every((child, i) => sameStructure(child, b.children[i] as TreeStructure));
}

/** Runs the rows' kernels; shapes and dtypes were settled when the program was traced. */
function interpret(program: TracedProgram, inputs: readonly (NDArray | number)[]): ArrayLike[] {
  const values: NDArray[] = [];
  const valueOf = (operand: Operand): NDArray =>
    operand instanceof Variable ? (values[operand.index] as NDArray) : asArray(concrete(operand));
  program.inputs.forEach((variable, i) => {
    values[variable.index] = asArray(inputs[i] as NDArray | number);
  });
  for (const { primitive, params, inputs: operands, outputs } of program.entries) {
    const results = primitive.kernel(params, operands.map(valueOf), outputs);
    outputs.forEach((variable, i) => {
      values[variable.index] = results[i] as NDArray;
    });
  }
  return program.outputs.map((output) => presented(output, valueOf(output)));
}

/** What is made of numbers alone is a number again. */
function presented(output: Operand, value: NDArray): ArrayLike {
  const weak =
    output instanceof Variable ? output.weak && output.shape.length === 0 : typeof output === "number";
  return weak ? value.item() : value;
}
