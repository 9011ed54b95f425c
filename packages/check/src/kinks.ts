import { kinksAt, oneSidedDerivatives } from "@chainrule/expr";
import type { Subject } from "./subject/subject.ts";
import type { OneSided } from "./verdict/judge.ts";
import { bindingsOf } from "./voices/symbolic.ts";

/** Where a subject is not differentiable at its point: the one-sided derivatives by an entry, where they differ. */
export type Kinks = (parameter: number, index: number) => OneSided | undefined;

const smooth: Kinks = () => undefined;

/** How far apart, relative to the larger, two one-sided derivatives may be and still count as one. */
const sameness = 1e-12;

/**
 * Looks for kinks and jumps that the point sits on.
 *
 * The one-sided derivatives are found by following the primal's own pieces, not by a derivative rule's convention.
 */
export function kinksOf({ symbolic, parameters }: Subject): Kinks {
  if (symbolic === undefined) return smooth;
  const bindings = bindingsOf(symbolic, parameters);
  if (kinksAt(symbolic.expression, bindings).length === 0) return smooth;
  return (parameter, index) => {
    const sides = oneSidedDerivatives(symbolic.expression, symbolic.variables[parameter]!, bindings, {
      index,
    });
    return differ(sides) ? sides : undefined;
  };
}

function differ({ left, right }: OneSided): boolean {
  const gap = Math.abs(left - right);
  return !(gap <= sameness * Math.max(Math.abs(left), Math.abs(right)));
}
