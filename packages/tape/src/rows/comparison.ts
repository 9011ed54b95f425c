import type { Arithmetic } from "@chainrule/special";
import { binary, unary } from "../families.ts";
import type { Primitive } from "../primitive.ts";

type Order = -1 | 0 | 1;

/** A comparison of two elements, as 0 or 1; NaN compares with nothing. No derivative passes. */
/* @__NO_SIDE_EFFECTS__ */
function comparison(name: string, holds: (order: Order | undefined) => boolean): Primitive<undefined> {
  return binary({
    name,
    dtype: "bool",
    number: (a, b) => (holds(orderOf(a, b)) ? 1 : 0),
    scalar: (A, a, b) => A.fromNumber(decided(A, a, b) ? Number(holds(A.compare(a, b))) : Number.NaN),
    partials: [undefined, undefined],
  });
}

function orderOf(a: number, b: number): Order | undefined {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined;
}

/** Whether an arithmetic with bounds can tell the order; a true NaN is told too. */
function decided<T>(A: Arithmetic<T>, a: T, b: T): boolean {
  return A.compare(a, b) !== undefined || Number.isNaN(A.toNumber(a)) || Number.isNaN(A.toNumber(b));
}

export const equal: Primitive<undefined> = comparison("equal", (order) => order === 0);
export const notEqual: Primitive<undefined> = comparison("notEqual", (order) => order !== 0);
export const less: Primitive<undefined> = comparison("less", (order) => order === -1);
export const lessEqual: Primitive<undefined> = comparison(
  "lessEqual",
  (order) => order === -1 || order === 0,
);
export const greater: Primitive<undefined> = comparison("greater", (order) => order === 1);
export const greaterEqual: Primitive<undefined> = comparison(
  "greaterEqual",
  (order) => order === 1 || order === 0,
);

/** A property of one or two elements read as numbers, as 0 or 1. No derivative passes. */
/* @__NO_SIDE_EFFECTS__ */
function predicate(name: string, holds: (x: number) => boolean): Primitive<undefined> {
  return unary({
    name,
    dtype: "bool",
    number: (x) => (holds(x) ? 1 : 0),
    scalar: (A, x) => A.fromNumber(holds(A.toNumber(x)) ? 1 : 0),
    partials: [undefined],
  });
}

export const isNaN: Primitive<undefined> = predicate("isNaN", Number.isNaN);
export const isFinite: Primitive<undefined> = predicate("isFinite", Number.isFinite);
export const isInfinite: Primitive<undefined> = predicate(
  "isInfinite",
  (x) => Math.abs(x) === Number.POSITIVE_INFINITY,
);
export const logicalNot: Primitive<undefined> = predicate("logicalNot", (x) => x === 0);

/* @__NO_SIDE_EFFECTS__ */
function connective(name: string, holds: (a: boolean, b: boolean) => boolean): Primitive<undefined> {
  return binary({
    name,
    dtype: "bool",
    number: (a, b) => (holds(a !== 0, b !== 0) ? 1 : 0),
    scalar: (A, a, b) => A.fromNumber(holds(A.toNumber(a) !== 0, A.toNumber(b) !== 0) ? 1 : 0),
    partials: [undefined, undefined],
  });
}

export const logicalAnd: Primitive<undefined> = connective("logicalAnd", (a, b) => a && b);
export const logicalOr: Primitive<undefined> = connective("logicalOr", (a, b) => a || b);
export const logicalXor: Primitive<undefined> = connective("logicalXor", (a, b) => a !== b);
