import type { CallName } from "../functions/names.ts";
import { functions } from "../functions/table.ts";
import { makeCall } from "../make.ts";
import type { Expression } from "../node.ts";
import { signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";

/** The call in canonical form: exact values folded, signs taken out of odd and even functions. */
export function callOf(algebra: Algebra, name: CallName, args: readonly Expression[]): Expression {
  const row = functions[name];
  const folded = row.fold?.(algebra, args);
  if (folded !== undefined) return folded;
  const [x] = args;
  if (row.parity !== undefined && isNegative(x!)) {
    const mirrored = algebra.call(name, algebra.negate(x!));
    return row.parity === "odd" ? algebra.negate(mirrored) : mirrored;
  }
  return algebra.arena.intern(makeCall(name, args));
}

/** Whether the expression is a negative number or has a negative coefficient. */
export function isNegative(node: Expression): boolean {
  if (node.kind === "number") return signOf(node.value) < 0;
  const first = node.kind === "product" && !node.grouped ? node.operands[0] : undefined;
  return first?.kind === "number" && signOf(first.value) < 0;
}
