import { type Complex, complex, type DoubleDouble, doubleDouble } from "@chainrule/special";
import { type Bindings, type Expression, evaluate, type TensorValue } from "../index.ts";

/** Derivatives without rules: differences of an expression's values in double-double arithmetic, and the complex step. */

/** Values of tensors and scalars by name. */
export type Values = Readonly<Record<string, number | TensorValue>>;

/** The first derivative by a variable: the output's axes, then the variable's, in row-major order. */
export function firstDifferences(e: Expression, at: Values, name: string): number[] {
  const h = 2 ** -36;
  const columns = positionsOf(at, name).map((k) => {
    const [up, down] = [moved(e, at, name, [[k, h]]), moved(e, at, name, [[k, -h]])];
    return up.map((value, output) => quotient(doubleDouble.subtract(value, down[output]!), 2 * h));
  });
  return columns[0]!.flatMap((_, output) => columns.map((column) => column[output]!));
}

/** The second derivative of a scalar by a variable. */
export function secondDifferences(e: Expression, at: Values, name: string): number[] {
  const h = 2 ** -26;
  const positions = positionsOf(at, name);
  const value = (i: number, j: number, a: number, b: number) =>
    moved(e, at, name, [
      [i, a],
      [j, b],
    ])[0]!;
  return positions.flatMap((i) =>
    positions.map((j) => {
      const alike = doubleDouble.add(value(i, j, h, h), value(i, j, -h, -h));
      const mixed = doubleDouble.add(value(i, j, h, -h), value(i, j, -h, h));
      return quotient(doubleDouble.subtract(alike, mixed), 4 * h * h);
    }),
  );
}

/** The derivative of a scalar by a scalar from one value at x + i h: no difference that could cancel. */
export function complexStep(e: Expression, at: Values, name: string): number {
  const h = 2 ** -100;
  const bindings: Bindings<Complex> = { ...at, [name]: { re: at[name] as number, im: h } };
  return (evaluate<Complex>(e, bindings, { arithmetic: complex }) as Complex).im / h;
}

/** The numbers of a value, in row-major order. */
export function numbersOf<T>(value: T | TensorValue<T>): T[] {
  const isTensor = typeof value === "object" && value !== null && "data" in value;
  return isTensor ? Array.from(value.data) : [value as T];
}

function positionsOf(at: Values, name: string): number[] {
  return numbersOf(at[name]!).map((_, k) => k);
}

/** The expression's values where elements of a variable are moved, each by its step. */
function moved(
  e: Expression,
  at: Values,
  name: string,
  steps: readonly (readonly [position: number, step: number])[],
): DoubleDouble[] {
  const data = numbersOf(at[name]!).map(doubleDouble.fromNumber);
  for (const [position, step] of steps) {
    data[position] = doubleDouble.add(data[position]!, doubleDouble.fromNumber(step));
  }
  const value = at[name]!;
  const bound = typeof value === "number" ? data[0]! : { shape: value.shape, data };
  const bindings: Bindings<DoubleDouble> = { ...at, [name]: bound };
  return numbersOf(evaluate<DoubleDouble>(e, bindings, { arithmetic: doubleDouble }));
}

function quotient(difference: DoubleDouble, divisor: number): number {
  return doubleDouble.toNumber(doubleDouble.divide(difference, doubleDouble.fromNumber(divisor)));
}
