import { random, type Tensor } from "@chainrule/tape";

/** Even numbers of one key, one after the other: for pictures that are drawn in plain loops. */
export function numbersOf(key: Tensor, count: number): (low: number, high: number) => number {
  const values = random.uniform(key, [count]).toTypedArray();
  let next = 0;
  return (low, high) => {
    const value = values[next++ % count] as number;
    return low + (high - low) * value;
  };
}

/** From 0 to 1 as x goes from one edge to the other, straight between them. */
export function ramp(x: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (x - from) / (to - from)));
}
