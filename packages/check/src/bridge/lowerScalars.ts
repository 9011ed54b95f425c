import type { Expression } from "@chainrule/expr";
import type { ArrayLike } from "@chainrule/tape";
import { lowering } from "./scalarRules.ts";

/** A function of named values, over whatever the tape records. */
export type LoweredFunction = (values: Readonly<Record<string, ArrayLike>>) => ArrayLike;

/** A formula of numbers alone as a function that the tape can differentiate; undefined of one with tensors or indices. */
export function lowerScalars(expression: Expression): LoweredFunction | undefined {
  const order = postorder(expression);
  if (order.some(({ kind, shape }) => !(kind in lowering) || shape.length > 0)) return undefined;

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
