/** An error in ulps: one digit after the point, a power of ten where it is large. */
export function ulps(x: number): string {
  if (x === 0) return "0";
  if (!Number.isFinite(x)) return unbounded(x);
  return x < 9999.95 ? x.toFixed(1) : powerOfTen(x);
}

/** A small quantity: two digits and a power of ten. */
export function scientific(x: number): string {
  if (x === 0) return "0";
  return Number.isFinite(x) ? powerOfTen(x) : unbounded(x);
}

/** A relative difference: two digits, and a power of ten only where it is small. */
export function relative(x: number): string {
  return x >= 1e-3 && Number.isFinite(x) ? String(Number(x.toPrecision(2))) : scientific(x);
}

function powerOfTen(x: number): string {
  return x.toExponential(1).replace("e+", "e");
}

function unbounded(x: number): string {
  return Number.isNaN(x) ? "?" : `${x < 0 ? "−" : ""}∞`;
}

/** Seconds of a run, short. */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A decimal without zeros at the end of its fraction. */
export function withoutZeros(decimal: string): string {
  const [digits = "", exponent] = decimal.split("e");
  const short = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  return exponent === undefined ? short : `${short}e${exponent}`;
}

/** A decimal split where it first differs from the decimal that it should be. */
export interface ComparedDigits {
  readonly same: string;
  readonly rest: string;
}

/** The leading digits of a decimal that are also those of the true one; nothing where the forms differ. */
export function compareDigits(decimal: string, truth: string): ComparedDigits {
  const comparable = exponentOf(decimal) === exponentOf(truth);
  let length = 0;
  while (comparable && length < decimal.length && decimal[length] === truth[length]) length += 1;
  return { same: decimal.slice(0, length), rest: decimal.slice(length) };
}

function exponentOf(decimal: string): string {
  const [digits = "", exponent = ""] = decimal.split("e");
  return `${digits.indexOf(".")}e${exponent.replace("+", "")}`;
}

interface Scaled {
  readonly digits: bigint;
  /** The number is `digits * 10^-places`. */
  readonly places: number;
}

function scaled(decimal: string): Scaled {
  const [mantissa = "0", exponent = "0"] = decimal.split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), places: fraction.length - Number(exponent) };
}

/** The distance of two decimals with more digits than a double holds; NaN where one is infinite and the other is not the same. */
export function distance(a: string, b: string): number {
  if (a === b) return Number.isNaN(Number(a)) ? Number.NaN : 0;
  if (!Number.isFinite(Number(a)) || !Number.isFinite(Number(b))) return Number.NaN;
  const [x, y] = [scaled(a), scaled(b)];
  const places = Math.max(x.places, y.places);
  const raised = ({ digits, places: own }: Scaled): bigint => digits * 10n ** BigInt(places - own);
  const gap = raised(x) - raised(y);
  return Number(`${gap < 0n ? -gap : gap}e${-places}`);
}
