import { compile } from "../compile/compile.ts";
import { countOperations } from "../count.ts";
import { ExpressionError } from "../errors.ts";
import type { Expression } from "../node.ts";
import { type Meter, spend } from "./meter.ts";

/** A place at which a function of one variable changes its sign, stops being defined, or touches 0. */
export interface Zero {
  /** The number of the function. */
  readonly of: number;
  readonly at: number;
  /** How far the exact place may be, relatively. */
  readonly accuracy: number;
}

/** The functions of one variable, at many numbers. */
type Table = (xs: Float64Array) => readonly Float64Array[];

/** Zeros of functions of one variable, by a scan and bisection in doubles; the nearest to 0 of each. */
export function zerosOf(
  us: readonly Expression[],
  variable: string,
  hints: readonly number[],
  meter: Meter,
): Zero[] {
  const table = tableOf(us, variable, meter);
  if (table === undefined)
    return us.length === 1
      ? []
      : us.flatMap((u, of) => zerosOf([u], variable, hints, meter).map((zero) => ({ ...zero, of })));
  const xs = gridWith(hints);
  const values = table(xs);
  const brackets = values.flatMap((ys, of) => nearest(changes(xs, ys, of)));
  const dips = values.flatMap((ys, of) => nearest(turns(xs, ys, of)));
  return [...bisected(table, brackets), ...touching(table, dips)];
}

/** The most nodes of what is scanned. */
const mostNodes = 20_000;

/** The price of an operation at one number. */
const price = 0.005;

function tableOf(us: readonly Expression[], variable: string, meter: Meter): Table | undefined {
  try {
    const cost = price * (1 + countOperations(us));
    const { columns } = compile(us, [variable], { outsideDomain: true, limits: { nodes: mostNodes } });
    return (xs) => {
      spend(meter, cost * xs.length);
      return columns([xs]);
    };
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** Quarters near 0, then further and further, up and down to the ends of the doubles. */
const grid: readonly number[] = [
  ...Array.from({ length: 64 }, (_, k) => (k + 1) / 4),
  ...Array.from({ length: 80 }, (_, k) => 16 * 1.25 ** (k + 1)),
  ...Array.from({ length: 56 }, (_, k) => 1e9 * 10 ** (5 * (k + 1))),
  ...Array.from({ length: 24 }, (_, k) => 2 ** (-3 - k)),
  ...Array.from({ length: 56 }, (_, k) => 10 ** (-9 - 5 * k)),
];

function gridWith(hints: readonly number[]): Float64Array {
  const all = new Set([0, ...grid, ...grid.map((x) => -x), ...hints.filter(Number.isFinite)]);
  return Float64Array.from(all).sort();
}

/** Two or three neighbouring numbers between which something happens. */
interface Bracket {
  readonly of: number;
  low: number;
  high: number;
}

/** The sign, or that there is no value. */
function classOf(y: number): number {
  return Number.isNaN(y) ? 2 : Math.sign(y);
}

function changes(xs: Float64Array, ys: Float64Array, of: number): Bracket[] {
  const found: Bracket[] = [];
  for (let k = 1; k < xs.length; k++) {
    if (classOf(ys[k - 1]!) !== classOf(ys[k]!)) found.push({ of, low: xs[k - 1]!, high: xs[k]! });
  }
  return found;
}

/** Where |u| is least among its neighbours of the same sign: it may touch 0, or pass it twice. */
function turns(xs: Float64Array, ys: Float64Array, of: number): Bracket[] {
  const found: Bracket[] = [];
  for (let k = 2; k < xs.length; k++) {
    const [a, b, c] = [ys[k - 2]!, ys[k - 1]!, ys[k]!];
    const isOneSign = classOf(a) === classOf(b) && classOf(b) === classOf(c);
    if (isOneSign && Math.abs(b) < Math.abs(a) && Math.abs(b) <= Math.abs(c))
      found.push({ of, low: xs[k - 2]!, high: xs[k]! });
  }
  return found;
}

/** So many zeros of one function are looked at. */
const mostOfOne = 12;

function nearest(brackets: Bracket[]): Bracket[] {
  const size = ({ low, high }: Bracket) => Math.abs(low) + Math.abs(high);
  return brackets.sort((a, b) => size(a) - size(b)).slice(0, mostOfOne);
}

const halvings = 80;

/** Halving does not come nearer to 0. */
const leastZero = 1e-280;

/** All brackets are halved at once, until they hold no other double. */
function bisected(table: Table, brackets: readonly Bracket[]): Zero[] {
  if (brackets.length === 0) return [];
  const classes = valuesAt(
    table,
    brackets,
    brackets.map(({ low }) => low),
  ).map(classOf);
  for (let round = 0; round < halvings; round++) {
    const middles = brackets.map(({ low, high }) => middleOf(low, high));
    const values = valuesAt(table, brackets, middles);
    for (const [k, bracket] of brackets.entries()) {
      if (classOf(values[k]!) === classes[k]) bracket.low = middles[k]!;
      else bracket.high = middles[k]!;
    }
  }
  return brackets.map(({ of, low, high }, k) => {
    const at = classes[k] === 0 ? low : high;
    return { of, at: Math.abs(at) < leastZero ? 0 : at, accuracy: 1e-13 };
  });
}

/** Halfway, by magnitude where the magnitudes are far apart. */
function middleOf(low: number, high: number): number {
  if (low > 0 && high > 4 * low) return Math.sqrt(low) * Math.sqrt(high);
  if (high < 0 && low < 4 * high) return -Math.sqrt(-low) * Math.sqrt(-high);
  return low + (high - low) / 2;
}

/** Minima of |u| by thirds; those that pass 0 are two zeros. */
function touching(table: Table, brackets: readonly Bracket[]): Zero[] {
  if (brackets.length === 0) return [];
  const ends = brackets.map(({ low, high }) => ({ low, high }));
  const starts = valuesAt(
    table,
    brackets,
    ends.map(({ low }) => low),
  );
  const passed = new Map<number, number>();
  for (let round = 0; round < halvings; round++) {
    const lows = brackets.map(({ low, high }) => low + (high - low) / 3);
    const highs = brackets.map(({ low, high }) => high - (high - low) / 3);
    const [left, right] = [valuesAt(table, brackets, lows), valuesAt(table, brackets, highs)];
    for (const [k, bracket] of brackets.entries()) {
      if (classOf(left[k]!) !== classOf(starts[k]!)) passed.set(k, lows[k]!);
      if (Math.abs(left[k]!) < Math.abs(right[k]!)) bracket.high = highs[k]!;
      else bracket.low = lows[k]!;
    }
  }
  const crossings = [...passed].flatMap(([k, inside]) => [
    { of: brackets[k]!.of, low: ends[k]!.low, high: inside },
    { of: brackets[k]!.of, low: inside, high: ends[k]!.high },
  ]);
  const least = valuesAt(
    table,
    brackets,
    brackets.map(({ low }) => low),
  );
  const touched = brackets.filter((_, k) => Math.abs(least[k]!) <= touch * Math.abs(starts[k]!));
  return [...touched.map(({ of, low }) => ({ of, at: low, accuracy: 1e-6 })), ...bisected(table, crossings)];
}

/** A minimum is as good as 0 if it is so small beside the values near it. */
const touch = 1e-6;

/** The value of each bracket's own function at a number of its own. */
function valuesAt(table: Table, brackets: readonly Bracket[], xs: readonly number[]): number[] {
  const values = table(Float64Array.from(xs));
  return brackets.map(({ of }, k) => values[of]![k]!);
}
