import type { TensorValue } from "../evaluate/bindings.ts";
import type { Expression, SymbolNode } from "../node.ts";
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
  return { symbols: freeSymbols(es), roles };
}

/** Numbers that people would try first. */
const simple: readonly number[] = [1, 2, 0, -1, 0.5, 3, -2, -0.5, 4, 5, 10, -3];

/** Then intervals to draw from, with a power of 2 as the denominator. */
const intervals: readonly (readonly [low: number, high: number, denominator: number])[] = [
  [-4, 4, 64],
  [0, 1, 256],
  [0, 10, 64],
  [-1, 1, 256],
  [1, 3, 64],
  [-12, 12, 16],
  [0, 200, 4],
];

/** The number of trials with simple numbers. */
export const simpleTrials: number = simple.length;

/** The point of a trial: simple numbers first, then random fractions; the same for the same seed. */
export function pointOf(variables: Variables, trial: number, seed: number): Point {
  const draw = generator(seed * 7919 + trial);
  const scalars = variables.symbols.filter(({ shape }) => shape.length === 0);
  const values = scalars.map(
    (symbol, k) => [symbol.name, scalarValue(variables, symbol, k, trial, draw)] as const,
  );
  const known = new Map<string, number>(values);
  const tensors = variables.symbols.filter(({ shape }) => shape.length > 0);
  return Object.fromEntries([
    ...values,
    ...tensors.map((symbol) => [symbol.name, tensorValue(symbol, known, draw, trial)] as const),
  ]);
}

type Draw = () => number;

/** Numbers in [0, 1): a linear congruential generator (Numerical Recipes), which is plenty for picking points. */
function generator(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function scalarValue({ roles }: Variables, symbol: SymbolNode, k: number, trial: number, draw: Draw): number {
  const role = roles.get(symbol.name) ?? "real";
  if (role === "size") return 2 + ((trial + k) % 3);
  if (role === "limit") return (trial + 3 * k + 1) % 7;
  if (role === "position") return 1 + ((trial + k) % 2);
  return promised(symbol, realValue(k, trial, draw));
}

function realValue(k: number, trial: number, draw: Draw): number {
  if (trial < simpleTrials) return simple[(trial + k * ((trial % 5) + 1)) % simple.length]!;
  const [low, high, denominator] = intervals[(trial + k * (trial % 3)) % intervals.length]!;
  return Math.round((low + (high - low) * draw()) * denominator) / denominator;
}

/** The value made to keep the promises of the symbol. */
export function promised({ assumptions }: SymbolNode, value: number): number {
  const whole = assumptions.integer ? Math.round(value) : value;
  if (assumptions.sign === undefined) return whole;
  return Math.abs(whole) || (assumptions.sign === "positive" ? 1 : 0);
}

/** Sixteenths between -2 and 2, in every other trial positive ones. */
function tensorValue(
  symbol: SymbolNode,
  known: ReadonlyMap<string, number>,
  draw: Draw,
  trial: number,
): TensorValue {
  const shape = symbol.shape.map((size) => sizeValue(size, known));
  const length = shape.reduce((product, size) => product * size, 1);
  const element = () => (trial % 2 === 0 ? Math.round(64 * draw() - 32) : Math.round(31 * draw() + 1)) / 16;
  return { shape, data: Array.from({ length }, () => promised(symbol, element())) };
}

function sizeValue(size: Expression, known: ReadonlyMap<string, number>): number {
  if (size.kind === "number") return Number(size.value.numerator);
  return size.kind === "symbol" ? (known.get(size.name) ?? 2) : 2;
}
