import { Tape } from "../tape.ts";
import type { TreeParts } from "../tree.ts";
import {
  callFlat,
  checkGiven,
  type DifferentiateOptions,
  type GivenArguments,
  rulesOf,
  type Selection,
  select,
  type TreeFunction,
} from "./arguments.ts";

/** A function recorded at its arguments. */
export interface Recording {
  readonly tape: Tape;
  /** The arguments differentiated by. */
  readonly selection: Selection;
  /** The result's form and primals. */
  readonly result: TreeParts;
}

/** Records `f` at `args` on a new tape, which keeps only what derivatives read if it is `lean`. */
export function record(
  name: string,
  f: TreeFunction,
  args: readonly unknown[],
  options: DifferentiateOptions,
  lean = true,
): Recording {
  const selection = select(name, args, options.argnums);
  const tape = new Tape({ ...options, name, rules: rulesOf(options), lean });
  try {
    const values = selection.leaves.map((leaf) => tape.input(leaf));
    const { structure, leaves } = callFlat(name, f, selection.replace(values));
    return { tape, selection, result: { structure, leaves: tape.finish(leaves) } };
  } finally {
    tape.open = false;
  }
}

/**
 * Records a function of trees: the tape of its computation at the arguments, with every primal.
 *
 * @example
 * ```ts
 * import { multiply, recordTape, sin } from "@chainrule/tape";
 * const tape = recordTape((x) => multiply(x, sin(x)))(2);
 * tape.entries.map((entry) => entry.primitive.name); // => ["sin", "multiply"]
 * tape.backward([1])[0] === Math.sin(2) + 2 * Math.cos(2); // => true
 * ```
 */
export function recordTape<F extends TreeFunction>(
  f: F,
  options: DifferentiateOptions = {},
): (...args: GivenArguments<F>) => Tape {
  checkGiven("recordTape", [f], options);
  return (...args) => record("recordTape", f, args, options, false).tape;
}
