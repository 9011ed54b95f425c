import { array, type NDArray } from "@chainrule/array";
import { type Expression, evaluate, freeSymbols, parse } from "@chainrule/expr";
import { random, type Tensor } from "@chainrule/tape";
import { requireGiven } from "../given.ts";
import type { CheckDocument, FormulaDocument } from "./types.ts";
import { arrayOf, shapeOfNumbers } from "./values.ts";

/** A formula of a document, and where it is checked. */
export interface GivenFormula {
  readonly expression: Expression;
  readonly at: Readonly<Record<string, NDArray | number>>;
}

/** What a document says of its formula, read. */
export function givenFormula(document: CheckDocument, of: FormulaDocument): GivenFormula {
  requireGiven({ document, of });
  const { text, shapes = {} } = of;
  const known = Object.entries(document.at ?? {}).map(
    ([name, value]) => [name, shapeOfNumbers(value)] as const,
  );
  const tensors = [...known, ...Object.entries(shapes)].filter(([, { length }]) => length > 0);
  const expression =
    tensors.length === 0 ? parse(text) : parse(text, { shapes: Object.fromEntries(tensors) });
  return { expression, at: pointOf(expression, document) };
}

/** The values of the document, and of what it leaves out those of the seed, if it has one. */
function pointOf(
  expression: Expression,
  { at = {}, seed }: CheckDocument,
): Readonly<Record<string, NDArray | number>> {
  const given = Object.entries(at).map(([name, value]) => [name, arrayOf(value)] as const);
  if (seed === undefined) return Object.fromEntries(given);
  const missing = freeSymbols(expression).filter(({ name }) => !Object.hasOwn(at, name));
  const drawn = missing.map(({ name, shape }) => [name, drawnFor(name, shape.map(sizeOf), seed)] as const);
  return Object.fromEntries([...given, ...drawn]);
}

/** A size that stands in the document; another has no array to draw. */
function sizeOf(size: Expression): number {
  return evaluate(size, {}) as number;
}

/** Numbers between 0.2 and 1.8, the same for a name whatever else a formula has. */
function drawnFor(name: string, shape: readonly number[], seed: number): NDArray | number {
  let key: Tensor = random.key(seed);
  for (const letter of name) key = random.foldIn(key, letter.codePointAt(0)!);
  const drawn = random.uniform(key, shape) as NDArray;
  const values = Array.from(drawn.toTypedArray(), (x) => 0.2 + 1.6 * Number(x));
  return shape.length === 0 ? values[0]! : array(values, { shape });
}
