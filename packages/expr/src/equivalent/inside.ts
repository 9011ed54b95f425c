import { float64 } from "@chainrule/special";
import { conjuncts } from "../differentiate/domain.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { SymbolNode } from "../node.ts";
import { landmarksOn } from "./axis.ts";
import { criticalQuantities } from "./critical.ts";
import { metered } from "./meter.ts";
import { allowedValues, type Point, pointOf } from "./points.ts";
import { samplesBeside } from "./samples.ts";
import type { Search } from "./search.ts";

/** Rounds of choosing one variable after the other. */
const rounds = 3;

/** A point that meets as many conditions of the domains as can be reached by changing one variable after the other. */
export function pointInside(
  { sides, variables, seed, meter }: Search,
  scalars: readonly SymbolNode[],
): Point {
  const conditions = sides.domains.flatMap(conjuncts).filter(({ kind }) => kind !== "number");
  const quantities = criticalQuantities(conditions);
  const arithmetic = metered(float64, meter, 0.05);
  const met = (point: Point) =>
    (evaluate(conditions, point, { arithmetic }) as number[]).filter(
      (value) => value !== 0 && !Number.isNaN(value),
    ).length;
  let best = pointOf(variables, 0, seed);
  let most = met(best);
  for (let round = 0; round < rounds && most < conditions.length; round++) {
    for (const symbol of scalars) {
      const landmarks = landmarksOn(symbol, quantities, best, meter).map(({ at }) => at);
      const { first, more } = samplesBeside(landmarks);
      for (const x of allowedValues(variables, symbol, [...first, ...more, ...landmarks])) {
        const point = { ...best, [symbol.name]: x };
        const count = met(point);
        if (count > most) [best, most] = [point, count];
      }
    }
  }
  return best;
}
