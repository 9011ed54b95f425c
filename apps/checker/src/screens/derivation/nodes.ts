import { type CheckDocument, type Subject, subjectOf } from "@chainrule/check";
import { type Expression, ExpressionError, evaluate } from "@chainrule/expr";
import { type ArrayLike, array, type Linear, NDArray, recordTape, TapeVariable } from "@chainrule/tape";

/** How far from the point: what has the same numbers there and there is the same value. */
const places = [0, 0.0078125] as const;

/** Relative differences below this are rounding. */
const tolerance = 1e-9;

type Values = readonly number[];
type Bindings = Readonly<
  Record<string, number | { readonly shape: readonly number[]; readonly data: Values }>
>;

/** What the tape and the variables of a formula hold at one place. */
interface Place {
  readonly nodes: ReadonlyMap<number, Values>;
  readonly bindings: Bindings;
  /** Of a layer, whose formula is about one sample, only the first row of a value is compared. */
  readonly firstRow: boolean;
}

/**
 * Which value of the tape each expression is: its number in the graph. The two voices share no structure, so a value is
 * known by its numbers, at the point and beside it.
 *
 * @param layer of a network, the layer that the expressions are about
 */
export function nodesOf(
  document: CheckDocument,
  layer: number | undefined,
  expressions: readonly Expression[],
): readonly (number | undefined)[] {
  const { wrt: _, ...all } = document; // the graph has every variable
  const subject = subjectOf(all);
  const seen = places.map((away) => placeOf(subject, away, layer));
  return expressions.map((e) => nodeOf(e, seen));
}

function nodeOf(e: Expression, seen: readonly Place[]): number | undefined {
  const wanted = seen.map(({ bindings }) => valuesOf(e, bindings));
  return [...seen[0]!.nodes.keys()].find((id) =>
    seen.every(({ nodes, firstRow }, i) => isSame(wanted[i], nodes.get(id), firstRow)),
  );
}

function isSame(wanted: Values | undefined, found: Values | undefined, firstRow: boolean): boolean {
  if (wanted === undefined || found === undefined || wanted.length === 0) return false;
  const fits = firstRow ? found.length % wanted.length === 0 : found.length === wanted.length;
  return fits && wanted.every((x, i) => Math.abs(x - found[i]!) <= tolerance * Math.abs(x));
}

/** The numbers of an expression; nothing where it has a variable that nobody knows. */
function valuesOf(e: Expression, bindings: Bindings): Values | undefined {
  try {
    const value = evaluate(e, bindings);
    return typeof value === "number" ? [value] : Array.from(value.data);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function placeOf({ f, parameters, symbolic }: Subject, away: number, layer: number | undefined): Place {
  const values = parameters.map(({ value }) => moved(value, away));
  const tape = recordTape((inputs: readonly ArrayLike[]) => f(inputs))(values);
  const recorded = [...tape.inputs, ...tape.entries.flatMap(({ outputs }) => outputs)];
  const nodes = new Map(recorded.map(({ index, primal }) => [index, elementsOf(primal)]));
  const named = parameters.map(({ name }, i) => [name, boundOf(values[i]!)] as const);
  if (layer === undefined) {
    const constants = [...(symbolic?.constants ?? [])].map(
      ([name, value]) => [name, boundOf(value)] as const,
    );
    return { nodes, bindings: Object.fromEntries([...named, ...constants]), firstRow: false };
  }
  const own = (name: string) => named.filter(([each]) => each === `layers.${layer}.${name}`);
  const [[, W] = [], [, b] = []] = [...own("weight"), ...own("bias")];
  const at = parameters.findIndex(({ name }) => name === `layers.${layer}.weight`);
  const entry = tape.entries.find(({ inputs }) => inputs.some((input) => input === tape.inputs[at]));
  const incoming = entry?.inputs.find((input) => input !== tape.inputs[at]);
  const a = elementsOf(incoming instanceof TapeVariable ? incoming.primal : incoming);
  const width = typeof W === "object" ? W.shape[1]! : 0;
  const bindings = { ...(W && { W }), ...(b && { b }), a: { shape: [width], data: a.slice(0, width) } };
  return { nodes, bindings, firstRow: true };
}

function moved(value: NDArray | number, away: number): NDArray | number {
  const move = (x: number): number => x + away * (1 + Math.abs(x));
  return typeof value === "number" ? move(value) : array(elementsOf(value).map(move), { shape: value.shape });
}

function boundOf(value: NDArray | number): Bindings[string] {
  return typeof value === "number" ? value : { shape: value.shape, data: elementsOf(value) };
}

function elementsOf(x: Linear | ArrayLike): Values {
  if (typeof x === "number") return [x];
  return x instanceof NDArray ? Array.from(x.toTypedArray(), Number) : [];
}
