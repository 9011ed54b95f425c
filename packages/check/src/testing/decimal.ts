const places = 400n;

/** A decimal such as `-1.25e-3` in units of 10^-400. */
function scaled(decimal: string): bigint {
  const [mantissa = "0", exponent = "0"] = decimal.split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const shift = Number(places) + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** How far apart two decimals are, relative to the second; exactly, whatever the number of digits. */
export function relativeGap(measured: string, truth: string): number {
  const [a, b] = [scaled(measured), scaled(truth)];
  const gap = a > b ? a - b : b - a;
  const size = b < 0n ? -b : b;
  if (size === 0n) return gap === 0n ? 0 : Number.POSITIVE_INFINITY;
  return Number((gap * 10n ** 50n) / size) / 1e50;
}
