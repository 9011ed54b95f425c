import type { NDArray } from "@chainrule/array";
import type { Expression, SymbolNode } from "@chainrule/expr";
import type { ArrayLike } from "@chainrule/tape";

/** An array of parameters to differentiate by, and its value at the point of the check. */
export interface Parameter {
  /** A variable's name, or a path such as `layers.0.weight`. */
  readonly name: string;
  /** Its value at the point. */
  readonly value: NDArray | number;
}

/** A derivative without a convention at kinks. */
export interface Slope {
  /** The function that it is the derivative of. */
  readonly of: Expression;
  /** The derivative from the left and from the right. */
  readonly sides: () => readonly [left: Expression, right: Expression];
}

/** The primal as an expression, and what its symbols stand for. */
export interface SymbolicPrimal {
  /** A scalar. */
  readonly expression: Expression;
  /** The symbols of the parameters, in their order. */
  readonly variables: readonly SymbolNode[];
  /** Values of all other symbols. */
  readonly constants: ReadonlyMap<string, NDArray | number>;
  /** Of a primal that is itself a derivative: of which function it is one. */
  readonly slope?: Slope;
}

/**
 * What is checked: one scalar function of some parameters, at a point, in two forms.
 *
 * Both forms are primals. Each voice derives its own gradient from its own form.
 */
export interface Subject {
  /** What a report calls it. */
  readonly name: string;
  /** What it is differentiated by. */
  readonly parameters: readonly Parameter[];
  /** The function as the tape runs it: of the parameters in order, with a scalar result. */
  readonly f: (parameters: readonly ArrayLike[]) => ArrayLike;
  /** The function as expr has it; undefined where it could not be written so (the notes say why). */
  readonly symbolic: SymbolicPrimal | undefined;
  /** What a reader of the report must know. */
  readonly notes: readonly string[];
}

/** The lengths of the axes of a parameter. */
export function shapeOfParameter({ value }: Parameter): readonly number[] {
  return typeof value === "number" ? [] : value.shape;
}

/** How many elements a parameter has. */
export function sizeOf(value: NDArray | number): number {
  return typeof value === "number" ? 1 : value.size;
}

/** The elements of a parameter, as doubles. */
export function elementsOf(value: NDArray | number): Float64Array {
  if (typeof value === "number") return Float64Array.of(value);
  const elements = value.toTypedArray();
  return elements instanceof Float64Array ? elements : new Float64Array(elements);
}
