import type { TensorValue } from "../evaluate/bindings.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import { substitute } from "../substitute.ts";
import type { Sides } from "./compare.ts";
import type { Meter } from "./meter.ts";
import type { Point } from "./points.ts";
import { settled } from "./settle.ts";

/** A point at which variables may have exact values that are no doubles: 73/10, pi/2, sqrt(2). */
export type Place = Readonly<Record<string, number | TensorValue | Expression>>;

/** The nearest doubles. */
export function pointNear(place: Place): Point {
  return Object.fromEntries(
    Object.entries(place).map(([name, value]) => [
      name,
      isExpression(value) ? (evaluate(value) as number) + 0 : value,
    ]),
  );
}

/** The exact values and numbers of a place, but for its tensors. */
export function replacementsAt(place: Place): Record<string, number | Expression> {
  const entries = Object.entries(place).filter(
    (entry): entry is [string, number | Expression] => typeof entry[1] === "number" || isExpression(entry[1]),
  );
  return Object.fromEntries(entries);
}

/** Both sides with exact numbers for their variables, and the tensors that are left. */
export function sidesAt(
  { expressions, domains }: Sides,
  place: Place,
  meter: Meter,
): readonly [Sides, Point] {
  const replacements = replacementsAt(place);
  const others = Object.entries(pointNear(place)).filter(([name]) => !Object.hasOwn(replacements, name));
  const tensors: Point = Object.fromEntries(others);
  const at = (e: Expression) => settled(substitute(e, replacements), tensors, meter);
  return [
    {
      expressions: [at(expressions[0]), at(expressions[1])],
      domains: [at(domains[0]), at(domains[1])],
    },
    tensors,
  ];
}

function isExpression(value: Place[string]): value is Expression {
  return typeof value === "object" && "kind" in value;
}
