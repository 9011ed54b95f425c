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

/** Texts of one width. */
function alignedTexts(values: readonly number[], dtype: DType): string[] {
  const texts = elementTexts(values, dtype);
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

function elementTexts(values: readonly number[], dtype: DType): string[] {
  if (isFloat(dtype)) return floatTexts(values, dtype === "float32");
  return dtype === "bool" ? values.map((x) => (x === 0 ? "False" : " True")) : values.map(String);
}

/** Floats in one common style: plain, or with exponents when the magnitudes ask for it. */
function floatTexts(values: readonly number[], single: boolean): string[] {
  const sizes = values.filter((x) => Number.isFinite(x) && x !== 0).map(Math.abs);
  const [largest, smallest] = [Math.max(...sizes), Math.min(...sizes)];
  const exponential = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
  const parts = values.filter(Number.isFinite).map((x) => splitFloat(x, exponential, single));
  const width = Math.max(0, ...parts.map((part) => part.fraction.length));
  const power = Math.max(2, ...parts.map((part) => part.exponent.length - 1));
  return values.map((x) => {
    if (!Number.isFinite(x)) return String(x).toLowerCase().replace("inity", "");
    const { whole, fraction, exponent } = splitFloat(x, exponential, single, width);
    const end = exponential
      ? fraction.padEnd(width, "0") + exponentText(exponent, power)
      : fraction.padEnd(width);
    return `${whole}.${end}`;
  });
}

/** A scalar alone: as many digits as identify it. */
function scalarText(x: number, dtype: DType): string {
  if (!isFloat(dtype) || !Number.isFinite(x)) return (elementTexts([x], dtype)[0] as string).trim();
  const shortest = dtype === "float32" ? shortestSingle(x) : x;
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, exponent] = shortest.toExponential().split("e");
    return mantissa + exponentText(exponent as string, 2);
  }
  if (Object.is(x, -0)) return "-0.0";
  return Number.isInteger(shortest) ? shortest.toFixed(1) : String(shortest);
}

function exponentText(exponent: string, digits: number): string {
  return `e${exponent[0]}${exponent.slice(1).padStart(digits, "0")}`;
}

/**
 * The digits of a float: as few as identify it, at most `DIGITS` after the point; in the style with exponents at least
 * `wanted`, but for zeros at the end. Digits beyond those that identify a single are its own.
 */
function splitFloat(
  x: number,
  exponential: boolean,
  single: boolean,
  wanted: number = 0,
): { whole: string; fraction: string; exponent: string } {
  const shortest = single ? shortestSingle(x) : x;
  const text = exponential ? exponentialText(shortest, x, wanted) : fixedText(shortest, x);
  const [mantissa = "", exponent = ""] = text.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { whole: Object.is(x, -0) ? "-0" : whole, fraction: fraction.replace(/0+$/, ""), exponent };
}

function fixedText(shortest: number, x: number): string {
  const text = shortest.toFixed(DIGITS);
  return Number(text) === shortest ? text : rounded(x, "toFixed", DIGITS);
}

function exponentialText(shortest: number, x: number, wanted: number): string {
  const free = shortest.toExponential();
  const [, fraction = ""] = (free.split("e")[0] as string).split(".");
  const fits = fraction.length <= DIGITS && fraction.length >= wanted;
  return fits ? free : rounded(x, "toExponential", wanted || DIGITS);
}

/** JavaScript rounds what is half way up; NumPy to the even digit. Sixty digits tell what is half way. */
function rounded(x: number, style: "toFixed" | "toExponential", digits: number): string {
  const text = x[style](digits);
  const count = (text.split("e")[0] as string).length;
  const [exact = "", ...exponent] = x[style](60).split("e");
  const isHalf = /^50*$/.test(exact.slice(count));
  return isHalf && Number(exact[count - 1]) % 2 === 0 ? [exact.slice(0, count), ...exponent].join("e") : text;
}

/** The double of fewest digits that rounds to a given single, and of several the nearest. */
function shortestSingle(x: number): number {
  for (let digits = 0; digits < 8; digits++) {
    const candidate = Number(rounded(x, "toExponential", digits));
    if (Math.fround(candidate) === x) return candidate;
  }
  return x;
}
