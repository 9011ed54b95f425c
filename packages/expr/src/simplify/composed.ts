import type { Algebra } from "../algebra/algebra.ts";
import { baseOf } from "../algebra/powers.ts";
import type { CallName } from "../functions/names.ts";
import { oneMinusSquare, onePlusSquare } from "../functions/row.ts";
import type { Expression, ProductNode } from "../node.ts";

type Root = (algebra: Algebra, u: Expression) => Expression;

const circle: Root = (A, u) => A.power(oneMinusSquare(A, u), A.fraction(1, 2));
const hyperbola: Root = (A, u) => A.power(onePlusSquare(A, u), A.fraction(1, 2));
const inverse =
  (root: Root): Root =>
  (A, u) =>
    A.divide(1, root(A, u));
const timesArgument =
  (root: Root): Root =>
  (A, u) =>
    A.multiply(u, root(A, u));

/** Functions of inverse functions, by the name of both, as roots. */
const roots: { readonly [F in CallName]?: { readonly [G in CallName]?: Root } } = {
  sin: { acos: circle, atan: timesArgument(inverse(hyperbola)) },
  cos: { asin: circle, atan: inverse(hyperbola) },
  tan: { asin: timesArgument(inverse(circle)) },
  sec: { atan: hyperbola, asin: inverse(circle) },
  sinh: { atanh: timesArgument(inverse(circle)) },
  cosh: { asinh: hyperbola, atanh: inverse(circle) },
  sech: { asinh: inverse(hyperbola), atanh: circle },
};

/** The product with functions of inverse functions as the roots that they are: cos(asin(u))/sqrt((1 - u) (1 + u)) is 1. */
export function openComposed(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  if (!operands.some(isComposed)) return undefined;
  return algebra.product(
    operands.map((factor) => {
      const root = rootOf(algebra, baseOf(factor));
      return root === undefined
        ? factor
        : algebra.power(root, factor.kind === "power" ? factor.operands[1] : 1);
    }),
  );
}

function isComposed(factor: Expression): boolean {
  return rowOf(baseOf(factor)) !== undefined;
}

function rootOf(algebra: Algebra, node: Expression): Expression | undefined {
  return rowOf(node)?.(algebra, node.operands[0]!.operands[0]!);
}

function rowOf(node: Expression): Root | undefined {
  const [inner] = node.operands;
  return node.kind === "call" && inner?.kind === "call" ? roots[node.name]?.[inner.name] : undefined;
}
