import type { Arithmetic } from "@chainrule/special";
import { isTrue } from "../carrier.ts";
import type { ScalarFunction } from "./scalarFunction.ts";

/** Conditions are 1 or 0, and NaN where a comparison cannot be decided. */

type Order = -1 | 0 | 1;

export const less: ScalarFunction = comparison((order) => order < 0);
export const lessEqual: ScalarFunction = comparison((order) => order <= 0);
export const equal: ScalarFunction = comparison((order) => order === 0);

/** Three-valued: an operand that settles the result does so beside undecided ones. */
export const and: ScalarFunction = junction(false);
export const or: ScalarFunction = junction(true);

export const not: ScalarFunction = (A, [a]) => {
  const holds = isTrue(A, a!);
  return truth(A, holds === undefined ? undefined : !holds);
};

function comparison(holds: (order: Order) => boolean): ScalarFunction {
  return (A, [a, b]) => {
    const order = a === b ? 0 : A.compare(a!, b!);
    return truth(A, order === undefined ? undefined : holds(order));
  };
}

/** `winner` if any operand is it, undecided if any is, else the opposite. */
function junction(winner: boolean): ScalarFunction {
  return (A, args) => {
    const held = args.map((arg) => isTrue(A, arg));
    if (held.includes(winner)) return truth(A, winner);
    return truth(A, held.includes(undefined) ? undefined : !winner);
  };
}

function truth<T>(A: Arithmetic<T>, value: boolean | undefined): T {
  return A.fromNumber(value === undefined ? Number.NaN : value ? 1 : 0);
}
