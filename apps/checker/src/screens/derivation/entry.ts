import {
  add,
  call,
  type Expression,
  element,
  multiply,
  piecewise,
  power,
  reduce,
  type SymbolNode,
  simplify,
  symbol,
  tensor,
} from "@chainrule/expr";

/** What stands for the indices of the binders that are open. */
type Opened = readonly (readonly [index: SymbolNode, stands: Expression])[];

/** One entry of a tensor, written out in its indices: `outer(u, v)` at i, j is `u[i] v[j]`. */
export function entryAt(e: Expression, indices: readonly Expression[]): Expression {
  if (e.kind !== "tensor") return simplify(element(e, ...indices));
  return written(e.operands.at(-1)!, opening([], e.indices, indices));
}

function opening(opened: Opened, indices: readonly SymbolNode[], stands: readonly Expression[]): Opened {
  return [...indices.map((index, k) => [index, stands[k]!] as const), ...opened];
}

/** An expression with its open indices replaced, and the entries of tensors in it written out. */
function written(e: Expression, opened: Opened): Expression {
  const inner = (part: Expression): Expression => written(part, opened);
  switch (e.kind) {
    case "number":
      return e;
    case "symbol":
      return opened.find(([index]) => index.level === e.level && index.name === e.name)?.[1] ?? e;
    case "sum":
      return add(...e.operands.map(inner));
    case "product":
      return multiply(...e.operands.map(inner));
    case "power":
      return power(inner(e.operands[0]), inner(e.operands[1]));
    case "call":
      return call(e.name as Parameters<typeof call>[0], ...e.operands.map(inner));
    case "piecewise":
      return piecewise(...e.operands.map(inner));
    case "element":
      return writtenElement(e.operands[0], e.operands.slice(1).map(inner), opened);
    case "reduce": {
      const [from, to, body] = e.operands;
      const [index] = letters(1, opened);
      return reduce(
        e.operation,
        index!,
        inner(from),
        inner(to),
        written(body, opening(opened, [e.index], [index!])),
      );
    }
    case "tensor": {
      const indices = letters(e.indices.length, opened);
      return tensor(indices, e.shape, written(e.operands.at(-1)!, opening(opened, e.indices, indices)));
    }
  }
}

function writtenElement(base: Expression, indices: readonly Expression[], opened: Opened): Expression {
  if (base.kind !== "tensor") return element(written(base, opened), ...indices);
  return written(base.operands.at(-1)!, opening(opened, base.indices, indices));
}

/** Letters for indices that are not open yet. */
function letters(count: number, opened: Opened): readonly SymbolNode[] {
  return Array.from({ length: count }, (_, k) => symbol(`k${opened.length + k}`, { integer: true }));
}
