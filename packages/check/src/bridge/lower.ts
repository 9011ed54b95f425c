import type { Expression } from "@chainrule/expr";
import type { ArrayLike } from "@chainrule/tape";
import { requireGiven } from "../given.ts";
import { lowerTensors } from "./lowerTensors.ts";
import { lowering } from "./scalarRules.ts";

/** A function of named values, over whatever the tape records. */
export type LoweredFunction = (values: Readonly<Record<string, ArrayLike>>) => ArrayLike;

/**
 * A formula as a function that the tape can differentiate: its primal, and nothing of its derivative.
 *
 * Tensors are written in indices: each index becomes an axis. Their sizes, and the limits of sums, must be numbers, and no
 * variable may move an index.
 *
 * @throws {@link NotLoweredError} for sizes and limits that are no numbers.
 * @example
 * ```ts
 * import { lower } from "@chainrule/check";
 * import { parse } from "@chainrule/expr";
 * import { grad } from "@chainrule/tape";
 * const f = lower(parse("x^2 y"));
 * grad((x) => f({ x, y: 3 }))(5); // => 30
 * ```
 */
export function lower(expression: Expression): LoweredFunction {
  requireGiven({ expression });
  const order = postorder(expression);
  if (order.some(({ kind, shape }) => !(kind in lowering) || shape.length > 0))
    return lowerTensors(expression);

  return (values) => {
    const lowered = new Map<Expression, ArrayLike>();
    for (const node of order) {
      const operands = node.operands.map((operand) => lowered.get(operand)!);
      lowered.set(node, lowering[node.kind as keyof typeof lowering](node as never, operands, values));
    }
    return lowered.get(expression)!;
  };
}

/** Every distinct node, operands before users, without recursion. */
function postorder(root: Expression): readonly Expression[] {
  const done = new Set<Expression>();
  const pending: Expression[] = [root];
  while (pending.length > 0) {
    const node = pending.at(-1)!;
    const waiting = done.has(node) ? [] : node.operands.filter((operand) => !done.has(operand));
    for (const operand of waiting) pending.push(operand);
    if (waiting.length > 0) continue;
    pending.pop();
    done.add(node);
  }
  return [...done];
}
