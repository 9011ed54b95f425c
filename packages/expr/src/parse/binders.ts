import { LimitError } from "../errors.ts";
import { reduce, reductionNames, tensor } from "../indexed.ts";
import { openedIndex } from "../indices.ts";
import type { ReduceOperation, SymbolNode } from "../node.ts";
import { type Form, rankLimit, type Scope, type Syntax } from "./syntax.ts";

/** The calls that bind names: `sum(body, i, from, to)`, `tensor(body, i, size, j, size)`. */
export const binders: readonly (readonly [name: string, form: Form])[] = [
  [
    "tensor",
    {
      least: 3,
      most: 2 * rankLimit - 1,
      usage: `tensor takes a body, and a name and a size for each of at most ${rankLimit - 1} indices: write tensor(i * x[i], i, n)`,
      names: (operands) => operands.filter(isOdd),
      build: ([body, ...rest], { operands: [bodySyntax] }) =>
        tensor(boundBy(bodySyntax!), rest.filter(isOdd), body!),
    },
  ],
  ...(Object.keys(reductionNames) as ReduceOperation[]).map(
    (operation) => [reductionNames[operation], reduction(operation)] as const,
  ),
];

function isOdd(_: unknown, k: number): boolean {
  return k % 2 === 1;
}

function reduction(operation: ReduceOperation): Form {
  return {
    least: 4,
    most: 4,
    names: ([, name]) => [name!],
    build: ([body, , from, to], { operands: [bodySyntax] }) =>
      reduce(operation, boundBy(bodySyntax!)[0]!, from!, to!, body!),
  };
}

/** The indices that are bound in a body, and not around its call. */
function boundBy(body: Syntax): SymbolNode[] {
  return [...body.scope!.names.values()];
}

/** The most binders inside one another. */
const deepest = 200;

/** The first opened index of a scope: far from those that builders open and bind at once. */
const firstIndex = 1_000_000;

/** The scope of a binder's body. */
export function openScope(names: readonly Syntax[], outer: Scope | undefined): Scope {
  const depth = (outer?.depth ?? 0) + 1;
  if (depth > deepest) {
    throw new LimitError("Sums inside one another", "levels", depth, deepest, "Nest fewer.");
  }
  const first = firstIndex + depth * rankLimit;
  return { names: new Map(names.map(({ name }, k) => [name, openedIndex(first + k)])), outer, depth };
}

/** The index that a name stands for, if it is bound. */
export function indexOf(name: string, scope: Scope | undefined): SymbolNode | undefined {
  for (let inner = scope; inner !== undefined; inner = inner.outer) {
    const index = inner.names.get(name);
    if (index !== undefined) return index;
  }
  return undefined;
}
