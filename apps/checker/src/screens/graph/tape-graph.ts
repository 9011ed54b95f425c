import type { Subject } from "@chainrule/check";
import {
  type ArrayLike,
  type BackwardStep,
  type Linear,
  NDArray,
  recordTape,
  TapeVariable,
} from "@chainrule/tape";
import type { Graph, GraphEdge, GraphNode } from "./model.ts";
import { madeOf, short, shortArray, signOf } from "./operations.ts";

/** The most elements of an array that a node tells. */
const [few, many] = [4, 48];

/** The computation of a subject and its backward pass, as the tape has recorded them. */
export function tapeGraph({ f, parameters }: Subject): Graph {
  const tape = recordTape((values: readonly ArrayLike[]) => f(values))(parameters.map(({ value }) => value));
  const steps: BackwardStep[] = [];
  const inputAdjoints = tape.backward([1], (step) => steps.push(step));
  const adjoints = new Map<number, Linear>(tape.inputs.map((input, i) => [input.index, inputAdjoints[i]]));
  for (const { entry, cotangents } of steps)
    for (const [k, output] of entry.outputs.entries()) adjoints.set(output.index, cotangents[k]);

  const names = new Map(tape.inputs.map(({ index }, i) => [index, parameters[i]!.name]));
  const nameOf = (operand: ArrayLike | TapeVariable): string =>
    operand instanceof TapeVariable ? (names.get(operand.index) ?? `v${operand.index}`) : shown(operand, few);
  const layerOf = layersAlong(names);
  const node = (
    variable: TapeVariable,
    more: Pick<GraphNode, "op" | "kind" | "made" | "layer">,
  ): GraphNode => ({
    id: variable.index,
    name: nameOf(variable),
    shape: variable.shape,
    primal: shown(variable.primal, few),
    adjoint: shown(adjoints.get(variable.index), few),
    details: { primal: shown(variable.primal, many), adjoint: shown(adjoints.get(variable.index), many) },
    ...more,
  });
  const inputs = tape.inputs.map((input) =>
    node(input, { op: "input", kind: "input", made: "given", layer: layerOf(input.index, []) }),
  );
  const operations = tape.entries.flatMap(({ primitive: { name }, params, inputs: operands, outputs }) => {
    const made = madeOf(name, operands.map(nameOf), params);
    const from = operands.flatMap((operand) => (operand instanceof TapeVariable ? [operand.index] : []));
    return outputs.map((output) =>
      node(output, { op: signOf(name, params), kind: "operation", made, layer: layerOf(output.index, from) }),
    );
  });
  return { nodes: [...inputs, ...operations], edges: steps.toReversed().flatMap(edgesOf) };
}

function edgesOf({ entry, cotangents, contributions }: BackwardStep): readonly GraphEdge[] {
  const to = entry.outputs[0]!.index;
  return entry.inputs.flatMap((operand, k) => {
    if (!(operand instanceof TapeVariable)) return [];
    const [contribution, cotangent] = [contributions[k], cotangents[0]];
    const isNumber = typeof contribution === "number" && typeof cotangent === "number" && cotangent !== 0;
    const partial = isNumber ? short(contribution / cotangent) : undefined;
    return [{ from: operand.index, to, contribution: shown(contribution, few), partial }];
  });
}

function shown(x: Linear, count: number): string {
  if (x === undefined) return "0";
  if (typeof x === "number") return short(x);
  if (!(x instanceof NDArray)) return String(x);
  const elements = Array.from(x.toTypedArray(), Number);
  return x.size === 1 && x.rank === 0 ? short(elements[0]!) : shortArray(elements, count);
}

/** The layer of a value: that of its parameter, or the last one that leads to it. */
export function layersAlong(
  names: ReadonlyMap<number, string>,
): (id: number, from: readonly number[]) => string | undefined {
  const layers = new Map<number, number>();
  return (id, from) => {
    const own = /^layers\.(\d+)\./.exec(names.get(id) ?? "")?.[1];
    const known = [
      ...(own === undefined ? [] : [Number(own)]),
      ...from.flatMap((each) => layers.get(each) ?? []),
    ];
    if (known.length === 0) return undefined;
    const layer = Math.max(...known);
    layers.set(id, layer);
    return String(layer);
  };
}
