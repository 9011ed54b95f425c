import type { NDArray } from "@chainrule/array";
import { type ArrayLike, NoConcreteValueError, recordTape, run, trace, tree } from "@chainrule/tape";
import { lift } from "../bridge/lift.ts";
import { NotLiftedError } from "../bridge/notLifted.ts";
import { CheckError } from "../errors.ts";
import { anyText, requireGiven, requireOptions, type Wishes } from "../given.ts";
import type { Parameter, Subject, SymbolicPrimal } from "./subject.ts";

/**
 * A function gives nothing that could have a derivative (`check/result`), as where `return` was forgotten.
 *
 * @example
 * ```ts
 * import { check } from "@chainrule/check";
 * check((() => {}) as never, [1]); // throws check/result
 * ```
 */
export class NoResultError extends CheckError {
  override readonly name: string = "NoResultError";

  constructor(subject: string, result: unknown) {
    const what = result instanceof Promise ? "a promise; await outside of it" : "no number and no array";
    super("check/result", `${subject} gives ${what}: return what is to be differentiated.`);
  }
}

/** A function of parameter trees, with a scalar result. */
// biome-ignore lint/suspicious/noExplicitAny: arguments are trees of any form
export type CheckedFunction = (...args: any[]) => ArrayLike;

/** How a function is checked. */
export interface FunctionOptions {
  /** What the report calls it; the function's own name unless given. */
  readonly name?: string;
  /** Positions of the arguments to differentiate by; all by default. */
  readonly argnums?: readonly number[];
}

/** The options of a function's subject, and what they can be. */
export const functionWishes: Wishes = {
  name: anyText,
  argnums: [
    (value) =>
      Array.isArray(value) && value.length > 0 && value.every((each) => Number.isInteger(each) && each >= 0),
    "a list of positions, such as [0]",
  ],
};

/**
 * A function over tape values as the subject of a check, at its arguments.
 *
 * The function is traced at the point and its primal is lifted to an expression, which the symbolic voice
 * differentiates. A JavaScript `if` on a value takes the branch of this point: the verdict holds for that branch.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { crossCheck, functionSubject, overallVerdict } from "@chainrule/check";
 * import { multiply, sum, tanh } from "@chainrule/tape";
 * const subject = functionSubject((w, x) => sum(tanh(multiply(w, x))), [array([0.5, -1]), array([2, 3])]);
 * overallVerdict(crossCheck(subject)); // => "agree"
 * ```
 */
export function functionSubject(
  f: CheckedFunction,
  args: readonly unknown[],
  options: FunctionOptions = {},
): Subject {
  requireGiven({ f, args }, { args: [Array.isArray, "a list of arguments, such as [0.5]"] });
  requireOptions(options, functionWishes);
  const name = options.name ?? (f.name || "function");
  const argnums = options.argnums ?? args.map((_, i) => i);
  const { leaves, paths, structure } = tree.flatten(argnums.map((position) => args[position]));
  const parameters = leaves.map(
    (leaf, i): Parameter => ({
      name: nameOf(paths[i]!, argnums.length === 1),
      value: leaf as NDArray | number,
    }),
  );
  const flat = (values: readonly ArrayLike[]): ArrayLike => {
    const chosen = tree.unflatten(structure, values) as unknown[];
    const result = f(...args.map((arg, i) => (argnums.includes(i) ? chosen[argnums.indexOf(i)] : arg)));
    if (tree.flatten(result).leaves.length === 0) throw new NoResultError(name, result);
    return result;
  };
  const path = pathTaken(flat, parameters);
  const { symbolic, notes } = liftedPrimal(path.f, parameters);
  return {
    name,
    parameters,
    f: path.f,
    symbolic,
    notes: [...path.notes, ...notes],
  };
}

/**
 * The function itself, where it runs without values; else what it did at the point, as one run was recorded: every
 * voice and witness then follows the branches that this run took.
 */
function pathTaken(
  f: Subject["f"],
  parameters: readonly Parameter[],
): { readonly f: Subject["f"]; readonly notes: readonly string[] } {
  const point = parameters.map(({ value }) => value);
  const whole = (values: readonly ArrayLike[]): ArrayLike => f(values);
  try {
    trace(whole)(point);
    return { f, notes: [] };
  } catch (error) {
    if (!(error instanceof NoConcreteValueError)) throw error;
    const path = recordTape(whole)(point);
    const notes = [
      "The function reads values while it runs: the verdict holds for the path taken at this point.",
    ];
    return { f: (values) => run(path, values)[0]!, notes };
  }
}

/** The path within a lone argument, `x` for a lone array; with several arguments `x1`, `x2.weight`, ... */
function nameOf(path: string, lone: boolean): string {
  const [position, ...rest] = path.split(".");
  if (lone) return rest.length === 0 ? "x" : rest.join(".");
  return [`x${Number(position) + 1}`, ...rest].join(".");
}

function liftedPrimal(
  f: Subject["f"],
  parameters: readonly Parameter[],
): { readonly symbolic: SymbolicPrimal | undefined; readonly notes: readonly string[] } {
  try {
    const program = trace((values: readonly ArrayLike[]) => f(values))(parameters.map(({ value }) => value));
    const { expression, inputs, constants } = lift(
      program,
      parameters.map(({ name }) => name),
    );
    return { symbolic: { expression, variables: inputs, constants }, notes: [] };
  } catch (error) {
    if (!(error instanceof NotLiftedError)) throw error;
    return { symbolic: undefined, notes: [error.message] };
  }
}
