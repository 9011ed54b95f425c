import { conjuncts } from "../differentiate/domain.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import type { Sides } from "./compare.ts";
import { type Point, promised, type Variables } from "./points.ts";

/** Points near a given one at which a condition u != 0 of a domain fails, where u is linear in a variable. */
export function boundaryPoints({ domains }: Sides, { symbols, roles }: Variables, from: Point): Point[] {
  const numbers = symbols.filter(({ name, shape }) => shape.length === 0 && !roles.has(name));
  const conditions = domains.flatMap(conjuncts).flatMap(nonzero);
  return conditions.flatMap((u) =>
    numbers.flatMap((symbol) => {
      const zero = zeroAlong(u, from, symbol.name);
      const isAllowed = Number.isFinite(zero) && promised(symbol, zero) === zero;
      return isAllowed ? [{ ...from, [symbol.name]: zero }] : [];
    }),
  );
}

/** The u of a condition not(u = 0). */
function nonzero(condition: Expression): Expression[] {
  if (condition.kind !== "call" || condition.name !== "not") return [];
  const [inner] = condition.operands;
  return inner?.kind === "call" && inner.name === "equal" ? [inner.operands[0]!] : [];
}

/** The zero of the line through u at 0 and at 1; NaN if u is not 0 there. */
function zeroAlong(u: Expression, from: Point, name: string): number {
  const at = (value: number) => evaluate(u, { ...from, [name]: value }) as number;
  const [low, high] = [at(0), at(1)];
  const zero = low / (low - high);
  return at(zero) === 0 ? zero + 0 : Number.NaN;
}
