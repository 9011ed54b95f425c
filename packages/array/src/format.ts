import { type DType, isFloat, type TypedArray } from "./dtype.ts";
import type { Shape } from "./shape.ts";

/** More elements than this, and long axes show three at each end. */
const SUMMARIZE_ABOVE = 1000;
const LINE_WIDTH = 75;
const DIGITS = 8;

/** Text of an array as NumPy's `str` gives it: a first walk finds the elements that are shown, whose texts are of one width. */
export function formatArray(data: TypedArray, shape: Shape, dtype: DType): string {
  if (data.length === 0) return "[]";
  if (shape.length === 0) return scalarText(data[0] as number, dtype);
  const places = shape.map((length) => shownPlaces(length, data.length > SUMMARIZE_ABOVE));
  const shown: number[] = [];
  const walk = (text: (i: number) => string): string => render(text, shape, places, 0, 0);
  walk((i) => {
    shown.push(data[i] as number);
    return "";
  });
  const texts = alignedTexts(shown, dtype).values();
  return walk(() => texts.next().value as string);
}

/** The places shown along an axis; -1 stands for the ellipsis. */
function shownPlaces(length: number, shortened: boolean): number[] {
  if (shortened && length > 6) return [0, 1, 2, -1, length - 3, length - 2, length - 1];
  return Array.from({ length }, (_, i) => i);
}

/** Brackets and line breaks; the depth of recursion is the rank, at most 32. */
function render(
  text: (i: number) => string,
  shape: Shape,
  places: readonly (readonly number[])[],
  axis: number,
  base: number,
): string {
  if (axis === shape.length) return text(base);
  const parts = places[axis]!.map((i) =>
    i < 0 ? "..." : render(text, shape, places, axis + 1, base * (shape[axis] as number) + i),
  );
  const below = shape.length - axis - 1;
  const indent = " ".repeat(axis + 1);
  return `[${below === 0 ? wrap(parts, indent) : parts.join("\n".repeat(below) + indent)}]`;
}

/** Words on lines of at most `LINE_WIDTH` characters. */
function wrap(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    const fits = line === "" || indent.length + longer.length + 1 <= LINE_WIDTH;
    if (!fits) lines.push(line.trimEnd());
    line = fits ? longer : word;
  }
  return [...lines, line].join(`\n${indent}`);
}

function alignedTexts(values: readonly number[], dtype: DType): string[] {
  if (dtype === "bool") return values.map((x) => (x === 0 ? "False" : " True"));
  if (!isFloat(dtype)) return padded(values.map(String));
  return floatTexts(values, dtype === "float32");
}

function padded(texts: readonly string[]): string[] {
  const width = Math.max(0, ...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

/** Floats in one common style: plain, or with exponents when the magnitudes ask for it. */
function floatTexts(values: readonly number[], single: boolean): string[] {
  const finite = values.filter(Number.isFinite);
  const sizes = finite.map(Math.abs).filter((x) => x !== 0);
  const [largest, smallest] = [Math.max(...sizes), Math.min(...sizes)];
  const exponential = sizes.length > 0 && (largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000);
  const parts = finite.map((x) => splitFloat(x, exponential, single));
  const fraction = Math.max(0, ...parts.map((part) => part.fraction.length));
  const power = Math.max(2, ...parts.map((part) => part.exponent.length - 1));
  const shown = (x: number): string => {
    if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
    const { whole, fraction: digits, exponent } = splitFloat(x, exponential, single, fraction);
    return exponential
      ? `${whole}.${digits.padEnd(fraction, "0")}${exponentText(exponent, power)}`
      : `${whole}.${digits.padEnd(fraction)}`;
  };
  return padded(values.map(shown));
}

/** A scalar alone: as many digits as identify it. */
function scalarText(x: number, dtype: DType): string {
  if (!isFloat(dtype) || !Number.isFinite(x)) return (alignedTexts([x], dtype)[0] as string).trim();
  const shortest = Math.sign(x) * (dtype === "float32" ? shortestSingle(Math.abs(x)) : Math.abs(x));
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, exponent] = shortest.toExponential().split("e");
    return `${mantissa}${exponentText(exponent as string, 2)}`;
  }
  if (Object.is(x, -0)) return "-0.0";
  return Number.isInteger(shortest) ? shortest.toFixed(1) : String(shortest);
}

function exponentText(exponent: string, digits: number): string {
  return `e${exponent[0]}${exponent.slice(1).padStart(digits, "0")}`;
}

/**
 * The digits of a float: as few as identify it, at most `DIGITS` after the point; in the style with exponents at least
 * `wanted`. Digits beyond those that identify a single are its own.
 */
function splitFloat(
  x: number,
  exponential: boolean,
  single: boolean,
  wanted: number = 0,
): { whole: string; fraction: string; exponent: string } {
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const size = Math.abs(x);
  const shortest = single ? shortestSingle(size) : size;
  const text = exponential ? exponentialText(shortest, size, wanted) : fixedText(shortest, size);
  const [mantissa = "", exponent = ""] = text.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const isPadded = exponential && wanted > 0;
  return { whole: sign + whole, fraction: isPadded ? fraction : fraction.replace(/0+$/, ""), exponent };
}

function fixedText(shortest: number, size: number): string {
  const text = shortest.toFixed(DIGITS);
  return Number(text) === shortest ? text : halfToEven(size.toFixed(60), size.toFixed(DIGITS));
}

function exponentialText(shortest: number, size: number, wanted: number): string {
  const free = shortest.toExponential();
  const digits = Math.max(0, free.indexOf("e") - 2);
  if (digits <= DIGITS && digits >= wanted) return free;
  return halfToEven(size.toExponential(60), size.toExponential(wanted || DIGITS));
}

/** JavaScript rounds what is half way up; NumPy to the even digit. Sixty digits tell what is half way. */
function halfToEven(exact: string, rounded: string): string {
  const count = (rounded.split("e")[0] as string).length;
  const [digits = "", exponent] = exact.split("e");
  const isHalf = /^50*$/.test(digits.slice(count));
  if (!isHalf || Number(digits[count - 1]) % 2 === 1) return rounded;
  return exponent === undefined ? digits.slice(0, count) : `${digits.slice(0, count)}e${exponent}`;
}

/** The double of fewest digits that rounds to a given single, and of several the nearest. */
function shortestSingle(x: number): number {
  for (let digits = 0; digits < 8; digits++) {
    const candidate = Number(halfToEven(x.toExponential(60), x.toExponential(digits)));
    if (Math.fround(candidate) === x) return candidate;
  }
  return x;
}
