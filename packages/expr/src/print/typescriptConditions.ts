import type { OperationName } from "../compile/operations.ts";

/**
 * A condition as JavaScript writes it: what is true where it holds, and what is true where it does not. Where it is
 * undecided, for NaN, neither is.
 */
export interface Condition {
  readonly holds: Clause;
  readonly fails: Clause;
}

/** Disjunctions, conjunctions and comparisons: how tightly a clause holds together. */
export interface Clause {
  readonly text: string;
  readonly level: 0 | 1 | 2;
}

/** The condition of a number that is 1, 0 or NaN. */
export function conditionOfNumber(text: string): Condition {
  return { holds: isLiteral(text) ? unequal(text, "0") : comparison(text), fails: equal(text, "0") };
}

function comparison(text: string): Clause {
  return { text, level: 2 };
}

const always = comparison("true");
const never = comparison("false");

/** Of two literals it is decided here: TypeScript refuses to compare those that differ. */
function equal(a: string, b: string): Clause {
  if (!isLiteral(a) || !isLiteral(b)) return comparison(`${a} === ${b}`);
  return Number(a) === Number(b) ? always : never;
}

function unequal(a: string, b: string): Clause {
  if (!isLiteral(a) || !isLiteral(b)) return comparison(`${a} !== ${b}`);
  return equal(a, b) === always ? never : always;
}

function isLiteral(text: string): boolean {
  return !Number.isNaN(Number(text));
}

/** Conditions over numbers, which are written twice and so must be names. */
const comparisons: Partial<Readonly<Record<OperationName, (a: string, b: string) => Condition>>> = {
  less: (a, b) => ({ holds: comparison(`${a} < ${b}`), fails: comparison(`${a} >= ${b}`) }),
  lessEqual: (a, b) => ({ holds: comparison(`${a} <= ${b}`), fails: comparison(`${a} > ${b}`) }),
  equal: (a, b) => ({
    holds: equal(a, b),
    fails: either(comparison(`${a} < ${b}`), comparison(`${a} > ${b}`)),
  }),
  isZero: (a) => ({ holds: equal(a, "0"), fails: unequal(a, "0") }),
};

/** Conditions over conditions. */
const connectives: Partial<Readonly<Record<OperationName, (a: Condition, b: Condition) => Condition>>> = {
  and: (a, b) => ({ holds: both(a.holds, b.holds), fails: either(a.fails, b.fails) }),
  or: (a, b) => ({ holds: either(a.holds, b.holds), fails: both(a.fails, b.fails) }),
  not: ({ holds, fails }) => ({ holds: fails, fails: holds }),
};

function both(a: Clause, b: Clause): Clause {
  if (a === always || b === never) return b;
  if (b === always || a === never) return a;
  return { text: `${enclosed(a, 1)} && ${enclosed(b, 1)}`, level: 1 };
}

function either(a: Clause, b: Clause): Clause {
  if (a === never || b === always) return b;
  if (b === never || a === always) return a;
  return { text: `${a.text} || ${b.text}`, level: 0 };
}

function enclosed({ text, level }: Clause, needed: number): string {
  return level >= needed ? text : `(${text})`;
}

/** Whether an operation reads its operand number k as a condition. */
export function readsCondition(name: OperationName, k: number): boolean {
  return name in connectives || ((name === "select" || name === "within") && k === 0);
}

/** The condition that an operation makes of its operands, given as texts of numbers and as conditions. */
export function conditionOf(
  name: OperationName,
  texts: readonly string[],
  conditions: readonly Condition[],
): Condition | undefined {
  const connective = connectives[name];
  if (connective !== undefined) return connective(conditions[0]!, conditions[1]!);
  return comparisons[name]?.(texts[0]!, texts[1]!);
}
