/** Names by the number of arguments that they take. */
const names = {
  none: ["pi", "e"],
  one: [
    "exp",
    "log",
    "log1p",
    "expm1",
    "cbrt",
    "log1mexp",
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "asin",
    "acos",
    "atan",
    "acot",
    "asec",
    "acsc",
    "sinc",
    "sinh",
    "cosh",
    "tanh",
    "coth",
    "sech",
    "csch",
    "asinh",
    "acosh",
    "atanh",
    "acoth",
    "asech",
    "acsch",
    "logCosh",
    "abs",
    "sign",
    "step",
    "floor",
    "ceil",
    "round",
    "erf",
    "erfc",
    "erfcx",
    "gamma",
    "lgamma",
    "digamma",
    "sigmoid",
    "softplus",
    "logSigmoid",
    "logit",
    "softsign",
    "relu",
    "not",
  ],
  two: [
    "atan2",
    "hypot",
    "mod",
    "polygamma",
    "sincDerivative",
    "erfcxDerivative",
    "less",
    "lessEqual",
    "equal",
    "kronecker",
  ],
  three: ["gaussian"],
  five: ["piecewiseLinear"],
  twoOrMore: ["logaddexp"],
  many: ["max", "min", "and", "or"],
} as const;

type Count = keyof typeof names;

const matrixNames = ["det", "logdet", "inverse", "cofactor"] as const;

/**
 * The name of a function of a square matrix as a whole.
 *
 * @useDeclaredType
 */
export type MatrixFunctionName = (typeof matrixNames)[number];

/** Every name that a call can have. */
export type CallName = FunctionName | MatrixFunctionName;

/** Whether a function takes a whole matrix, rather than scalars. */
export function isMatrixFunction(name: CallName): name is MatrixFunctionName {
  return (matrixNames as readonly CallName[]).includes(name);
}

/**
 * The name of a function of the table.
 *
 * @useDeclaredType
 */
export type FunctionName = (typeof names)[Count][number];

const limits: Readonly<Record<Count, readonly [least: number, most: number]>> = {
  none: [0, 0],
  one: [1, 1],
  two: [2, 2],
  three: [3, 3],
  five: [5, 5],
  twoOrMore: [2, Number.POSITIVE_INFINITY],
  many: [1, Number.POSITIVE_INFINITY],
};

/**
 * Every function of scalars that a call node can name, with the least and the greatest number of its arguments.
 *
 * `text` names other than these (aliases, and functions that the builder rewrites, such as `sqrt`) are in `aliases.ts`.
 */
export const arity: Readonly<Record<FunctionName, readonly [least: number, most: number]>> =
  Object.fromEntries(
    (Object.keys(names) as Count[]).flatMap((count) => names[count].map((name) => [name, limits[count]])),
  ) as Record<FunctionName, readonly [number, number]>;
