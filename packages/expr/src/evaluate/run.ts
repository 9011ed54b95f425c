import type { Arithmetic } from "@chainrule/special";
import { LimitError } from "../errors.ts";
import type { Expression } from "../node.ts";
import type { Environment } from "./bindings.ts";
import { type Family, type Scope, scopeKey } from "./family.ts";
import type { Formula } from "./program.ts";
import type { Quotient } from "./scalar.ts";

/** What one evaluation may do: index combinations visited, and values stored, in all. */
const visitLimit = 100_000_000;
const storeLimit = 32_000_000;

/** A node to be evaluated in a scope. */
export interface Task {
  readonly node: Expression;
  readonly scope: Scope;
}

/** The values of a node in a scope. */
export interface Done<T> extends Task {
  readonly family: Family<T>;
}

/** The state of one evaluation. */
export interface Run<T> {
  readonly A: Arithmetic<T>;
  readonly environment: Environment<T>;
  /** Nodes without free indices, whose scope does not matter. */
  readonly closed: Map<Expression, Done<T>>;
  /** The others, by the limits of their free indices. */
  readonly open: Map<Expression, Map<string, Done<T>>>;
  readonly quotients: Map<Expression, Quotient>;
  readonly programs: Map<Expression, Formula<T>>;
  /** How often each node is read; undefined where every value is to be kept. */
  readonly uses: ReadonlyMap<Expression, number> | undefined;
  visits: number;
  stored: number;
}

/** An evaluation that has computed nothing yet. */
export function createRun<T>(
  A: Arithmetic<T>,
  environment: Environment<T>,
  uses?: ReadonlyMap<Expression, number>,
): Run<T> {
  const [closed, open] = [new Map(), new Map()];
  return {
    A,
    environment,
    closed,
    open,
    quotients: new Map(),
    programs: new Map(),
    uses,
    visits: 0,
    stored: 0,
  };
}

/** The values of the task, if they are known. Only the limits of the node's own free indices matter. */
export function find<T>(run: Run<T>, { node, scope }: Task): Family<T> | undefined {
  if (node.free.length === 0) return run.closed.get(node)?.family;
  return run.open.get(node)?.get(scopeKey(node, scope))?.family;
}

/** Everything that was computed. */
export function* allDone<T>(run: Run<T>): Generator<Done<T>> {
  yield* run.closed.values();
  for (const byScope of run.open.values()) yield* byScope.values();
}

/** The values of several nodes, which must be known. */
export function valuesOf<T>(run: Run<T>, nodes: readonly Expression[], scope: Scope): Family<T>[] {
  return nodes.map((node) => find(run, { node, scope })!);
}

export function keep<T>(run: Run<T>, { node, scope }: Task, family: Family<T>): void {
  const done = { node, scope, family };
  if (node.free.length === 0) {
    run.closed.set(node, done);
    return;
  }
  const byScope = run.open.get(node) ?? new Map<string, Done<T>>();
  run.open.set(node, byScope.set(scopeKey(node, scope), done));
}

/**
 * Accounts for work before it is done.
 *
 * @throws LimitError where it is too much.
 */
export function spend<T>(run: Run<T>, visits: number, values: number): void {
  run.visits += visits;
  run.stored += values;
  if (run.stored > storeLimit) throw tooMuch("elements", run.stored, storeLimit);
  if (run.visits > visitLimit) throw tooMuch("terms", run.visits, visitLimit);
}

/** @throws LimitError for more values than one evaluation may store. */
export function requireStorable(values: number): void {
  if (values > storeLimit) throw tooMuch("elements", values, storeLimit);
}

function tooMuch(quantity: "elements" | "terms", count: number, limit: number): LimitError {
  return new LimitError("evaluate", quantity, count, limit, "Use smaller shapes or ranges.");
}
