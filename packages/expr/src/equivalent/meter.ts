import type { Arithmetic } from "@chainrule/special";
import { boundOf, fieldsOf } from "../doors.ts";
import { LimitError } from "../errors.ts";
import { type Budget, createBudget, requireTime } from "../limits.ts";

/** What comparing two expressions may take. */
export interface EquivalentLimits {
  /** The most points that are tried; 140 unless given. */
  readonly points?: number;
  /**
   * The most operations at all points together; 200,000 unless given. One is an addition in 60 digits, about 5
   * microseconds: a sine counts as 10 of them, a gamma function as 100, and in doubles each a tenth.
   */
  readonly operations?: number;
  /** The most time; 10,000 unless given. It is looked at now and then: work ends a little later. */
  readonly milliseconds?: number;
}

/** Which limit ended the search for points. */
export type SpentLimit = "operations" | "milliseconds";

/** What is left of the limits. */
export interface Meter {
  readonly points: number;
  readonly operations: number;
  readonly budget: Budget;
  used: number;
  looks: number;
}

const defaults: Required<EquivalentLimits> = { points: 140, operations: 200_000, milliseconds: 10_000 };

/** A meter that nothing was spent of. */
export function createMeter(limits?: EquivalentLimits): Meter {
  const given = fieldsOf(limits, "limits");
  const bound = (name: keyof EquivalentLimits) => boundOf(given[name] ?? defaults[name], `limits.${name}`);
  const budget = createBudget({ milliseconds: bound("milliseconds") });
  return { points: bound("points"), operations: bound("operations"), budget, used: 0, looks: 0 };
}

/** The search is at its limits. It never leaves `equivalent`. */
export class Spent extends Error {
  readonly limit: SpentLimit;

  constructor(limit: SpentLimit) {
    super(limit);
    this.limit = limit;
  }
}

/** The result of the work, or the limit that ended it. */
export function untilSpent<T>(work: () => T): T | Spent {
  try {
    return work();
  } catch (error) {
    if (error instanceof Spent) return error;
    if (error instanceof LimitError && error.quantity === "milliseconds") return new Spent("milliseconds");
    throw error;
  }
}

const operationsBetweenLooks = 256;

/** Accounts for operations. */
export function spend(meter: Meter, operations: number): void {
  meter.used += operations;
  meter.looks += 1;
  if (meter.used > meter.operations) throw new Spent("operations");
  if (meter.looks % operationsBetweenLooks === 0) requireTime(meter.budget);
}

/** Operations of the arithmetic that take longer than an addition. */
const costs: Readonly<Record<string, number>> = {
  exp: 4,
  expm1: 4,
  tanh: 4,
  sigmoid: 4,
  cbrt: 5,
  gamma: 100,
  lgamma: 100,
  digamma: 100,
  polygamma: 100,
  erf: 70,
  erfc: 70,
  erfcx: 100,
  ...Object.fromEntries(
    ["log", "log1p", "sin", "cos", "tan", "asinh", "acosh", "atanh", "atan2", "softplus", "logSigmoid"].map(
      (name) => [name, 10],
    ),
  ),
  ...Object.fromEntries(["asin", "acos", "atan", "power"].map((name) => [name, 20])),
};

/** The arithmetic, with its operations accounted for: `scale` is the price of an addition. */
export function metered<T>(A: Arithmetic<T>, meter: Meter, scale: number): Arithmetic<T> {
  const entries = Object.entries(A).map(([name, value]) => {
    if (typeof value !== "function") return [name, value];
    const cost = scale * (costs[name] ?? 1);
    const counted = (a: never, b: never) => {
      spend(meter, cost);
      return value(a, b);
    };
    return [name, counted];
  });
  return Object.fromEntries(entries) as Arithmetic<T>;
}
