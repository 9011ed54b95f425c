import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import type { CallName, FunctionName } from "../functions/names.ts";
import type { CallNode, Expression } from "../node.ts";
import { isInteger, multiplyRationals, one, type Rational, rational } from "../rational.ts";

/** What f(u + n pi/2) is, for n = 0, 1, ...: a function of u, with a sign. */
const turned: { readonly [F in CallName]?: readonly (readonly [sign: 1 | -1, name: FunctionName])[] } = {
  sin: [
    [1, "sin"],
    [1, "cos"],
    [-1, "sin"],
    [-1, "cos"],
  ],
  cos: [
    [1, "cos"],
    [-1, "sin"],
    [-1, "cos"],
    [1, "sin"],
  ],
  sec: [
    [1, "sec"],
    [-1, "csc"],
    [-1, "sec"],
    [1, "csc"],
  ],
  csc: [
    [1, "csc"],
    [1, "sec"],
    [-1, "csc"],
    [-1, "sec"],
  ],
  tan: [
    [1, "tan"],
    [-1, "cot"],
  ],
  cot: [
    [1, "cot"],
    [-1, "tan"],
  ],
};

/** A circular function of a sum without its quarters of a turn: sin(u + pi) is -sin(u), cos(pi/2 - u) is sin(u). */
export function turnBack(algebra: Algebra, { name, operands: [angle] }: CallNode): Expression | undefined {
  const turns = turned[name];
  if (turns === undefined || angle?.kind !== "sum") return undefined;
  for (const term of angle.operands) {
    const quarters = quartersOf(term);
    if (quarters === undefined) continue;
    const [sign, result] = turns[((quarters % turns.length) + turns.length) % turns.length]!;
    const u = algebra.sum(angle.operands.filter((other) => other !== term));
    return algebra.multiply(sign, algebra.call(result, u));
  }
  return undefined;
}

/** How many times pi/2 a term is; undefined where that is no whole number. */
function quartersOf(term: Expression): number | undefined {
  const factors = factorsOf(term);
  const [first, second] = factors.length === 1 ? [undefined, factors[0]] : factors;
  if (factors.length > 2 || second?.kind !== "call" || second.name !== "pi") return undefined;
  const coefficient: Rational | undefined = first === undefined ? one : (first as { value?: Rational }).value;
  const quarters = coefficient && multiplyRationals(coefficient, rational(2));
  if (quarters === undefined || !isInteger(quarters)) return undefined;
  return Number.isSafeInteger(quarters.numerator) ? Number(quarters.numerator) : undefined;
}
