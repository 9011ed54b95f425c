import { array } from "@chainrule/array";
import type { BackwardStep } from "@chainrule/tape";
import { type Edge, edgeOf, elementsOf, primalOf, shapeOf, unit } from "./edge.ts";

/** One element of a contribution, as it is and as it should be. */
export interface Miss {
  readonly index: number;
  readonly found: number;
  readonly right: number;
}

/** An edge with a wrong element. */
interface WrongElement extends Miss {
  readonly step: BackwardStep;
  /** The number of the input. */
  readonly input: number;
  readonly edge: Edge;
}

/** A known mistake of hand-written backward passes: its name, and what it would contribute in each of its forms. */
interface Mistake {
  readonly name: string;
  readonly values: (wrong: WrongElement) => readonly (number | undefined)[];
}

const mistakes: readonly Mistake[] = [
  { name: "a missing contribution", values: () => [0] },
  { name: "a wrong sign", values: ({ right }) => [-right] },
  { name: "a transposed matrix", values: (wrong) => [transposed(wrong)] },
  { name: "a derivative that was left out", values: ({ step, index }) => [cotangentOf(step, index)] },
  { name: "the function in place of its derivative", values: (wrong) => [timesOutput(wrong)] },
  {
    name: "the derivative taken at the function's value instead of its argument",
    values: (wrong) => [atOutput(wrong)],
  },
  { name: "a forgotten constant factor, such as beta", values: (wrong) => [withoutConstant(wrong)] },
  { name: "an extra factor of 2", values: ({ right }) => [2 * right] },
  { name: "a missing factor of 2", values: ({ right }) => [right / 2] },
  {
    name: "a mean in place of a sum",
    values: ({ step, right }) => lengthsOf(step).map((n) => right / n),
  },
  {
    name: "a sum in place of a mean",
    values: ({ step, right }) => lengthsOf(step).map((n) => right * n),
  },
  { name: "a sum that keeps only one of its terms", values: (wrong) => singleTerms(wrong) },
];

const closeness = 1e-9;

/** The name of the first known mistake that would contribute just what was found. */
export function likenessOf(step: BackwardStep, input: number, edge: Edge, miss: Miss): string | undefined {
  const { found } = miss;
  const fits = (value: number | undefined): boolean =>
    value !== undefined && Math.abs(found - value) <= closeness * Math.abs(miss.right);
  return mistakes.find(({ values }) => values({ ...miss, step, input, edge }).some(fits))?.name;
}

/** The element across the diagonal of a square matrix. */
function transposed({ step, input, index, edge }: WrongElement): number | undefined {
  const [rows, columns, ...more] = shapeOf(primalOf(step.entry.inputs[input]!));
  if (rows === undefined || rows !== columns || more.length > 0 || rows === 1) return undefined;
  const across = (index % rows) * rows + Math.floor(index / rows);
  return across === index ? undefined : edge.project(unit(edge.length, across)).value;
}

/** The cotangent that meets the element, of an elementwise function of one argument. */
function cotangentOf({ entry, cotangents }: BackwardStep, index: number): number | undefined {
  const isUnary = entry.primitive.family === "elementwise" && entry.inputs.length === 1;
  const [cotangent] = cotangents;
  return isUnary && cotangent !== undefined ? elementsOf(cotangent)[index] : undefined;
}

function timesOutput({ step, index }: WrongElement): number | undefined {
  const cotangent = cotangentOf(step, index);
  return cotangent === undefined ? undefined : cotangent * elementsOf(step.entry.outputs[0]!.primal)[index]!;
}

function atOutput({ step, index, edge }: WrongElement): number | undefined {
  if (cotangentOf(step, index) === undefined) return undefined;
  const moved = { ...step, entry: { ...step.entry, inputs: [step.entry.outputs[0]!.primal] } };
  return edgeOf(moved, 0).project(unit(edge.length, index)).value;
}

/** The cotangent itself, of a product or quotient with a number. */
function withoutConstant({ step: { entry, cotangents }, index }: WrongElement): number | undefined {
  const hasNumber = entry.inputs.some((input) => typeof input === "number");
  const [cotangent] = cotangents;
  const isScaling = hasNumber && (entry.primitive.name === "multiply" || entry.primitive.name === "divide");
  return isScaling && cotangent !== undefined ? elementsOf(cotangent)[index] : undefined;
}

/** What would be contributed if only the first place of an axis of the cotangent counted, or the last. */
function singleTerms({ step, input, index, edge }: WrongElement): readonly (number | undefined)[] {
  const [cotangent] = step.cotangents;
  if (cotangent === undefined || step.cotangents.length > 1) return [];
  const shape = shapeOf(cotangent);
  return shape.flatMap((length, axis) =>
    [0, length - 1].map((place) => {
      const inner = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
      const kept = elementsOf(cotangent).map((x, i) => (Math.floor(i / inner) % length === place ? x : 0));
      const alone = { ...step, cotangents: [array(kept, { shape })] };
      return edgeOf(alone, input).project(unit(edge.length, index)).value;
    }),
  );
}

/** The lengths of axes, and how many elements there are, of what goes in and what comes out. */
function lengthsOf({ entry }: BackwardStep): readonly number[] {
  const shapes = [...entry.inputs, ...entry.outputs].map((each) => shapeOf(primalOf(each)));
  const sizes = shapes.map((shape) => shape.reduce((product, length) => product * length, 1));
  return [...new Set([...shapes.flat(), ...sizes])].filter((length) => length > 2);
}
