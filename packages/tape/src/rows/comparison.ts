import type { Arithmetic } from "@chainrule/special";
import { binary, unary } from "../families.ts";
import type { Primitive } from "../primitive.ts";

type Order = -1 | 0 | 1;

/** A comparison of two elements, as 0 or 1, or as NaN where bounds cannot tell; NaN compares with nothing. No derivative passes. */
/* @__NO_SIDE_EFFECTS__ */
function comparison(name: string, holds: (order: Order | undefined) => boolean): Primitive<undefined> {
  return binary({
    name,
    dtype: "bool",
    number: (a, b) => (holds(orderOf(a, b)) ? 1 : 0),
    scalar: (A, a, b) => {
      const order = A.compare(a, b);
      return A.fromNumber(order === undefined ? Number.NaN : Number(holds(order)));
    },
    partials: [undefined, undefined],
  });
}

function orderOf(a: number, b: number): Order | undefined {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined;
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

export const logicalNot: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "logicalNot",
  dtype: "bool",
  number: (x) => (x === 0 ? 1 : 0),
  scalar: (A, x) => {
    const results = readings(A, x).map((holds) => !holds);
    return agreed(A, results);
  },
  partials: [undefined],
});

/** What a condition may be: both where it is NaN, since it could not be told. */
function readings<T>(A: Arithmetic<T>, condition: T): readonly boolean[] {
  const x = A.toNumber(condition);
  return Number.isNaN(x) ? [true, false] : [x !== 0];
}

/** What all readings come to, NaN where they differ. */
function agreed<T>(A: Arithmetic<T>, results: readonly boolean[]): T {
  const isSame = results.every((result) => result === results[0]);
  return A.fromNumber(isSame ? Number(results[0]) : Number.NaN);
}

/* @__NO_SIDE_EFFECTS__ */
function connective(name: string, holds: (a: boolean, b: boolean) => boolean): Primitive<undefined> {
  return binary({
    name,
    dtype: "bool",
    number: (a, b) => (holds(a !== 0, b !== 0) ? 1 : 0),
    scalar: (A, a, b) => {
      const results = readings(A, a).flatMap((x) => readings(A, b).map((y) => holds(x, y)));
      return agreed(A, results);
    },
    partials: [undefined, undefined],
  });
}

export const logicalAnd: Primitive<undefined> = connective("logicalAnd", (a, b) => a && b);
export const logicalOr: Primitive<undefined> = connective("logicalOr", (a, b) => a || b);
export const logicalXor: Primitive<undefined> = connective("logicalXor", (a, b) => a !== b);
