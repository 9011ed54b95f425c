import type { rows } from "./table.ts";

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
export type FunctionName = keyof typeof rows;
