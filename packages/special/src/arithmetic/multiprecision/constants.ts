/** Constants as integers of any number of binary places, computed when first needed and kept. */

/** floor(c 2^places), within a unit or two. */
export type Constant = (places: number) => bigint;

/** Keeps the longest value computed so far: a pure cache. */
function kept(compute: Constant): Constant {
  let value = 0n;
  let held = -1;
  return (places) => {
    if (places > held) {
      held = places + 64;
      value = compute(held + 16) >> 16n;
    }
    return value >> BigInt(held - places);
  };
}

/** atan(1 / n) or, without alternating signs, atanh(1 / n). */
function inverseTangent(n: bigint, places: number, sign: 1n | -1n): bigint {
  const square = n * n;
  let power = (1n << BigInt(places)) / n;
  let sum = 0n;
  let factor = 1n;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += (factor * power) / k;
    power /= square;
    factor *= sign;
  }
  return sum;
}

/** pi = 16 atan(1 / 5) - 4 atan(1 / 239) (Machin, 1706). */
export const pi: Constant = /* @__PURE__ */ kept(
  (places) => 16n * inverseTangent(5n, places, -1n) - 4n * inverseTangent(239n, places, -1n),
);

/** log 2 = 18 atanh(1 / 26) - 2 atanh(1 / 4801) + 8 atanh(1 / 8749). */
export const logTwo: Constant = /* @__PURE__ */ kept(
  (places) =>
    18n * inverseTangent(26n, places, 1n) -
    2n * inverseTangent(4801n, places, 1n) +
    8n * inverseTangent(8749n, places, 1n),
);

/** e = 1 + 1 + 1 / 2! + 1 / 3! + ... */
export const euler: Constant = /* @__PURE__ */ kept((places) => {
  let term = 1n << BigInt(places);
  let sum = term;
  for (let n = 1n; term > 0n; n++) {
    term /= n;
    sum += term;
  }
  return sum;
});
