import type { Arithmetic } from "@chainrule/special";
import { fieldsOf, isList, listOf, reading, shown, valueNamed } from "../doors.ts";
import { ExpressionError } from "../errors.ts";
import type { SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, shapeText } from "../shape.ts";
import type { Axis, Family } from "./family.ts";
import { single } from "./family.ts";
import { requireStorable } from "./run.ts";

/** The values of a tensor in row-major order. */
export interface TensorValue<T = number> {
  /** Lengths of the axes. */
  readonly shape: readonly number[];
  /** The elements, the last axis fastest. */
  readonly data: ArrayLike<T>;
}

/** What a variable can be bound to: a number, a value of the arithmetic, or a tensor of either. */
export type Binding<T = number> = number | T | TensorValue<number | T>;

/** Values by name: a plain object, of which only its own data properties are read, or a Map. */
export type Bindings<T = number> = BindingRecord<T> | ReadonlyMap<string, Binding<T>>;

/** Values by name in a plain object. */
export type BindingRecord<T = number> = Readonly<Record<string, Binding<T>>>;

/**
 * Bindings for an expression in the variables `V`: an object of known properties must have one for each of them. Of a
 * Map, and of an object that may have any properties, nothing is known before it is read.
 */
export type BindingsIn<V extends string, B extends BindingRecord<T>, T = number> =
  | (B & (string extends V | keyof B ? unknown : Readonly<Record<V, unknown>>))
  | ReadonlyMap<string, Binding<T>>;

/**
 * A variable without a value (`expr/unbound-variable`).
 *
 * @example
 * ```ts
 * import { evaluate, parse } from "@chainrule/expr";
 * const values: Record<string, number> = { x: 1 };
 * evaluate(parse("x + y"), values); // throws expr/unbound-variable
 * ```
 */
export class UnboundVariableError extends ExpressionError {
  /** Its name. */
  readonly variable: string;

  constructor(variable: string) {
    super("expr/unbound-variable", `the variable ${variable} has no value: add it to the bindings`);
    this.variable = variable;
  }
}

/** Looks values up, converts them to the arithmetic's carrier, and checks their shapes. */
export interface Environment<T> {
  readonly lookup: (symbol: SymbolNode) => Family<T>;
}

/** The environment of one evaluation. Sizes such as the n of a shape [n] are bound by the tensors that have them. */
export function createEnvironment<T>(
  A: Arithmetic<T>,
  bindings: Bindings<T>,
  symbols: readonly SymbolNode[],
): Environment<T> {
  read(bindings, "");
  const sizes = bindSizes(bindings, symbols);
  const lookup = (symbol: SymbolNode): Family<T> => {
    const size = sizes.get(symbol.name);
    const binding = read(bindings, symbol.name);
    if (binding === undefined && size !== undefined && symbol.shape.length === 0)
      return single(A.fromNumber(size));
    if (binding === undefined) throw new UnboundVariableError(symbol.name);
    const tensor = tensorIn(symbol.name, binding);
    return tensor === undefined
      ? scalarFamily(A, symbol, binding as number | T)
      : tensorFamily(A, symbol, tensor);
  };
  return { lookup };
}

/** Own data properties only, so that names such as `toString` or `__proto__` are variables like all others. */
function read<T>(bindings: Bindings<T>, name: string): Binding<T> | undefined {
  return valueNamed<Binding<T>>(bindings, name, "bindings");
}

/** The shape and the elements of a tensor; undefined of what is none. */
function tensorIn<T>(name: string, binding: Binding<T>): TensorValue<number | T> | undefined {
  if (typeof binding !== "object" || binding === null || isList(binding)) return undefined;
  const { shape, data } = fieldsOf(binding as Partial<TensorValue<number | T>>, `the value of ${name}`);
  if (shape === undefined || typeof data !== "object") return undefined;
  return { shape: listOf(shape, `sizes of ${name}`), data };
}

function scalarFamily<T>(A: Arithmetic<T>, symbol: SymbolNode, value: number | T): Family<T> {
  if (typeof value !== "number" && (typeof value !== typeof A.pi || isList(value)))
    throw notAValue(symbol.name, value);
  if (symbol.shape.length > 0) throw mismatch(symbol, []);
  return single(typeof value === "number" ? A.fromNumber(value) : value);
}

function notAValue(name: string, value: unknown): ValueError {
  return new ValueError(`${name} is bound to ${shown(value)}: bind it to a number, or to { shape, data }`);
}

function tensorFamily<T>(A: Arithmetic<T>, symbol: SymbolNode, value: TensorValue<number | T>): Family<T> {
  const fits = symbol.shape.every(
    (size, axis) => size.kind !== "number" || size.value.numerator === value.shape[axis],
  );
  if (symbol.shape.length !== value.shape.length || !fits) throw mismatch(symbol, value.shape);
  requireSizes(symbol.name, value.shape);
  const volume = value.shape.reduce((product, size) => product * size, 1);
  requireStorable(volume);
  const length = reading(() => value.data.length, `elements of ${symbol.name} in a list`);
  if (volume !== length) throw wrongLength(symbol.name, value.shape, length);
  const data = elementsOf(A, symbol.name, value.data);
  return { data, offset: 0, dimensions: new Map(), axes: rowMajor(value.shape) };
}

/** The elements in the arithmetic's carrier. */
function elementsOf<T>(A: Arithmetic<T>, name: string, data: ArrayLike<number | T>): T[] {
  const convert = (x: number | T): T => {
    if (typeof x === "number") return A.fromNumber(x);
    if (typeof x !== typeof A.pi || x === null) throw notAValue(`an element of ${name}`, x);
    return x;
  };
  return reading(() => Array.from(data, convert), `elements of ${name} in a list`);
}

/** The axes of tightly stored values, the last one fastest. */
function rowMajor(shape: readonly number[]): Axis[] {
  const axes: Axis[] = [];
  let stride = 1;
  for (const size of shape.toReversed()) {
    axes.unshift({ size, stride });
    stride *= size;
  }
  return axes;
}

function bindSizes<T>(bindings: Bindings<T>, symbols: readonly SymbolNode[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const symbol of symbols) {
    const value = symbol.shape.length === 0 ? undefined : tensorIn(symbol.name, read(bindings, symbol.name)!);
    if (value === undefined) continue;
    for (const [axis, size] of symbol.shape.entries()) {
      if (size.kind !== "symbol") continue;
      const known = sizes.get(size.name) ?? read(bindings, size.name);
      if (known !== undefined && known !== value.shape[axis]) throw mismatch(symbol, value.shape);
      sizes.set(size.name, value.shape[axis]!);
    }
  }
  return sizes;
}

function mismatch(symbol: SymbolNode, given: readonly number[]): ShapeError {
  const declared = shapeText(symbol.shape);
  const found = given.length === 0 ? "a number" : `shape [${given.join(", ")}]`;
  return new ShapeError(
    `${symbol.name} has shape ${declared}, but its value is ${found}: sizes must fit, and equal names be equal sizes`,
    [declared, `[${given.join(", ")}]`],
  );
}

function requireSizes(name: string, shape: readonly number[]): void {
  if (shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return;
  const text = `[${shape.join(", ")}]`;
  throw new ShapeError(`the value of ${name} has shape ${text}: sizes must be integers of at least 0`, [
    text,
  ]);
}

function wrongLength(name: string, shape: readonly number[], length: number): ShapeError {
  const text = `[${shape.join(", ")}]`;
  return new ShapeError(
    `the value of ${name} has shape ${text} but ${length} elements: give one for each position`,
    [text],
  );
}
