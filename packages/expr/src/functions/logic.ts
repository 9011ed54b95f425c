import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { compareRationals } from "../rational.ts";
import type { FunctionRow } from "./row.ts";

/** Conditions are 1 or 0; their derivatives are 0. */

type Order = -1 | 0 | 1;

/** Comparisons and what joins them. */
export const logic: Readonly<Record<"less" | "lessEqual" | "equal" | "and" | "or" | "not", FunctionRow>> = {
  less: comparison((order) => order < 0),

  lessEqual: comparison((order) => order <= 0),

  equal: comparison((order) => order === 0),

  and: {
    isVariadic: true,
    partial: (A) => A.zero,
    fold: (A, args) => foldJunction(A, "and", args, A.zero, A.one),
  },

  or: {
    isVariadic: true,
    partial: (A) => A.zero,
    fold: (A, args) => foldJunction(A, "or", args, A.one, A.zero),
  },

  not: {
    partial: (A) => A.zero,
    fold: (A, [a]) => (a === A.zero ? A.one : a === A.one ? A.zero : undefined),
  },
};

function comparison(holds: (order: Order) => boolean): FunctionRow {
  return {
    arity: 2,
    partial: (A) => A.zero,
    fold: (A, [a, b]) => foldComparison(A, a!, b!, holds),
  };
}

function foldComparison(
  A: Algebra,
  a: Expression,
  b: Expression,
  holds: (order: Order) => boolean,
): Expression | undefined {
  if (a.kind !== "number" || b.kind !== "number") return undefined;
  return holds(compareRationals(a.value, b.value)) ? A.one : A.zero;
}

function foldJunction(
  A: Algebra,
  name: "and" | "or",
  args: readonly Expression[],
  winner: Expression,
  neutral: Expression,
): Expression | undefined {
  if (args.includes(winner)) return winner;
  const kept = [...new Set(args)].filter((arg) => arg !== neutral);
  if (kept.length < 2) return kept[0] ?? neutral;
  return kept.length < args.length ? A.call(name, ...kept) : undefined;
}
