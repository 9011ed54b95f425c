import type { Quotient } from "../evaluate/scalar.ts";
import { type Budget, spend } from "../limits.ts";
import type { Expression } from "../node.ts";
import type { Context } from "./branches.ts";
import type { Inputs, Sizes } from "./layout.ts";
import type { Register } from "./recorder.ts";

/** Values of the bound indices in scope, by level. */
export type Indices = ReadonlyMap<number, number>;

/** A scalar node to be computed at values of its indices. */
export interface Task {
  readonly node: Expression;
  readonly at: Indices;
  /** What the node's value depends on besides the inputs: the values of its own free indices. */
  readonly key: Key;
}

/** Values of indices, as one number where that can hold them: it is found faster than a text. */
type Key = number | string;

/** The node at the indices of a scope. */
export function taskOf(node: Expression, at: Indices): Task {
  return { node, at, key: node.free.length === 0 ? 0 : keyOf(node.free, at) };
}

/** The bits of a double's integers that values share. */
const bits = 52;

function keyOf(free: readonly number[], at: Indices): Key {
  const radix = 2 ** Math.floor(bits / free.length);
  let key = 0;
  for (const level of free) {
    const value = at.get(level) ?? -1;
    if (!(value >= 0 && value < radix)) return free.map((each) => at.get(each)).join();
    key = key * radix + value;
  }
  return key;
}

/** What is needed next, and what follows from its values: the result, or another step. */
export interface Step {
  readonly parts: readonly Task[];
  readonly next: (values: readonly Register[]) => Register | Step;
}

/** The state of one compilation: every distinct node is recorded once for all values of its own free indices. */
export interface Lowering extends Context {
  readonly inputs: Inputs;
  readonly sizes: Sizes;
  readonly budget: Budget;
  readonly quotients: Map<Expression, Quotient>;
  readonly closed: Map<Expression, Register>;
  readonly open: Map<Expression, Map<Key, Register>>;
}

/** Records a node and what it needs, on an explicit stack. */
export function lower(
  lowering: Lowering,
  root: Task,
  stepOf: (lowering: Lowering, task: Task) => Step,
): Register {
  const stack: { task: Task; step?: Step }[] = [{ task: root }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const { task } = frame;
    if (find(lowering, task) !== undefined) {
      stack.pop();
      continue;
    }
    if (frame.step === undefined) spend(lowering.budget);
    frame.step ??= stepOf(lowering, task);
    const { parts, next } = frame.step;
    const values = parts.map((part) => find(lowering, part));
    for (let k = parts.length - 1; k >= 0; k--) {
      if (values[k] === undefined) stack.push({ task: parts[k]! });
    }
    if (stack.at(-1) !== frame) continue;
    const result = next(values as Register[]);
    if (typeof result === "number") keep(lowering, task, result);
    else frame.step = result;
  }
  return find(lowering, root)!;
}

function find({ closed, open }: Lowering, { node, key }: Task): Register | undefined {
  return node.free.length === 0 ? closed.get(node) : open.get(node)?.get(key);
}

function keep({ closed, open }: Lowering, { node, key }: Task, register: Register): void {
  if (node.free.length === 0) {
    closed.set(node, register);
    return;
  }
  const values = open.get(node) ?? new Map<Key, Register>();
  open.set(node, values.set(key, register));
}
