import type { Subject } from "@chainrule/check";
import { type Arithmetic, type Complex, complex, float64 } from "@chainrule/special";
import { type ArrayLike, evaluate, NDArray, trace } from "@chainrule/tape";
import { CheckerError } from "../../errors.ts";
import type { Graph, GraphEdge, GraphNode } from "./model.ts";
import { madeOf, short, signOf } from "./operations.ts";
import { layersAlong } from "./tape-graph.ts";

/** A computation has more numbers than a graph of them can show (`checker/graph-size`). */
class GraphSizeError extends CheckerError {
  override readonly name: string = "GraphSizeError";

  constructor(most: number) {
    super(
      "checker/graph-size",
      `There are more than ${most} numbers on the way. Show arrays, not single numbers.`,
    );
  }
}

/** More numbers than this are not recorded. */
const mostNumbers = 20_000;

/** A number on its way through the computation, with the operation that made it. */
interface Traced {
  readonly id: number;
  readonly value: number;
  readonly operation: string;
  readonly operands: readonly (Traced | number)[];
}

/** A constant: it has no place in the graph. */
const isConstant = (x: Traced | number): x is number => typeof x === "number" || x.id < 0;

/**
 * The computation of a subject, number by number: its program is run in an arithmetic that records every operation.
 *
 * Local partials are complex steps through single operations, so that no rule of either voice has a part in them.
 */
export function scalarGraph({ f, parameters }: Subject): Graph {
  const recorded: Traced[] = [];
  const arithmetic = recording(recorded);
  const program = trace((values: readonly ArrayLike[]) => f(values))(parameters.map(({ value }) => value));
  const names = new Map<number, string>();
  const inputs = parameters.map(({ name, value }) => {
    const elements = value instanceof NDArray ? Array.from(value.toTypedArray(), Number) : [value];
    const shape = value instanceof NDArray ? value.shape : [];
    const data = elements.map((x, i) => {
      const input = record(recorded, "input", [], x);
      names.set(input.id, shape.length === 0 ? name : `${name}[${indicesOf(i, shape).join(", ")}]`);
      return input;
    });
    return { shape, data };
  });
  const output = evaluate(program, inputs, arithmetic)[0]!.data[0]!;
  return graphOf(reaching(output, recorded), output, names);
}

function indicesOf(index: number, shape: readonly number[]): readonly number[] {
  let rest = index;
  const reversed = shape.toReversed().map((length) => {
    const at = rest % length;
    rest = (rest - at) / length;
    return at;
  });
  return reversed.toReversed();
}

function record(recorded: Traced[], operation: string, operands: Traced["operands"], value: number): Traced {
  if (recorded.length >= mostNumbers) throw new GraphSizeError(mostNumbers);
  const traced = { id: recorded.length, value, operation, operands };
  recorded.push(traced);
  return traced;
}

type Rule = (...values: readonly unknown[]) => unknown;

/** float64 that writes down what it does; what is made of constants alone is one. */
function recording(recorded: Traced[]): Arithmetic<Traced> {
  const constant = (value: number): Traced => ({ id: -1, value, operation: "constant", operands: [] });
  const own: Readonly<Record<string, Rule>> = {
    fromNumber: (x) => constant(x as number),
    fromRatio: (a, b) => constant(float64.fromRatio(a as bigint, b as bigint)),
    toNumber: (x) => (x as Traced).value,
    compare: (a, b) => float64.compare((a as Traced).value, (b as Traced).value),
  };
  const rules = Object.entries(float64).map(([name, rule]): [string, unknown] => {
    if (name in own) return [name, own[name]];
    if (name === "pi" || name === "e") return [name, constant(rule as unknown as number)];
    if (typeof rule !== "function") return [name, rule];
    return [
      name,
      (...operands: readonly (Traced | number)[]): Traced => {
        const value = (rule as Rule)(...operands.map(valueOf)) as number;
        return operands.every(isConstant) ? constant(value) : record(recorded, name, operands, value);
      },
    ];
  });
  return Object.fromEntries(rules) as unknown as Arithmetic<Traced>;
}

const valueOf = (x: Traced | number): number => (typeof x === "number" ? x : x.value);

/** What leads to the output, in the order of computation. */
function reaching(output: Traced, recorded: readonly Traced[]): readonly Traced[] {
  const wanted = new Set<Traced>([output]);
  for (const each of recorded.toReversed())
    if (wanted.has(each)) for (const operand of each.operands) if (!isConstant(operand)) wanted.add(operand);
  return recorded.filter((each) => wanted.has(each));
}

function graphOf(order: readonly Traced[], output: Traced, names: ReadonlyMap<number, string>): Graph {
  const adjoints = new Map<number, number>([[output.id, 1]]);
  const edges: GraphEdge[] = [];
  for (const each of order.toReversed()) {
    const adjoint = adjoints.get(each.id) ?? 0;
    for (const [k, operand] of each.operands.entries()) {
      if (isConstant(operand)) continue;
      const partial = partialOf(each, k);
      const contribution = adjoint === 0 ? 0 : adjoint * partial;
      adjoints.set(operand.id, (adjoints.get(operand.id) ?? 0) + contribution);
      edges.push({
        from: operand.id,
        to: each.id,
        contribution: short(contribution),
        partial: short(partial),
      });
    }
  }
  const layerOf = layersAlong(names);
  return { nodes: order.map((each) => nodeOf(each, adjoints, names, layerOf)), edges };
}

function nodeOf(
  { id, value, operation, operands }: Traced,
  adjoints: ReadonlyMap<number, number>,
  names: ReadonlyMap<number, string>,
  layerOf: ReturnType<typeof layersAlong>,
): GraphNode {
  const nameOf = (x: Traced | number): string =>
    isConstant(x) ? short(valueOf(x)) : (names.get((x as Traced).id) ?? `v${(x as Traced).id}`);
  const isInput = operation === "input";
  const adjoint = adjoints.get(id) ?? 0;
  const from = operands.flatMap((operand) => (isConstant(operand) ? [] : [(operand as Traced).id]));
  return {
    id,
    name: names.get(id) ?? `v${id}`,
    op: isInput ? "input" : signOf(operation, operands[1]),
    kind: isInput ? "input" : "operation",
    made: isInput ? "given" : madeOf(operation, operands.map(nameOf), operands[1]),
    layer: layerOf(id, from),
    shape: [],
    primal: short(value),
    adjoint: short(adjoint),
    details: { primal: String(value), adjoint: String(adjoint) },
  };
}

/** The derivative of one operation by one of its operands, by a complex step through it. */
function partialOf({ operation, operands }: Traced, k: number): number {
  const rule = (complex as unknown as Readonly<Record<string, Rule>>)[operation]!;
  const x = valueOf(operands[k]!);
  const h = 1e-30 * Math.max(1, Math.abs(x));
  const values = operands.map((operand, i) => {
    if (typeof operand === "number") return operand; // the exponent of an integer power
    return { re: operand.value, im: i === k ? h : 0 };
  });
  return (rule(...values) as Complex).im / h;
}
