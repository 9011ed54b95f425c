import type { FunctionName } from "./names.ts";
import { NotDifferentiableError } from "./notDifferentiable.ts";
import type { FunctionRow } from "./row.ts";

/** The row of a family family(n, x) that is the n-th derivative of a function: of order 0 the function itself. */
export function derivatives(name: FunctionName, family: FunctionName): FunctionRow {
  return {
    arity: 2,
    partial: (A, [n, x], k) => {
      if (k === 0) throw new NotDifferentiableError(family, "order");
      return A.call(family, A.add(n!, 1), x!);
    },
    fold: (A, [n, x]) => (n === A.zero ? A.call(name, x!) : undefined),
  };
}
