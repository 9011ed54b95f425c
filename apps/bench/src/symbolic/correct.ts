import { evaluate, parse } from "@chainrule/expr";
import type { Unusable } from "./survey.ts";

interface Point extends Readonly<Record<string, number>> {
  readonly x: number;
}

/** Where derivatives are compared. */
const points: readonly Point[] = [
  { x: 0.7, y: 1.3, z: -0.4, b: 0.9, s: 1.7 },
  { x: 1.9, y: 0.6, z: 0.8, b: 2.1, s: 0.8 },
];

/** How far a derivative may be from the differences of the function, relative to 1 or to its value. */
const tolerance = 1e-8;

/**
 * What is wrong with a text as the derivative of another by x: its values differ from differences of the function, which
 * know no rule; or it has none, such as the question itself given back.
 */
export function faultOf(text: string, primal: string): Unusable | undefined {
  const f = parse(primal);
  try {
    const derivative = parse(text);
    const isRight = points.every((point) => {
      const right = slope((h) => evaluate(f, { ...point, x: point.x + h }) as number);
      return Math.abs((evaluate(derivative, point) as number) - right) <= tolerance * (1 + Math.abs(right));
    });
    return isRight ? undefined : "wrong";
  } catch {
    return "none";
  }
}

/** Central differences, extrapolated once. */
function slope(f: (h: number) => number): number {
  const central = (h: number) => (f(h) - f(-h)) / (2 * h);
  return (4 * central(5e-4) - central(1e-3)) / 3;
}
