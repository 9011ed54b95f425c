import { conjuncts } from "../differentiate/domain.ts";
import { ExpressionError } from "../errors.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import type { Sides } from "./compare.ts";
import type { Point, Variables } from "./points.ts";

/** Points near a given one at which a condition u != 0 of a domain fails, where u is linear in a variable. */
export function boundaryPoints({ domains }: Sides, { roles }: Variables, from: Point): Point[] {
  const points: Point[] = [];
  for (const u of domains.flatMap(conjuncts).flatMap(nonzero)) {
    for (const [name, value] of Object.entries(from)) {
      if (typeof value !== "number" || roles.has(name)) continue;
      const there = zeroAlong(u, from, name);
      if (there !== undefined) points.push({ ...from, [name]: there });
    }
  }
  return points;
}

/** The u of a condition not(u = 0). */
function nonzero(condition: Expression): Expression[] {
  if (condition.kind !== "call" || condition.name !== "not") return [];
  const [inner] = condition.operands;
  return inner?.kind === "call" && inner.name === "equal" ? [inner.operands[0]!] : [];
}

/** The zero of the line through u at 0 and at 1, if u is 0 there. */
function zeroAlong(u: Expression, from: Point, name: string): number | undefined {
  const at = (value: number) => evaluate(u, { ...from, [name]: value });
  try {
    const [low, high] = [at(0), at(1)];
    if (typeof low !== "number" || typeof high !== "number") return undefined;
    const zero = low / (low - high);
    return Number.isFinite(zero) && at(zero) === 0 ? zero : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
