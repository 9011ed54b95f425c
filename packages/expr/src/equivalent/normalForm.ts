import { constant, monomial, multiply, type Polynomial, sum } from "../algebraic/polynomial.ts";
import type { FunctionName } from "../functions/names.ts";
import type { CallNode, Expression } from "../node.ts";
import { postorder } from "../traverse.ts";
import { difference, type Field, make, product } from "./field.ts";
import { formulas } from "./formulas.ts";
import { opaqueCall } from "./opaque.ts";
import { generalPower } from "./powers.ts";
import { unit } from "./unity.ts";

/** The polynomial of an expression, whose binders are not looked into. */
export function normalForm(field: Field, root: Expression): Polynomial {
  const forms = new Map<Expression, Polynomial>();
  for (const node of postorder([root], isScalarAlgebra)) {
    forms.set(
      node,
      formOf(
        field,
        node,
        node.operands.map((operand) => forms.get(operand)!),
      ),
    );
  }
  return forms.get(root)!;
}

function isScalarAlgebra({ kind }: Expression): boolean {
  return kind === "sum" || kind === "product" || kind === "power" || kind === "call" || kind === "piecewise";
}

function formOf(field: Field, node: Expression, operands: readonly Polynomial[]): Polynomial {
  switch (node.kind) {
    case "number":
      return constant(node.value);
    case "sum":
      return sum(field, operands);
    case "product":
      return product(field, operands);
    case "power":
      return generalPower(field, operands[0]!, operands[1]!);
    case "call":
      return callForm(field, node, operands);
    case "piecewise":
      return piecewiseForm(field, operands);
    default:
      return atomOf(field, node);
  }
}

/** A quantity that is not taken apart. */
function atomOf(field: Field, node: Expression): Polynomial {
  const isPositive = node.kind === "symbol" && node.assumptions.sign !== undefined;
  const known = field.byNode.get(node) ?? make(field, { kind: "atom", positive: isPositive });
  field.byNode.set(node, known);
  return monomial([known, unit]);
}

function callForm(field: Field, node: CallNode, args: readonly Polynomial[]): Polynomial {
  if (args.includes(undefined as never)) return atomOf(field, node);
  const formula = formulas[node.name as FunctionName];
  return formula?.(field, ...args) ?? opaqueCall(field, node.name, args);
}

/** value, condition, value, condition, ..., otherwise, with conditions that are 0 or 1. */
function piecewiseForm(field: Field, operands: readonly Polynomial[]): Polynomial {
  let result = operands[operands.length - 1]!;
  for (let k = operands.length - 3; k >= 0; k -= 2) {
    const chosen = multiply(field, operands[k + 1]!, difference(field, operands[k]!, result));
    result = sum(field, [result, chosen]);
  }
  return result;
}
