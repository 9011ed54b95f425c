import { match, P } from "ts-pattern";
import type { CallName } from "../functions/names.ts";
import type { CallNode, Expression, PowerNode, ProductNode, ReduceOperation } from "../node.ts";
import { isDivisor, type RewritingName } from "./rewriting.ts";
import type { Surroundings } from "./surroundings.ts";

/** The name of a rule of differentiation or of algebra, as textbooks have it. */
export type RuleName =
  | "variable"
  | "element of the variable"
  | "sum rule"
  | "product rule"
  | "quotient rule"
  | "constant factor"
  | "power rule"
  | "exponential rule"
  | "power of functions"
  | "each element"
  | "matrix rule"
  | "the whole by itself"
  | "derivative of a sum"
  | "derivative of a product"
  | "derivative of a contraction"
  | "sum over all uses"
  | "resolve Kronecker deltas"
  | "simplify the elements"
  | `derivative of ${Exclude<ReduceOperation, "add" | "multiply">}`
  | `derivative of ${CallName}`
  | `chain rule with ${CallName}`
  | RewritingName
  | "result";

/** The rule by which the derivative of a part comes of those of its operands. */
export function forwardRule(part: Expression, { isConstant, isContraction }: Surroundings): RuleName {
  if (isContraction(part)) return "derivative of a contraction";
  return match<Expression, RuleName>(part)
    .with({ kind: "sum" }, () => "sum rule")
    .with({ kind: "product" }, (node) => productRule(node, isConstant))
    .with({ kind: "power" }, (node) => powerRule(node, isConstant))
    .with({ kind: "call" }, callRule)
    .with({ kind: "piecewise" }, () => "each piece")
    .with({ kind: "reduce" }, ({ operation }) => reduceRules[operation])
    .with({ kind: "tensor" }, () => "each element")
    .with({ kind: "element" }, ({ free }) => (free.length > 0 ? "variable" : "element of the variable"))
    .with({ kind: P.union("symbol", "number") }, () => "variable")
    .exhaustive();
}

/** The rule by which the derivative of the whole by a part comes of that by what the part stands in. */
export function reverseRule(part: Expression, place: Surroundings): RuleName {
  const [parent, ...others] = place.parentsOf(part);
  if (parent === undefined) return "the whole by itself";
  return others.length > 0 ? "sum over all uses" : forwardRule(parent, place);
}

const reduceRules: Readonly<{ [O in ReduceOperation]: RuleName }> = {
  add: "derivative of a sum",
  multiply: "derivative of a product",
  max: "derivative of max",
  min: "derivative of min",
  logSumExp: "derivative of logSumExp",
  norm: "derivative of norm",
};

function productRule(node: ProductNode, isConstant: (e: Expression) => boolean): RuleName {
  const changing = node.operands.filter((factor) => !isConstant(factor));
  if (changing.length === 1) return "constant factor";
  return changing.some(isDivisor) ? "quotient rule" : "product rule";
}

function powerRule(
  { operands: [base, exponent] }: PowerNode,
  isConstant: (e: Expression) => boolean,
): RuleName {
  if (isConstant(exponent)) return "power rule";
  return isConstant(base) ? "exponential rule" : "power of functions";
}

function callRule({ name, operands }: CallNode): RuleName {
  if (operands.some(({ shape }) => shape.length > 0)) return "matrix rule";
  return operands.every(({ kind }) => kind === "symbol" || kind === "element" || kind === "number")
    ? `derivative of ${name}`
    : `chain rule with ${name}`;
}
