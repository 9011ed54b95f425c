import { factorsOf } from "../algebra/binders.ts";
import type { Sweep } from "../differentiate/tangent.ts";
import type { Expression } from "../node.ts";

/** What the parts of an opened graph stand in, as far as a derivation shows them. */
export interface Surroundings {
  /** Whether a part is a step on the way only: an element, a tensor that its elements stand for, the terms of a contraction. */
  readonly isInside: (part: Expression) => boolean;
  /** Whether it is a sum over an index of a product. */
  readonly isContraction: (part: Expression) => boolean;
  /** What a part stands in, past what is a step on the way only. */
  readonly parentsOf: (part: Expression) => readonly Expression[];
  /** Whether the part does not depend on the variable. */
  readonly isConstant: (part: Expression) => boolean;
}

/** The surroundings of the parts of a sweep. */
export function surroundingsIn({ isReverse, graph, isActive }: Sweep): Surroundings {
  const users = new Map<Expression, Expression[]>();
  for (const node of graph.order) {
    for (const operand of new Set(graph.operandsOf(node))) {
      const known = users.get(operand);
      if (known === undefined) users.set(operand, [node]);
      else known.push(node);
    }
  }
  const usersOf = (part: Expression): readonly Expression[] => users.get(part) ?? [];
  const isContraction = (part: Expression) =>
    part.kind === "reduce" && part.operation === "add" && factorsOf(graph.binders.get(part)!.body).length > 1;
  const isInside = (part: Expression) => {
    if (part.kind === "tensor") return true;
    if (part.kind === "element")
      return part.operands[0].kind !== "symbol" || (isReverse && part.free.length > 0);
    return part.kind === "product" && usersOf(part).some(isContraction);
  };
  const parentsOf = (part: Expression) => {
    const found = new Set<Expression>();
    const seen = new Set<Expression>();
    const stack = [part];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (const user of usersOf(node)) {
        if (seen.has(user) || !isActive(user)) continue;
        seen.add(user);
        if (isInside(user)) stack.push(user);
        else found.add(user);
      }
    }
    return [...found];
  };
  return { isInside, isContraction, parentsOf, isConstant: (part) => !isActive(part) };
}
