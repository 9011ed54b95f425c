import { constant, monomial, multiply, type Polynomial, power, sum } from "../algebraic/polynomial.ts";
import type { FunctionName } from "../functions/names.ts";
import { bodyAt, openedIndex } from "../indices.ts";
import type { CallNode, Expression, ReduceNode, ReduceOperation } from "../node.ts";
import { half } from "../rational.ts";
import { postorder } from "../traverse.ts";
import { difference, type Field, isPositive, make, product, type SumRange } from "./field.ts";
import { formulas } from "./formulas.ts";
import { opaqueCall } from "./opaque.ts";
import { exponential, generalPower, logarithm, root } from "./powers.ts";
import { unit } from "./unity.ts";
import { inSum, isSameRange, isZero } from "./vanishing.ts";

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
    case "reduce":
      return reductionForm(field, node);
    default:
      return atomOf(field, node);
  }
}

/** How deep sums may be nested for their bodies to be looked into. */
const mostNested = 8;

/** Indices of sums are numbered by the sums around theirs, far from those that an arena makes. */
const firstIndex = 1_000_000;

/** A reduction that is a sum, or a function of one; others are not taken apart. */
function reductionForm(field: Field, node: ReduceNode): Polynomial {
  const formula = reductions[node.operation];
  const { arena, depth } = field;
  if (formula === undefined || depth >= mostNested) return atomOf(field, node);
  const [from, to] = node.operands;
  const index = arena.intern(openedIndex(firstIndex + depth));
  const body = inSum(field, () => normalForm(field, arena.adopt(bodyAt(node, [index]))));
  return formula(field, body, (of) => sumOver(field, { from, to, depth }, of));
}

type Total = (of: Polynomial) => Polynomial;

const reductions: {
  readonly [O in ReduceOperation]?: (field: Field, body: Polynomial, total: Total) => Polynomial;
} = {
  add: (_, body, total) => total(body),
  logSumExp: (field, body, total) => logarithm(field, total(exponential(field, body))),
  norm: (field, body, total) => root(field, total(power(field, body, 2)), half),
};

/** A sum over an index as a generator, the same for bodies that are proved equal. */
function sumOver(field: Field, range: SumRange, of: Polynomial): Polynomial {
  for (const [g, known] of field.generators.entries()) {
    if (known.kind !== "sum" || !isSameRange(known.range, range)) continue;
    if (inSum(field, () => isZero(field, difference(field, known.of, of)))) return monomial([g, unit]);
  }
  return monomial([make(field, { kind: "sum", range, of, positive: isPositive(field, of) }), unit]);
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
