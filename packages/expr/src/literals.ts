import type { Expression } from "./node.ts";

/** What number nodes stand for. */

/** Whether the node is this integer. */
export function isNumber(node: Expression, value: number): boolean {
  return node.kind === "number" && node.value.numerator === value && node.value.denominator === 1;
}

/** The double that a number is near to; NaN of what is no number. */
export function numberOf(node: Expression | undefined): number {
  return node?.kind === "number" ? Number(node.value.numerator) / Number(node.value.denominator) : Number.NaN;
}
