import { countOperations, type Expression, gradient, parse } from "@chainrule/expr";
import { samples } from "./example.ts";

// The example's cost written out neuron by neuron, as algebra systems see it: no arrays, no sharing.

const [hiddenUnits, outputs] = [4, 2];

const terms = (count: number, term: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => term(i)).join(" + ");

function hidden(j: number, input: readonly number[]): string {
  return `sigmoid(${terms(input.length, (i) => `v_${j}${i} * (${input[i]})`)} + c_${j})`;
}

function error(k: number, input: readonly number[], target: number): string {
  const z = `${terms(hiddenUnits, (j) => `w_${k}${j} * ${hidden(j, input)}`)} + b_${k}`;
  return `(sigmoid(${z}) - ${target})^2`;
}

/** The names of the 26 parameters. */
const parameterNames: readonly string[] = [
  ...Array.from({ length: hiddenUnits }, (_, j) => [0, 1, 2].map((i) => `v_${j}${i}`)).flat(),
  ...Array.from({ length: hiddenUnits }, (_, j) => `c_${j}`),
  ...Array.from({ length: outputs }, (_, k) => [0, 1, 2, 3].map((j) => `w_${k}${j}`)).flat(),
  ...Array.from({ length: outputs }, (_, k) => `b_${k}`),
];

/** The sum of squared errors over the five samples, as one formula of 26 variables. */
function scalarCost(): Expression {
  const { inputs, targets } = samples;
  return parse(terms(inputs.length, (s) => terms(outputs, (k) => error(k, inputs[s]!, targets[s]![k]!))));
}

/** How many operations the cost and its gradient take. */
export interface OperationCounts {
  readonly parameters: number;
  /** The cost, equal parts counted once. */
  readonly cost: number;
  /** Cost and gradient, equal parts counted once. */
  readonly shared: number;
  /** The gradient's 26 formulas written out. */
  readonly writtenOut: number;
}

/** Counts the operations of the example's cost and of its symbolic gradient, with and without sharing. */
export function operationCounts(): OperationCounts {
  const cost = scalarCost();
  const slopes = gradient(cost, parameterNames);
  return {
    parameters: parameterNames.length,
    cost: countOperations(cost),
    shared: countOperations([cost, ...slopes]),
    writtenOut: slopes.reduce((total, slope) => total + writtenOut(slope), 0),
  };
}

/** The operations of a formula as text: a part that is used twice counts twice. */
function writtenOut(root: Expression): number {
  const counts = new Map<Expression, number>();
  const open: Expression[] = [root];
  while (open.length > 0) {
    const node = open.at(-1)!;
    const missing = node.operands.filter((operand) => !counts.has(operand));
    if (missing.length > 0) open.push(...missing);
    else counts.set(open.pop()!, operations(node, counts));
  }
  return counts.get(root)!;
}

function operations(node: Expression, counts: ReadonlyMap<Expression, number>): number {
  const own = node.kind === "sum" || node.kind === "product" ? node.operands.length - 1 : 1;
  const inside = node.operands.reduce((total, operand) => total + counts.get(operand)!, 0);
  return node.operands.length === 0 ? 0 : own + inside;
}
