import { array } from "@chainrule/array";
import type { Direction } from "./subject/directional.ts";
import type { Parameter } from "./subject/subject.ts";

/** How often a subject is differentiated. */
export type Order = 1 | 2 | 3;

/** A direction, and what a report calls it. */
export interface NamedDirection {
  readonly name: string;
  readonly direction: Direction;
}

/** With more scalars than this, third derivatives are taken along one direction too: there are n^3 of them. */
const scalarLimit = 8;

/** For scalars every unit vector, which gives all derivatives; for arrays one dense direction, another at each order. */
export function directionsOf(parameters: readonly Parameter[], order: Order): readonly NamedDirection[] {
  const areScalars = parameters.every(({ value }) => typeof value === "number");
  if (areScalars && (order === 2 || parameters.length <= scalarLimit)) {
    return parameters.map(({ name }, k) => ({
      name: `d/d${name}`,
      direction: parameters.map((_, i) => (i === k ? 1 : 0)),
    }));
  }
  let count = 0;
  const next = (): number => {
    count += 1;
    return Math.cos(count + 10 * (order - 2)); // any fixed direction without zeros or symmetries
  };
  const direction = parameters.map(({ value }) =>
    typeof value === "number"
      ? next()
      : array(Array.from({ length: value.size }, next), { shape: value.shape }),
  );
  return [{ name: order === 2 ? "H v" : "D3 v", direction }];
}
