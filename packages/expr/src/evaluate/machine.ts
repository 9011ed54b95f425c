import type { Expression, ReduceNode, TensorNode } from "../node.ts";
import { compute } from "./compute.ts";
import type { Family } from "./family.ts";
import { programOf } from "./program.ts";
import { termOf } from "./reduce.ts";
import { find, keep, type Run, type Task } from "./run.ts";
import { limitsOf, scopeOfReduce, scopeOfTensor } from "./scopes.ts";

/**
 * Evaluates a closed expression on an explicit stack. Each distinct node is materialised once over its free indices,
 * for each set of their limits.
 */
export function evaluateClosed<T>(run: Run<T>, root: Expression): Family<T> {
  const first: Task = { node: root, scope: new Map() };
  const stack = [first];
  for (let task = stack.at(-1); task !== undefined; task = stack.at(-1)) {
    const missing = find(run, task) === undefined ? missingParts(run, task) : [];
    for (const part of missing) stack.push(part);
    if (missing.length > 0) continue;
    stack.pop();
    if (find(run, task) === undefined) keep(run, task, compute(run, task));
  }
  return find(run, first)!;
}

/** What must be known before the node and is not yet. */
function missingParts<T>(run: Run<T>, task: Task): Task[] {
  return dependencies(run, task).filter((part) => find(run, part) === undefined);
}

function dependencies<T>(run: Run<T>, { node, scope }: Task): readonly Task[] {
  if (node.kind === "reduce" || node.kind === "tensor") return binderDependencies(run, { node, scope });
  const parts = programOf(run, node)?.parts ?? node.operands;
  return parts.map((part) => ({ node: part, scope }));
}

/** Limits first; with them known, the body within them. */
function binderDependencies<T>(
  run: Run<T>,
  { node, scope }: Task & { node: ReduceNode | TensorNode },
): readonly Task[] {
  const limits = limitsOf(node).map((limit) => ({ node: limit, scope }));
  if (limits.some((limit) => find(run, limit) === undefined)) return limits;
  if (node.kind === "tensor")
    return [{ node: node.operands.at(-1)!, scope: scopeOfTensor(run, node, scope) }];
  const inner = scopeOfReduce(run, node, scope);
  return termOf(run, node).parts.map((part) => ({ node: part, scope: inner }));
}
