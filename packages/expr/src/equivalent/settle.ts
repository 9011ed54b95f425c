import { type BigFloat, type Bounded, bounded60, decimal60 } from "@chainrule/special";
import { number } from "../atoms.ts";
import { subtract } from "../build.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { withOperands } from "../make.ts";
import type { CallNode, Expression } from "../node.ts";
import { isInteger, signOf } from "../rational.ts";
import { postorder } from "../traverse.ts";
import { type Meter, metered } from "./meter.ts";
import type { Point } from "./points.ts";
import { exactValue } from "./prove.ts";

/** Expressions of tensors alone, at places where 60 digits do not tell on which side of a jump they are. */

type Carrier = Bounded<BigFloat>;

/** The expression with whole numbers in place of parts that are proved to be such, and ties decided that are. */
export function settled(e: Expression, tensors: Point, meter: Meter): Expression {
  const arithmetic = metered(bounded60, meter, 1);
  const order = postorder([e]);
  const scalars = order.filter(({ free, shape }) => free.length === 0 && shape.length === 0);
  const values = new Map(
    (evaluate(scalars, tensors, { arithmetic, outsideDomain: true }) as Carrier[]).map((value, k) => [
      scalars[k]!,
      value,
    ]),
  );
  const results = new Map<Expression, Expression>();
  for (const node of order) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    const isSame = operands.every((operand, k) => operand === node.operands[k]);
    const rebuilt = isSame ? node : withOperands(node, operands);
    results.set(node, settledTie(rebuilt, node, values) ?? wholeNumber(node, values.get(node)) ?? rebuilt);
  }
  return results.get(e)!;
}

/** The whole number that a node is proved to be, where its bounds alone do not tell. */
function wholeNumber(node: Expression, value: Carrier | undefined): Expression | undefined {
  if (node.kind === "number" || value === undefined || !isNarrow(value)) return undefined;
  const nearest = Math.round(bounded60.toNumber(value));
  if (!(gapBetween(value, bounded60.fromNumber(nearest)) <= 2 * value.error)) return undefined;
  const exact = exactValue(node);
  return exact !== undefined && isInteger(exact) && Number(exact.numerator) === nearest
    ? number(nearest)
    : undefined;
}

const comparisons = ["less", "lessEqual", "equal"];

/** A comparison of equal numbers as one of 0 and 0; of equal arguments of max and min the first. */
function settledTie(
  rebuilt: Expression,
  { kind, operands }: Expression,
  values: ReadonlyMap<Expression, Carrier>,
): Expression | undefined {
  if (kind !== "call" || operands.length < 2) return undefined;
  const { name } = rebuilt as CallNode;
  const isTied = (j: number, k: number) => areEqual(operands[j]!, operands[k]!, values);
  if (comparisons.includes(name)) {
    return isTied(0, 1) ? withOperands(rebuilt, [number(0), number(0)]) : undefined;
  }
  if (name !== "max" && name !== "min") return undefined;
  const kept = rebuilt.operands.filter((_, k) => !operands.slice(0, k).some((_, j) => isTied(j, k)));
  return kept.length < operands.length ? withOperands(rebuilt, kept) : undefined;
}

function areEqual(a: Expression, b: Expression, values: ReadonlyMap<Expression, Carrier>): boolean {
  const [x, y] = [values.get(a), values.get(b)];
  if (x === undefined || y === undefined || x.error + y.error === 0) return false;
  if (!((x.error === 0 || isNarrow(x)) && (y.error === 0 || isNarrow(y)))) return false;
  if (!(gapBetween(x, y) <= 2 * (x.error + y.error))) return false;
  const difference = exactValue(subtract(a, b));
  return difference !== undefined && signOf(difference) === 0;
}

/** Known to many digits, but not exactly: what is not may be undefined, where exact values are proved of nothing. */
function isNarrow({ error }: Carrier): boolean {
  return error > 0 && error < 1e-30;
}

function gapBetween(x: Carrier, y: Carrier): number {
  return Math.abs(decimal60.toNumber(decimal60.subtract(x.value, y.value)));
}
