import {
  add,
  call,
  det,
  type Expression,
  element,
  fraction,
  freshIndices,
  inverse,
  matmul,
  number,
  piecewise,
  type SymbolNode,
  tensor,
} from "@chainrule/expr";
import { NotLiftedError } from "./notLifted.ts";

// Linear algebra of single matrices: expr has determinants and inverses, with derivatives and an elimination of its own.

type MatrixRule = (operands: readonly Expression[], params: never) => readonly Expression[];

interface Triangle {
  readonly upper?: boolean;
  readonly transposed?: boolean;
  readonly unitDiagonal?: boolean;
}

const rules: Readonly<Record<string, MatrixRule>> = {
  det: ([a]) => [det(a!)],
  slogdet: ([a]) => [call("sign", det(a!)), call("log", call("abs", det(a!)))],
  inverse: ([a]) => [inverse(a!)],
  solve: ([a, b]) => [matmul(inverse(a!), b!)],
  triangularSolve: ([a, b], params: Triangle) => [matmul(inverse(triangle(a!, params)), b!)],
};

/** The outputs of a row of linear algebra, or undefined for other rows. @throws NotLiftedError for stacks of matrices. */
export function liftMatrices(
  name: string,
  operands: readonly Expression[],
  params: unknown,
): readonly Expression[] | undefined {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return undefined;
  if (operands.some(({ shape }) => shape.length !== 2)) {
    throw new NotLiftedError(name, "it works on a stack of matrices");
  }
  return rule(operands, params as never);
}

/**
 * The triangle that is read, or its transpose, with zeros beside it. Indices are compared half a step apart: no tie
 * looks like a kink.
 */
function triangle(
  a: Expression,
  { upper = false, transposed = false, unitDiagonal = false }: Triangle,
): Expression {
  const [i, j] = freshIndices(a.shape) as [SymbolNode, SymbolNode];
  const [inner, outer] = upper ? [j, i] : [i, j];
  const isBeyond = call("less", add(inner, fraction(1, 2)), outer);
  const isDiagonal = call("less", inner, add(outer, fraction(1, 2)));
  const entry = element(a, i, j);
  const kept = unitDiagonal ? piecewise(number(1), isDiagonal, entry) : entry;
  return tensor(transposed ? [j, i] : [i, j], a.shape, piecewise(number(0), isBeyond, kept));
}
