import type { Arithmetic } from "@chainrule/special";
import type { ReduceNode } from "../node.ts";
import { countOf, type Family, levelsOf, type Scope, stored, volumeOf, walk } from "./family.ts";
import { type Formula, programOf, quotientFormula } from "./program.ts";
import { type Run, spend, valuesOf } from "./run.ts";
import { accumulator } from "./scalar.ts";
import { limitsOf, scopeOfReduce } from "./scopes.ts";

/**
 * The formula of a reduction's terms. A product is multiplied as it is added; other bodies are stored where somebody else
 * reads them too.
 */
export function termOf<T>(run: Run<T>, { operands: [, , body] }: ReduceNode): Formula<T> {
  const isOwn = run.uses !== undefined && (body.kind === "product" || run.uses.get(body) === 1);
  return (isOwn ? programOf(run, body) : undefined) ?? quotientFormula(run, body);
}

/** A reduction for all values of its free indices: term after term, none of them stored. */
export function reduceFamily<T>(run: Run<T>, node: ReduceNode, scope: Scope): Family<T> {
  const inner = scopeOfReduce(run, node, scope);
  const { level } = node.index;
  const formula = termOf(run, node);
  const parts = valuesOf(run, formula.parts, inner);
  const limits = valuesOf(run, limitsOf(node), scope);
  const outer = levelsOf([...parts, ...limits]).filter((other) => other !== level);
  const count = countOf(inner.get(level)!);
  const volume = volumeOf(outer, scope);
  spend(run, volume * Math.max(1, count), volume);
  const term = termReader(formula, parts);
  const isIncluded = limits.some(({ dimensions }) => dimensions.size > 0)
    ? withinLimits(run.A, limits, parts.length)
    : always;
  const total = accumulator(run.A, node.operation);
  if (count === 0) return stored(Array.from({ length: volume }, total.take), outer, scope);
  const data: T[] = [];
  let visited = 0;
  walk([...parts, ...limits, counter(level, inner)], [...outer, level], inner, (positions) => {
    if (isIncluded(positions)) total.add(term(positions));
    visited += 1;
    if (visited % count === 0) data.push(total.take());
  });
  return stored(data, outer, scope);
}

type Positions = readonly number[];

function always(): boolean {
  return true;
}

/** Reads the parts of the body and computes its value. */
function termReader<T>({ valueOf }: Formula<T>, parts: readonly Family<T>[]): (positions: Positions) => T {
  const values: T[] = [];
  return (positions) => {
    for (let m = 0; m < parts.length; m++) values[m] = parts[m]!.data[positions[m]!]!;
    return valueOf(values);
  };
}

/** Whether the index lies within limits that depend on outer indices. */
function withinLimits<T>(
  A: Arithmetic<T>,
  [from, to]: readonly Family<T>[],
  first: number,
): (positions: Positions) => boolean {
  return (positions) => {
    const index = positions[first + 2]!;
    const low = A.toNumber(from!.data[positions[first]!]!);
    return low <= index && index <= A.toNumber(to!.data[positions[first + 1]!]!);
  };
}

/** A family whose position is the index itself; it stores nothing. */
function counter(level: number, scope: Scope): Family<never> {
  const limits = scope.get(level)!;
  return {
    data: [],
    offset: limits.low,
    dimensions: new Map([[level, { size: countOf(limits), stride: 1 }]]),
    axes: [],
  };
}
