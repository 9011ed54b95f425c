import { equal } from "../equal.ts";
import { bodyAt, openedIndex } from "../indices.ts";
import type { Expression, ReduceNode, SymbolNode, TensorNode } from "../node.ts";
import type { Formula } from "./formula.ts";
import type { NameForIndex } from "./indexNames.ts";

/** An axis of the tensor that is being described: its index, the level of that, and its size. */
export interface Axis {
  readonly index: SymbolNode;
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

/** The axis that an index runs over. */
export function axisOf(index: SymbolNode, size: Expression): Axis {
  return { index, level: index.level, size };
}

/** What the rules share while an expression is described. */
export interface Context {
  /** The name of an opened index. */
  readonly indexName: (index: SymbolNode) => string;
  /** The binder's indices and body, opened: the same for the same binder, and for no other. */
  readonly open: (binder: ReduceNode | TensorNode) => Opened;
  /** The body of a tensor at opened indices: the same node for the same tensor and indices. */
  readonly elementOf: (tensor: TensorNode, indices: readonly Expression[]) => Expression;
  /** What an element stands for where its tensor has no name over the axes, and is no tensor of its own. */
  readonly bodyOver: (node: Expression, axes: readonly Axis[]) => Expression | undefined;
}

/** A binder whose indices nothing else binds, so that bodies can be put into each other. */
export interface Opened {
  readonly indices: readonly SymbolNode[];
  readonly body: Expression;
}

/** The context of one expression. */
export function createContext(nameFor: NameForIndex): Context {
  const binders = new Map<ReduceNode | TensorNode, Opened>();
  const names = new Map<number, string>();
  const bodies = new Map<TensorNode, { readonly at: readonly Expression[]; readonly body: Expression }[]>();
  const open: Context["open"] = (binder) => {
    const known = binders.get(binder);
    if (known !== undefined) return known;
    const bound = binder.kind === "reduce" ? [binder.index] : binder.indices;
    const taken = new Set(binder.free.map((level) => names.get(level)!));
    const indices = bound.map(({ level }) => {
      const index = openedIndex(names.size + 1);
      const name = nameFor(level, taken);
      names.set(index.level, name);
      taken.add(name);
      return index;
    });
    const opened = { indices, body: bodyAt(binder, indices) };
    binders.set(binder, opened);
    return opened;
  };
  const elementOf: Context["elementOf"] = (tensor, at) => {
    const known = bodies.get(tensor) ?? [];
    const found = known.find((entry) => entry.at.every((index, k) => equal(index, at[k]!)));
    if (found !== undefined) return found.body;
    const body = bodyAt(tensor, at);
    bodies.set(tensor, [...known, { at, body }]);
    return body;
  };
  const bodyOver: Context["bodyOver"] = (node, axes) => {
    const [tensor, ...indices] = node.kind === "element" ? node.operands : [];
    if (tensor?.kind !== "tensor") return undefined;
    const isInlined = axes.some((axis) => uses(tensor, axis)) || isPlain(tensor, indices);
    return isInlined ? elementOf(tensor, indices) : undefined;
  };
  return { indexName: ({ level }) => names.get(level)!, open, elementOf, bodyOver };
}

/** Whether the body is the better formula: it lacks indices of the tensor, or is a product on its diagonal. */
function isPlain(tensor: TensorNode, indices: readonly Expression[]): boolean {
  const body = tensor.operands.at(-1)!;
  const own = tensor.indices.filter(({ level }) => body.free.includes(level));
  const isDiagonal = indices.length === 2 && equal(indices[0]!, indices[1]!);
  if (!isDiagonal) return own.length === 0;
  const factors = body.kind === "product" ? body.operands : [body];
  return own.length < 2 || factors.every(({ kind }) => kind === "element");
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
