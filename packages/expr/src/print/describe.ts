import { equal } from "../equal.ts";
import { bodyAt } from "../indices.ts";
import type { Expression, TensorNode } from "../node.ts";
import type { Formula } from "./formula.ts";

/** An axis of the tensor that is being described: the level of its index, and its size. */
export interface Axis {
  readonly level: number;
  readonly size: Expression;
}

/**
 * A node as a whole-tensor formula: `formula` stands for the elements of the node for all values of the indices of
 * `axes`, as far as it `covers` them. Of no axes it is the node itself, whose formula may name bound indices.
 */
export interface Description {
  readonly formula: Formula;
  /** The levels of the axes that the formula has. */
  readonly covers: readonly number[];
}

/** What the rules share while an expression is described. */
export interface Context {
  readonly indexName: (level: number) => string;
  /** The body of a tensor at indices: the same node for the same tensor and indices. */
  readonly elementOf: (tensor: TensorNode, indices: readonly Expression[]) => Expression;
}

/** The context of one expression. */
export function createContext(indexName: (level: number) => string): Context {
  const known = new Map<
    TensorNode,
    { readonly indices: readonly Expression[]; readonly body: Expression }[]
  >();
  const elementOf: Context["elementOf"] = (tensor, indices) => {
    const bodies = known.get(tensor) ?? [];
    const found = bodies.find((entry) => entry.indices.every((index, k) => equal(index, indices[k]!)));
    if (found !== undefined) return found.body;
    const body = bodyAt(tensor, indices);
    known.set(tensor, [...bodies, { indices, body }]);
    return body;
  };
  return { indexName, elementOf };
}

/** What a rule asks to be described before it goes on. */
export interface Request {
  readonly node: Expression;
  readonly axes: readonly Axis[];
}

/** A rule at work: it yields requests and is given their descriptions, undefined where there is none. */
export type Work<T> = Generator<Request, T, Description | undefined>;

/** Asks for the description of a node. */
export function* describe(node: Expression, axes: readonly Axis[]): Work<Description | undefined> {
  return yield { node, axes };
}

/** Descriptions of nodes over the same axes; undefined unless all have one. */
export function* describeAll(
  nodes: readonly Expression[],
  axes: readonly Axis[],
): Work<readonly Description[] | undefined> {
  const found: Description[] = [];
  for (const node of nodes) {
    const description = yield { node, axes };
    if (description === undefined) return undefined;
    found.push(description);
  }
  return found;
}

/** The formula of a node by itself. */
export function* describePlain(node: Expression): Work<Formula> {
  const description = yield { node, axes: [] };
  return description!.formula;
}

/** The formulas of nodes by themselves. */
export function* describePlainAll(nodes: readonly Expression[]): Work<readonly Formula[]> {
  const found: Formula[] = [];
  for (const node of nodes) found.push(yield* describePlain(node));
  return found;
}

/** The levels that some description covers. */
export function covered(descriptions: readonly Description[]): readonly number[] {
  if (descriptions.every(({ covers }) => covers.length === 0)) return [];
  return [...new Set(descriptions.flatMap(({ covers }) => covers))];
}

/** Whether a node depends on the index of an axis. */
export function uses(node: Expression, axis: Axis): boolean {
  return node.free.includes(axis.level);
}

/** Runs the rules from a root, each request once, with an explicit stack in place of recursion. */
export function runRules(
  root: Request,
  rule: (request: Request) => Work<Description | undefined>,
): Description {
  const known: Answers = new Map();
  const stack = [{ request: root, work: rule(root) }];
  let answer: Description | undefined;
  while (stack.length > 0) {
    const { request, work } = stack[stack.length - 1]!;
    const step = work.next(answer);
    answer = undefined;
    if (step.done) {
      stack.pop();
      answer = step.value;
      answersOver(known, request.axes).set(request.node, answer);
    } else {
      const next = relevant(step.value);
      const answers = answersOver(known, next.axes);
      if (answers.has(next.node)) answer = answers.get(next.node);
      else stack.push({ request: next, work: rule(next) });
    }
  }
  return answer!;
}

/** The request without the leading axes that the node does not depend on: broadcasting aligns the last ones. */
function relevant({ node, axes }: Request): Request {
  const first = axes.findIndex((axis) => uses(node, axis));
  return { node, axes: first < 0 ? [] : axes.slice(first) };
}

/** What is known of each node by itself, under the empty key, and over axes, under theirs. */
type Answers = Map<string, Map<Expression, Description | undefined>>;

/** The answers over some axes. */
function answersOver(known: Answers, axes: readonly Axis[]): Map<Expression, Description | undefined> {
  const key = axes.length === 0 ? "" : keyOf(axes);
  const answers = known.get(key) ?? new Map<Expression, Description | undefined>();
  known.set(key, answers);
  return answers;
}

function keyOf(axes: readonly Axis[]): string {
  return axes.map(({ level, size }) => `${level} ${size.hash}`).join(",");
}
