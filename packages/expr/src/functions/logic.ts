import type { Arithmetic } from "@chainrule/special";
import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { compareRationals } from "../rational.ts";
import { isTrue } from "./carrier.ts";
import type { FunctionRow } from "./row.ts";

/** Conditions are 1 or 0, and NaN where a comparison cannot be decided. Their derivatives are 0. */

type Order = -1 | 0 | 1;

function comparison(latex: string, holds: (order: Order) => boolean): FunctionRow {
  return {
    latex,
    value: (A, [a, b]) => truth(A, a === b ? holds(0) : decide(A.compare(a!, b!), holds)),
    partial: (A) => A.zero,
    fold: (A, [a, b]) => foldComparison(A, a!, b!, holds),
  };
}

function decide(order: Order | undefined, holds: (order: Order) => boolean): boolean | undefined {
  return order === undefined ? undefined : holds(order);
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

function truth<T>(A: Arithmetic<T>, value: boolean | undefined): T {
  return A.fromNumber(value === undefined ? Number.NaN : value ? 1 : 0);
}

export const less: FunctionRow = comparison("<", (order) => order < 0);
export const lessEqual: FunctionRow = comparison("\\le", (order) => order <= 0);
export const equal: FunctionRow = comparison("=", (order) => order === 0);

/** Three-valued: an operand that settles the result does so beside undecided ones. */
export const and: FunctionRow = {
  latex: "\\land",
  value: (A, args) =>
    truth(
      A,
      settle(
        args.map((arg) => isTrue(A, arg)),
        false,
      ),
    ),
  partial: (A) => A.zero,
  fold: (A, args) => foldJunction(A, "and", args, A.zero, A.one),
};

export const or: FunctionRow = {
  latex: "\\lor",
  value: (A, args) =>
    truth(
      A,
      settle(
        args.map((arg) => isTrue(A, arg)),
        true,
      ),
    ),
  partial: (A) => A.zero,
  fold: (A, args) => foldJunction(A, "or", args, A.one, A.zero),
};

export const not: FunctionRow = {
  latex: "\\lnot",
  value: (A, [a]) => {
    const holds = isTrue(A, a!);
    return truth(A, holds === undefined ? undefined : !holds);
  },
  partial: (A) => A.zero,
  fold: (A, [a]) => (a === A.zero ? A.one : a === A.one ? A.zero : undefined),
};

/** `winner` if any value is it, undefined if any is undecided, else the opposite. */
function settle(values: readonly (boolean | undefined)[], winner: boolean): boolean | undefined {
  if (values.includes(winner)) return winner;
  return values.includes(undefined) ? undefined : !winner;
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
  if (kept.length === args.length && kept.length > 1) return undefined;
  if (kept.length === 0) return neutral;
  return kept.length === 1 ? kept[0] : A.call(name, ...kept);
}
