import { resolveVariables, type Variable } from "../differentiate/variable.ts";
import { valueNamed } from "../doors.ts";
import { ExpressionError } from "../errors.ts";
import { UnboundVariableError } from "../evaluate/bindings.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, shapeText } from "../shape.ts";
import { freeSymbols } from "../substitute.ts";
import { postorder } from "../traverse.ts";

/**
 * A size or a limit that compiling must know depends on a variable (`expr/unknown-size`).
 *
 * @example
 * ```ts
 * import { compile, parse } from "@chainrule/expr";
 * compile(parse("sum(x^k, k, 0, n)"), ["x", "n"]); // throws expr/unknown-size
 * compile(parse("sum(x^k, k, 0, n)"), ["x"], { sizes: { n: 3 } })([2]); // => 15
 * ```
 */
export class UnknownSizeError extends ExpressionError {
  /** The names that it depends on. */
  readonly variables: readonly string[];

  constructor(what: string, variables: readonly string[]) {
    const remedy = `give a number for ${variables.join(", ")} in the option sizes`;
    super("expr/unknown-size", `${what} must be known when compiling: ${remedy}, or use evaluate`);
    this.variables = variables;
  }
}

/** Numbers for sizes and limits that have names: a plain object, of which only own data properties are read, or a Map. */
export type Sizes = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** The number given for a size. */
export function sizeNamed(sizes: Sizes, name: string): number | undefined {
  return valueNamed(sizes, name, "sizes");
}

/** Where the elements of a variable or of an expression stand among values, in row-major order. */
export interface Placement {
  readonly shape: readonly number[];
  /** The position of its first element. */
  readonly offset: number;
  /** The number of its elements. */
  readonly length: number;
}

/** Parts that follow each other. */
export function placeShapes(shapes: readonly (readonly number[])[]): Placement[] {
  let offset = 0;
  return shapes.map((shape) => {
    const part = { shape, offset, length: shape.reduce((volume, size) => volume * size, 1) };
    offset += part.length;
    return part;
  });
}

/** The number of values in all. */
export function totalOf(parts: readonly Placement[]): number {
  const last = parts.at(-1);
  return last === undefined ? 0 : last.offset + last.length;
}

/** The variables of a program: each name once, in the order given. */
export type Inputs = ReadonlyMap<string, Placement>;

/**
 * Where the values of each variable stand.
 *
 * @throws UnboundVariableError for a variable of the expressions that is neither listed nor a size.
 */
export function layInputs(
  roots: readonly Expression[],
  variables: readonly Variable[],
  sizes: Sizes,
): Inputs {
  const symbols = resolveVariables(postorder(roots), variables).map((variable) => {
    if (variable.kind === "symbol") return variable;
    throw new ValueError("an element is no variable of a program: give the whole tensor by its name");
  });
  const parts = placeShapes(symbols.map((symbol) => concreteShape(symbol, sizes)));
  const inputs = new Map(symbols.map(({ name }, k) => [name, parts[k]!]));
  if (inputs.size < symbols.length) throw new ValueError("two variables have the same name: give each once");
  for (const { name } of freeSymbols(roots)) requireOne(name, inputs, sizes);
  return inputs;
}

/** A name is either a variable or a size. */
function requireOne(name: string, inputs: Inputs, sizes: Sizes): void {
  const isSize = sizeNamed(sizes, name) !== undefined;
  if (isSize && inputs.has(name)) {
    throw new ValueError(`${name} is a variable and a size: leave it out of the one or the other`);
  }
  if (!isSize && !inputs.has(name)) throw new UnboundVariableError(name);
}

function concreteShape({ name, shape }: SymbolNode, sizes: Sizes): number[] {
  const unknown = freeSymbols(shape).filter((size) => sizeNamed(sizes, size.name) === undefined);
  if (unknown.length > 0) {
    const names = unknown.map((size) => size.name);
    throw new UnknownSizeError(`the shape ${shapeText(shape)} of ${name}`, names);
  }
  const lengths = shape.map((size) => evaluate(size, sizes) as number);
  if (lengths.every((length) => Number.isSafeInteger(length) && length >= 0)) return lengths;
  const given = `[${lengths.join(", ")}]`;
  throw new ShapeError(`${name} has shape ${given}: sizes must be integers of at least 0`, [given]);
}
