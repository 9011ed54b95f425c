import type { TypedArray } from "../dtype.ts";

/** Which of the two words of a double holds its sign: the second one nearly everywhere. */
const HIGH: number = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** Numbers as two words each, whose order as integers is that of the numbers: NaN last, -0 beside 0. */
interface Keys {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** A double's bits are in order for positive numbers; for negative ones all are turned, and then the signs. */
function keysOf(x: TypedArray, start: number, stride: number, count: number, descending: boolean): Keys {
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = (x[start + i * stride] as number) + 0;
  const words = new Uint32Array(numbers.buffer);
  const [high, low] = [new Uint32Array(count), new Uint32Array(count)];
  const turned = descending ? -1 : 0;
  for (let i = 0; i < count; i++) {
    const top = words[2 * i + HIGH] as number;
    const isNaN = Number.isNaN(numbers[i]);
    const sign = top >>> 31 === 1 ? -1 : -(2 ** 31);
    high[i] = (isNaN ? -1 : top ^ sign) ^ turned;
    low[i] = (isNaN ? -1 : (words[2 * i + 1 - HIGH] as number) ^ (sign === -1 ? -1 : 0)) ^ turned;
  }
  return { high, low };
}

/** Longer lists are worth tables of 2^16 counts. */
const LONG = 2 ** 13;

/**
 * The places of numbers in order, equal ones as they stood: sorted by each digit of their bits from the last to the first, so that the
 * time is proportional to their count.
 */
export function radixOrder(
  x: TypedArray,
  start: number,
  stride: number,
  count: number,
  descending: boolean,
): Uint32Array {
  const { high, low } = keysOf(x, start, stride, count, descending);
  const bits = count < LONG ? 8 : 16;
  const counts = new Uint32Array(2 ** bits);
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  let next = new Uint32Array(count);
  for (const word of [low, high]) {
    for (let shift = 0; shift < 32; shift += bits) {
      if (sortByDigit(word, shift, counts, order, next)) [order, next] = [next, order];
    }
  }
  return order;
}

/** Writes the places into `to` in the order of one digit; false, and nothing written, if all digits are the same. */
function sortByDigit(
  word: Uint32Array,
  shift: number,
  counts: Uint32Array,
  from: Uint32Array,
  to: Uint32Array,
): boolean {
  const mask = counts.length - 1;
  counts.fill(0);
  for (let i = 0; i < word.length; i++) counts[((word[i] as number) >>> shift) & mask]! += 1;
  if (counts[((word[0] as number) >>> shift) & mask] === word.length) return false;
  let before = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const own = counts[digit] as number;
    counts[digit] = before;
    before += own;
  }
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number;
    const digit = ((word[place] as number) >>> shift) & mask;
    to[counts[digit]!++] = place;
  }
  return true;
}
