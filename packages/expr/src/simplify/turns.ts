import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import type { CallNode, Expression } from "../node.ts";
import { turned } from "./angles.ts";

/** A circular function of a sum without its quarters of a turn: sin(u + pi) is -sin(u), cos(pi/2 - u) is sin(u). */
export function turnBack(algebra: Algebra, { name, operands: [angle] }: CallNode): Expression | undefined {
  if (angle?.kind !== "sum") return undefined;
  for (const term of angle.operands) {
    const quarters = quartersOf(term);
    if (quarters === undefined) continue;
    return turned(algebra, name, algebra.sum(angle.operands.filter((other) => other !== term)), quarters);
  }
  return undefined;
}

/** How many times pi/2 a term is; undefined where that is no whole number. */
function quartersOf(term: Expression): number | undefined {
  const factors = factorsOf(term);
  const [pi, number] = [factors.at(-1)!, factors.at(-2)];
  if (factors.length > 2 || pi.kind !== "call" || pi.name !== "pi") return undefined;
  if (number === undefined) return 2;
  if (number.kind !== "number" || typeof number.value.numerator !== "number") return undefined;
  const quarters = 2 * number.value.numerator;
  return number.value.denominator === 1
    ? quarters
    : number.value.denominator === 2
      ? quarters / 2
      : undefined;
}
