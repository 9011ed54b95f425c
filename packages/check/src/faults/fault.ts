import type { DifferentiateOptions, Linear, Primitive, Replacement } from "@chainrule/tape";

/** A wrong backward pass, planted on purpose: a checker that cannot fail is worthless. */
export interface Fault {
  /** Its name, for `--plant`. */
  readonly name: string;
  /** What is wrong, in a sentence. */
  readonly description: string;
  /** The lowest order of derivative that it changes. */
  readonly order: 1 | 2;
  /** Whether it can show in formulas of scalars too, or only where there are arrays. */
  readonly shows: "anywhere" | "in arrays";
  /**
   * What makes a transform of the tape wrong in this way.
   *
   * @param target the position of the parameter array that is hit, where the fault hits a single one
   */
  readonly plant: (target: number) => DifferentiateOptions;
}

/** Changes what reaches one parameter array, on each edge that leads to it. */
export function onEdgesTo(target: number, change: (contribution: Linear) => Linear): DifferentiateOptions {
  return {
    edges: ({ entry, contributions }) =>
      contributions.map((contribution, k) => {
        const input = entry.inputs[k];
        const hit = typeof input === "object" && "index" in input && input.index === target;
        return hit ? change(contribution) : contribution;
      }),
  };
}

export type Vjp = Primitive["vjp"];

export const withVjp =
  (wrong: (right: Vjp) => Vjp): Replacement =>
  (row) => ({ vjp: wrong(row.vjp) });

/** The same replacement for several rows. */
export function inRows(names: readonly string[], replacement: Replacement): DifferentiateOptions {
  return { rules: Object.fromEntries(names.map((name) => [name, replacement])) };
}
