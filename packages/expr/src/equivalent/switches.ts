import type { Algebra } from "../algebra/algebra.ts";
import type { CallName } from "../functions/names.ts";
import type { Expression } from "../node.ts";

/** The sign of a quantity. */
export type Sign = -1 | 0 | 1;

/** How a function is another formula for each sign of a quantity. */
interface Switch {
  readonly quantity: (A: Algebra, args: readonly Expression[]) => Expression;
  readonly value: (A: Algebra, args: readonly Expression[], sign: Sign) => Expression;
}

const comparison = (holds: (sign: Sign) => boolean): Switch => ({
  quantity: (A, [a, b]) => A.subtract(b!, a!),
  value: (A, _, sign) => (holds(sign) ? A.one : A.zero),
});

const ofArgument = (value: (A: Algebra, u: Expression, sign: Sign) => Expression): Switch => ({
  quantity: (_, [u]) => u!,
  value: (A, [u], sign) => value(A, u!, sign),
});

/** The extreme one of the first two arguments, beside the others. */
const extreme = (name: "max" | "min", direction: 1 | -1): Switch => ({
  quantity: (A, [a, b]) => A.subtract(b!, a!),
  value: (A, [a, b, ...others], sign) => A.call(name, sign === direction ? b! : a!, ...others),
});

const switches: { readonly [N in CallName]?: Switch } = {
  less: comparison((sign) => sign > 0),
  lessEqual: comparison((sign) => sign >= 0),
  equal: comparison((sign) => sign === 0),
  abs: ofArgument((A, u, sign) => A.multiply(sign, u)),
  sign: ofArgument((A, _, sign) => A.number(sign)),
  step: ofArgument((A, _, sign) => A.number(sign >= 0 ? 1 : 0)),
  relu: ofArgument((A, u, sign) => (sign > 0 ? u : A.zero)),
  max: extreme("max", 1),
  min: extreme("min", -1),
};

/** A node that is another formula for each sign of a quantity. */
export interface SwitchNode {
  readonly quantity: Expression;
  readonly at: (sign: Sign) => Expression;
}

/** The switch that a node is, unless it stands in a sum or a tensor. */
export function switchOf(A: Algebra, node: Expression): SwitchNode | undefined {
  if (node.kind !== "call" || node.free.length > 0) return undefined;
  const { name, operands } = node;
  const found = switches[name];
  return found && { quantity: found.quantity(A, operands), at: (sign) => found.value(A, operands, sign) };
}
