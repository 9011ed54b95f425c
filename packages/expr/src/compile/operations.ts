import { float64 } from "@chainrule/special";
import { expOfSquare } from "../evaluate/bell.ts";
import { generalPower } from "../evaluate/scalar.ts";

/** The scalar operations that compiled programs are made of. */

/** Functions of one argument; their values are those of the float64 arithmetic. */
const unaryFunctions = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "sqrt",
  "cbrt",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "erf",
  "erfc",
  "erfcx",
  "gamma",
  "lgamma",
  "digamma",
  "sigmoid",
  "softplus",
  "logSigmoid",
  "abs",
  "sign",
  "floor",
  "ceil",
  "round",
] as const;

/** Functions of two arguments. */
const binaryFunctions = ["power", "atan2", "hypot", "polygamma", "expOfSquare"] as const;

/** What is written as a formula in JavaScript. Conditions are 1, 0, or NaN where undecided. */
const formulaNames = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "negate",
  "less",
  "lessEqual",
  "equal",
  "and",
  "or",
  "not",
  "larger",
  "smaller",
  "isZero",
  "select",
  "within",
  "unlessZero",
] as const;

export type UnaryFunction = (typeof unaryFunctions)[number];
export type BinaryFunction = (typeof binaryFunctions)[number];
export type FormulaName = (typeof formulaNames)[number];

/** The name of an operation. */
export type OperationName = UnaryFunction | BinaryFunction | FormulaName;

/** One operation. Its number in a program is its place in the list. */
export interface Operation {
  readonly name: OperationName;
  readonly arity: 1 | 2 | 3;
  readonly value: (a: number, b: number, c: number) => number;
  /** The formula in JavaScript over operands that are names or literals; a function has none. */
  readonly text?: (a: string, b: string, c: string) => string;
}

type Formula = Omit<Operation, "name"> & Required<Pick<Operation, "text">>;

const formulas: { readonly [N in FormulaName]: Formula } = {
  add: { arity: 2, value: (a, b) => a + b, text: (a, b) => `${a} + ${b}` },
  subtract: { arity: 2, value: (a, b) => a - b, text: (a, b) => `${a} - ${b}` },
  multiply: { arity: 2, value: (a, b) => a * b, text: (a, b) => `${a} * ${b}` },
  divide: { arity: 2, value: (a, b) => a / b, text: (a, b) => `${a} / ${b}` },
  negate: { arity: 1, value: (a) => -a, text: (a) => `-${a}` },
  less: {
    arity: 2,
    value: (a, b) => (a < b ? 1 : a >= b ? 0 : Number.NaN),
    text: (a, b) => `${a} < ${b} ? 1 : ${a} >= ${b} ? 0 : NaN`,
  },
  lessEqual: {
    arity: 2,
    value: (a, b) => (a <= b ? 1 : a > b ? 0 : Number.NaN),
    text: (a, b) => `${a} <= ${b} ? 1 : ${a} > ${b} ? 0 : NaN`,
  },
  equal: {
    arity: 2,
    value: (a, b) => (a === b ? 1 : a < b || a > b ? 0 : Number.NaN),
    text: (a, b) => `${a} === ${b} ? 1 : ${a} < ${b} || ${a} > ${b} ? 0 : NaN`,
  },
  and: {
    arity: 2,
    value: (a, b) => (a === 0 || b === 0 ? 0 : a && b ? 1 : Number.NaN),
    text: (a, b) => `${a} === 0 || ${b} === 0 ? 0 : ${a} && ${b} ? 1 : NaN`,
  },
  or: {
    arity: 2,
    value: (a, b) => (a || b ? 1 : a === 0 && b === 0 ? 0 : Number.NaN),
    text: (a, b) => `${a} || ${b} ? 1 : ${a} === 0 && ${b} === 0 ? 0 : NaN`,
  },
  not: {
    arity: 1,
    value: (a) => (a === 0 ? 1 : a ? 0 : Number.NaN),
    text: (a) => `${a} === 0 ? 1 : ${a} ? 0 : NaN`,
  },
  larger: {
    arity: 2,
    value: (a, b) => (a < b ? b : a >= b ? a : Number.NaN),
    text: (a, b) => `${a} < ${b} ? ${b} : ${a} >= ${b} ? ${a} : NaN`,
  },
  smaller: {
    arity: 2,
    value: (a, b) => (a > b ? b : a <= b ? a : Number.NaN),
    text: (a, b) => `${a} > ${b} ? ${b} : ${a} <= ${b} ? ${a} : NaN`,
  },
  /** Decided for NaN too, unlike `equal`. */
  isZero: { arity: 1, value: (a) => (a === 0 ? 1 : 0), text: (a) => `${a} === 0 ? 1 : 0` },
  select: {
    arity: 3,
    value: (a, b, c) => (a ? b : a === 0 ? c : Number.NaN),
    text: (a, b, c) => `${a} ? ${b} : ${a} === 0 ? ${c} : NaN`,
  },
  /** The value where a condition holds, else NaN. */
  within: { arity: 2, value: (a, b) => (a ? b : Number.NaN), text: (a, b) => `${a} ? ${b} : NaN` },
  unlessZero: { arity: 2, value: (a, b) => (a === 0 ? 0 : b), text: (a, b) => `${a} === 0 ? 0 : ${b}` },
};

const values: Readonly<Record<BinaryFunction, (a: number, b: number) => number>> = {
  ...float64,
  power: (a, b) => generalPower(float64, a, b),
  expOfSquare,
};

/** Every operation, in the order of their numbers. */
export const operations: readonly Operation[] = [
  ...formulaNames.map((name) => ({ name, ...formulas[name] })),
  ...unaryFunctions.map((name) => ({ name, arity: 1 as const, value: float64[name] })),
  ...binaryFunctions.map((name) => ({ name, arity: 2 as const, value: values[name] })),
];

/** The number of each operation. */
export const operationNumbers: ReadonlyMap<OperationName, number> = new Map(
  operations.map(({ name }, number) => [name, number]),
);
