import { LimitError } from "../errors.ts";
import { reduce, tensor } from "../indexed.ts";
import { openedIndex } from "../indices.ts";
import type { Expression, ReduceOperation, SymbolNode } from "../node.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import type { Syntax } from "./syntax.ts";

/** The calls that bind names, and what their names combine. */
const reductions: ReadonlyMap<string, ReduceOperation> = new Map([
  ["sum", "add"],
  ["product", "multiply"],
  ["maximum", "max"],
  ["minimum", "min"],
  ["logSumExp", "logSumExp"],
]);

/** The calls that bind, as they are written in text. */
export const reductionNames: Readonly<Record<ReduceOperation, string>> = {
  add: "sum",
  multiply: "product",
  max: "maximum",
  min: "minimum",
  logSumExp: "logSumExp",
};

type Call = Extract<Syntax, { kind: "call" }>;

/** Whether a call binds names: `sum(body, i, from, to)`, `tensor(body, i, size, j, size)`. */
export function isBinder(call: Call): boolean {
  return call.name === "tensor" || (reductions.has(call.name) && call.operands.length === 4);
}

/** The names that are bound at a place, innermost first. */
export interface Scope {
  readonly names: ReadonlyMap<string, SymbolNode>;
  readonly outer: Scope | undefined;
  readonly depth: number;
}

/** The most binders inside one another. */
const deepest = 200;

/** The first opened index of a scope: far from those that builders open and bind at once. */
const firstIndex = 1_000_000;

/** The operands of a binder that are built, the body first: all but the names that it binds. */
export function boundOperands(text: string, call: Call): readonly Syntax[] {
  const names: readonly Syntax[] = boundNames(text, call);
  return call.operands.filter((operand) => !names.includes(operand));
}

/** The scope of a binder's body. */
export function openScope(text: string, call: Call, outer: Scope | undefined): Scope {
  const depth = (outer?.depth ?? 0) + 1;
  if (depth > deepest) {
    const remedy = "Bind fewer indices inside one another.";
    throw new LimitError("Sums are nested too deeply", "levels", depth, deepest, remedy);
  }
  const first = firstIndex + depth * widest;
  const names = new Map(boundNames(text, call).map(({ name }, k) => [name, openedIndex(first + k)]));
  return { names, outer, depth };
}

/** The most indices that one binder binds. */
const widest = 32;

/** The index that a name stands for, if it is bound. */
export function indexOf(name: string, scope: Scope | undefined): SymbolNode | undefined {
  for (let inner = scope; inner !== undefined; inner = inner.outer) {
    const index = inner.names.get(name);
    if (index !== undefined) return index;
  }
  return undefined;
}

/** The node of a binder from its scope, its body and its limits or sizes. */
export function buildBinder(call: Call, scope: Scope, operands: readonly Expression[]): Expression {
  const indices = [...scope.names.values()];
  const [body, ...rest] = operands as [Expression, ...Expression[]];
  const operation = reductions.get(call.name);
  if (operation === undefined) return tensor(indices, rest, body);
  return reduce(operation, indices[0]!, rest[0]!, rest[1]!, body);
}

function boundNames(text: string, call: Call): Extract<Syntax, { kind: "name" }>[] {
  const { name, operands, span } = call;
  if (
    name === "tensor" &&
    (operands.length < 3 || operands.length % 2 === 0 || operands.length > 2 * widest)
  ) {
    const problem = `tensor takes a body, and a name and a size for each of at most ${widest - 1} indices`;
    throw new ExpressionSyntaxError(text, span, { problem, remedy: "Write tensor(i * x[i], i, n)." });
  }
  const places = operands.filter((_, k) => (name === "tensor" ? k % 2 === 1 : k === 1));
  const names = places.map((place) => {
    if (place.kind === "name") return place;
    const remedy = `Write ${name}(body, i, ...), then use i in the body.`;
    throw new ExpressionSyntaxError(text, place.span, { problem: `${name} needs a name here`, remedy });
  });
  const repeated = names.find((place, k) => names.findIndex((other) => other.name === place.name) < k);
  if (repeated === undefined) return names;
  throw new ExpressionSyntaxError(text, repeated.span, { problem: `${repeated.name} is bound twice` });
}
