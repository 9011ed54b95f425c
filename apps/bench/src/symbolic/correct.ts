import { evaluate, parse } from "@chainrule/expr";

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

/** Whether a text is the derivative of another by x: by its values, against differences that know no rule. */
export function isDerivative(text: string, primal: string): boolean {
  try {
    const [f, derivative] = [parse(primal), parse(text)];
    const at = (bindings: Point) => evaluate(f, bindings) as number;
    return points.every((point) => {
      const right = slope((h) => at({ ...point, x: point.x + h }));
      return Math.abs((evaluate(derivative, point) as number) - right) <= tolerance * (1 + Math.abs(right));
    });
  } catch {
    return false;
  }
}

/** Central differences, extrapolated once. */
function slope(f: (h: number) => number): number {
  const central = (h: number) => (f(h) - f(-h)) / (2 * h);
  return (4 * central(5e-4) - central(1e-3)) / 3;
}
