const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** What keeps a key of zeros from staying zero; from the Skein hash function. */
const PARITY = 0x1bd11bda;

/**
 * One block of Threefry-2x32 with 20 rounds: two words that depend on every bit of a key and of a counter.
 *
 * The words are written to `out`, at `at` and the place after it.
 *
 * @source J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
export function threefry(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
  at: number,
): void {
  const keys = [key0, key1, key0 ^ key1 ^ PARITY] as const;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let group = 1; group <= 5; group++) {
    for (const rotation of ROTATIONS[(group - 1) & 1]!) {
      x = (x + y) | 0;
      y = ((y << rotation) | (y >>> (32 - rotation))) ^ x;
    }
    x = (x + keys[group % 3]!) | 0;
    y = (y + keys[(group + 1) % 3]! + group) | 0;
  }
  out[at] = x;
  out[at + 1] = y;
}
