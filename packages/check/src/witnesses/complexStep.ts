import { complex } from "@chainrule/special";
import type { TapeVoice } from "../voices/tape.ts";

/** The imaginary step, relative to `max(1, |x|)`: so small that its square vanishes, far above underflow. */
const relativeStep = 1e-30;

/**
 * The derivative by one element as `Im f(x + ih) / h`: no subtraction, so no cancellation and no step to choose.
 *
 * Only the primal is run, in complex arithmetic: no derivative rule of either voice has a part in it.
 */
export function complexStep(voice: TapeVoice, parameter: number, index: number, x: number): number {
  const h = relativeStep * Math.max(1, Math.abs(x));
  const moved = { re: x, im: h };
  const result = voice.primal(complex, (p, i) => (p === parameter && i === index ? moved : undefined));
  return result.im / h;
}
