import { boundOf, fieldsOf } from "./doors.ts";
import { LimitError } from "./errors.ts";
import type { Expression } from "./node.ts";
import { postorder } from "./traverse.ts";

/**
 * A budget: bounds on work, each of them optional. Work that would pass one ends with a {@link LimitError}
 * (`expr/limit`), which says what was counted and how much of it is allowed.
 *
 * @example
 * ```ts
 * import { LimitError, parse } from "@chainrule/expr";
 * let refused = "";
 * try {
 *   parse("sin(cos(tan(x)))", { limits: { depth: 3 } });
 * } catch (error) {
 *   if (error instanceof LimitError) refused = `${error.actual} of ${error.allowed} ${error.quantity}`;
 * }
 * refused; // => "4 of 3 levels"
 * ```
 */
export interface Limits {
  /** The most characters of a text; 1,000,000 unless given. */
  readonly characters?: number;
  /**
   * The most numbers, names, operators and calls of a text, 1,000,000 unless given. Of a derivative, the most different
   * nodes that are made on the way: unbounded unless given; in a text, all of `D` may make 25,000, and 20 a character.
   */
  readonly nodes?: number;
  /** The most nodes from the root of an expression to a leaf; unbounded unless given. */
  readonly depth?: number;
  /** The most time; unbounded unless given. It is looked at now and then: work ends a little later. */
  readonly milliseconds?: number;
}

/** What was used of the limits so far. */
export interface Budget {
  readonly limits: Required<Limits>;
  /** The time at which the work began. */
  readonly start: number;
  nodes: number;
}

const defaults: Required<Limits> = {
  characters: 1_000_000,
  nodes: 1_000_000,
  depth: Number.POSITIVE_INFINITY,
  milliseconds: Number.POSITIVE_INFINITY,
};

/** A budget of which nothing is used. */
export function createBudget(limits?: Limits): Budget {
  if (limits === undefined) return { limits: defaults, start: 0, nodes: 0 };
  const given = fieldsOf(limits, "limits");
  const all = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof Limits)[]) {
    all[name] = boundOf(given[name] ?? defaults[name], `limits.${name}`);
  }
  return { limits: all, start: Date.now(), nodes: 0 };
}

/** Counts one node more. @throws {@link LimitError} where there are too many, or the time is over. */
export function spend(budget: Budget): void {
  budget.nodes += 1;
  if (budget.nodes > budget.limits.nodes) requireNodes(budget, budget.nodes);
  if (budget.nodes % nodesBetweenLooks === 0) requireTime(budget);
}

/** @throws {@link LimitError} where so many nodes are too many. */
export function requireNodes(budget: Budget, nodes: number): void {
  requireWithin("nodes", nodes, budget);
}

/** How many nodes are made between two looks at the time. */
export const nodesBetweenLooks = 1024;

/** @throws {@link LimitError} where the time is over. */
export function requireTime(budget: Budget): void {
  if (budget.limits.milliseconds < Number.POSITIVE_INFINITY)
    requireWithin("milliseconds", Date.now() - budget.start, budget);
}

/** @throws {@link LimitError} for a text that is too long. */
export function requireLength(text: string, budget: Budget): void {
  requireWithin("characters", text.length, budget);
}

/** @throws {@link LimitError} for an expression that is too deep. */
export function requireDepth(root: Expression, budget: Budget): void {
  if (budget.limits.depth === Number.POSITIVE_INFINITY) return;
  const depths = new Map<Expression, number>();
  for (const node of postorder([root])) {
    const below = node.operands.map((operand) => depths.get(operand)!);
    const depth = below.reduce((most, each) => Math.max(most, each), 0) + 1;
    depths.set(node, depth);
    requireWithin("depth", depth, budget);
  }
}

function requireWithin(limit: keyof Limits, actual: number, { limits }: Budget): void {
  if (actual <= limits[limit]) return;
  const quantity = limit === "depth" ? "levels" : limit;
  const remedy = `Split it, or raise limits.${limit}.`;
  throw new LimitError("The work is too large", quantity, actual, limits[limit], remedy);
}
