import type { TensorValue } from "../evaluate/bindings.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { rationalToNumber } from "../rational.ts";
import { freeSymbols } from "../substitute.ts";
import { postorder } from "../traverse.ts";

/** Values of the variables: numbers, and tensors by their elements. */
export type Point = Readonly<Record<string, number | TensorValue>>;

/** Which values a variable may be given. */
type Role = "real" | "size" | "limit" | "position";

/** The variables of expressions and what they are used for. */
export interface Variables {
  readonly symbols: readonly SymbolNode[];
  readonly roles: ReadonlyMap<string, Role>;
  /** Sizes of numbers that are written in the expressions: elements of tensors are drawn from their range, too. */
  readonly scales: readonly number[];
  /** Positions that are written in the expressions: axes are made to have so many elements, where sizes are free. */
  readonly reach: number;
}

/** Sizes of axes, limits of sums and positions in tensors take whole numbers. */
export function variablesOf(es: readonly Expression[]): Variables {
  const roles = new Map<string, Role>();
  const note = (parts: readonly Expression[], role: Role) => {
    for (const { name } of freeSymbols(parts)) roles.set(name, role);
  };
  const order = postorder(es);
  for (const node of order) if (node.kind === "element") note(node.operands.slice(1), "position");
  for (const node of order) if (node.kind === "reduce") note(node.operands.slice(0, 2), "limit");
  for (const node of order) {
    if (node.kind === "symbol") note(node.shape, "size");
    if (node.kind === "tensor") note(node.operands.slice(0, -1), "size");
  }
  const written = order.flatMap((node) =>
    node.kind === "number" ? Math.abs(rationalToNumber(node.value)) : [],
  );
  const scales = [...new Set([1, ...written.filter((x) => x > 0)])];
  return { symbols: freeSymbols(es), roles, scales, reach: reachOf(order) };
}

/** How far elements lie outside the smallest tensors that are tried, by the numbers in their positions. */
function reachOf(order: readonly Expression[]): number {
  const positions = order.flatMap((node) => (node.kind === "element" ? node.operands.slice(1) : []));
  const reaches = positions.map((position) => {
    const numbers = postorder([position]).flatMap((node) => (node.kind === "number" ? [node.value] : []));
    const reach = numbers.reduce((sofar, value) => sofar + Math.abs(rationalToNumber(value)), 0);
    return position.kind === "number" ? reach - smallestSize : reach;
  });
  return Math.min(Math.max(0, ...reaches.map(Math.ceil)), largestReach);
}

/** The fewest elements of an axis of free size, and the most that positions add to them. */
const smallestSize = 2;
const largestReach = 30;

/** Scalars that are neither sizes nor positions: their whole axis may be searched. */
export function scalarsOf({ symbols, roles }: Variables): SymbolNode[] {
  return symbols.filter(({ name, shape }) => shape.length === 0 && (roles.get(name) ?? "limit") === "limit");
}

/** Sums of so many terms are formed at most. */
const largestLimit = 1000;

/** Numbers that the variable may be, nearest to those given. */
export function allowedValues({ roles }: Variables, symbol: SymbolNode, xs: readonly number[]): number[] {
  const kept = xs.map((x) => promised(symbol, x));
  if (roles.get(symbol.name) !== "limit") return [...new Set(kept)];
  return [...new Set(kept.map(Math.round))].filter((n) => n >= 0 && n <= largestLimit);
}

/** Numbers that people would try first. */
const simple: readonly number[] = [1, 2, 0, -1, 0.5, 3, -2, -0.5, 4, 5, 10, -3];

/** Then intervals to draw from, with a power of 2 as the denominator; in every fourth trial all digits are kept. */
const intervals: readonly (readonly [low: number, high: number, denominator: number])[] = [
  [-4, 4, 64],
  [0, 1, 256],
  [0, 10, 64],
  [-1, 1, 256],
  [1, 3, 64],
  [-12, 12, 16],
  [0, 200, 4],
  [-1000, 1000, 2],
  [-1 / 64, 1 / 64, 65_536],
  [-1e6, 1e6, 1],
];

/** The number of trials with simple numbers. */
export const simpleTrials: number = simple.length;

/** Numbers for each variable among which something changes for the expressions that are compared. */
export type Pools = ReadonlyMap<string, readonly number[]>;

/** The point of a trial: simple numbers first, then random fractions, and in a share of trials numbers from the pools; the same for the same seed. */
export function pointOf(
  variables: Variables,
  trial: number,
  seed: number,
  pools: Pools = new Map(),
  share = 0.5,
): Point {
  const draw = generator(seed, trial);
  const scalars = variables.symbols.filter(({ shape }) => shape.length === 0);
  const values = scalars.map((symbol, k) => {
    const pool = draw() >= share ? [] : (pools.get(symbol.name) ?? []);
    const value = scalarValue(variables, symbol, k, trial, draw);
    return [symbol.name, pool[Math.floor(draw() * pool.length)] ?? value] as const;
  });
  const known = new Map<string, number>(values);
  const tensors = variables.symbols.filter(({ shape }) => shape.length > 0);
  const scale = trial % 3 === 2 ? variables.scales[Math.floor(trial / 3) % variables.scales.length]! : 1;
  return Object.fromEntries([
    ...values,
    ...tensors.map((symbol) => [symbol.name, tensorValue(symbol, known, draw, trial, scale)] as const),
  ]);
}

type Draw = () => number;

/** Numbers in [0, 1) for a trial: T. Ettinger's mulberry32, started far apart for neighbouring trials. */
function generator(seed: number, trial: number): Draw {
  let state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(trial + 1, 0x85ebca6b);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

function scalarValue(
  { roles, reach }: Variables,
  symbol: SymbolNode,
  k: number,
  trial: number,
  draw: Draw,
): number {
  const role = roles.get(symbol.name) ?? "real";
  if (role === "size") return smallestSize + reach + ((trial + k) % 3);
  if (role === "limit") return (trial + 3 * k + 1) % 7;
  if (role === "position") return 1 + ((trial + k) % 2);
  return promised(symbol, realValue(k, trial, draw));
}

function realValue(k: number, trial: number, draw: Draw): number {
  if (trial < simpleTrials) return simple[(trial + k * ((trial % 5) + 1)) % simple.length]!;
  const [low, high, denominator] = intervals[(trial + k * (trial % 3)) % intervals.length]!;
  const x = low + (high - low) * (draw() + draw() / 2 ** 32);
  return trial % 4 === 3 ? x : Math.round(x * denominator) / denominator;
}

/** The value made to keep the promises of the symbol. */
function promised({ assumptions }: SymbolNode, value: number): number {
  const whole = assumptions.integer ? Math.round(value) : value;
  if (assumptions.sign === undefined) return whole;
  return Math.abs(whole) || (assumptions.sign === "positive" ? 1 : 0);
}

/** Sixteenths between -2 and 2, in every other trial positive ones, times a scale. */
function tensorValue(
  symbol: SymbolNode,
  known: ReadonlyMap<string, number>,
  draw: Draw,
  trial: number,
  scale: number,
): TensorValue {
  const shape = symbol.shape.map((size) => sizeValue(size, known));
  const length = shape.reduce((product, size) => product * size, 1);
  const sixteenths = () => (trial % 2 === 0 ? Math.round(64 * draw() - 32) : Math.round(31 * draw() + 1));
  const element = () => (scale * sixteenths()) / 16;
  return { shape, data: Array.from({ length }, () => promised(symbol, element())) };
}

function sizeValue(size: Expression, known: ReadonlyMap<string, number>): number {
  if (size.kind === "number") return Number(size.value.numerator);
  return size.kind === "symbol" ? (known.get(size.name) ?? 2) : 2;
}
