import { isNumber, numberOf } from "../literals.ts";
import type { Expression } from "../node.ts";

/** Exponentials of squares: rounding x^2 alone would cost exp(-x^2) as many units of the last place as x^2 is large. */

/** The exponent c x^2 of a bell curve, for a power of two c. */
export interface Square {
  readonly coefficient: number;
  readonly base: Expression;
}

/** The exponent of exp(c x^2); undefined for another node. */
export function squareIn(exponent: Expression): Square | undefined {
  const factors = exponent.kind === "product" ? exponent.operands : [exponent];
  const square = factors.find((factor) => factor.kind === "power");
  if (square === undefined || factors.length > 2 || !isNumber(square.operands[1], 2)) return undefined;
  const scale = factors.find((factor) => factor !== square);
  const coefficient = scale === undefined ? 1 : numberOf(scale);
  return isPowerOfTwo(Math.abs(coefficient)) ? { coefficient, base: square.operands[0] } : undefined;
}

function isPowerOfTwo(x: number): boolean {
  return Number.isInteger(Math.log2(x)) && 2 ** Math.log2(x) === x;
}

/** A factor that parts doubles, after Veltkamp: x s - (x s - x) is x to 26 bits. */
const splitter = 2 ** 27 + 1;

/** exp(c x^2) for a power of two c, with what x^2 loses: x is parted into 26 bits, whose square is exact, and the rest. */
export function expOfSquare(c: number, x: number): number {
  const square = x * x;
  const value = Math.exp(c * square);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) return value;
  const scaled = splitter * x;
  const high = scaled - (scaled - x);
  const lost = high * high - square + (x - high) * (x + high);
  return value + value * (c * lost);
}
