import type { CallName } from "../functions/names.ts";
import type { CallNode, Expression, NumberNode, PiecewiseNode, PowerNode, SumNode } from "../node.ts";
import type { Comparison } from "../parse/syntax.ts";
import { equalRationals, half } from "../rational.ts";
import { type Axis, covered, type Description, describeAll, type Work } from "./describe.ts";
import { describeFactors, isDivisor } from "./factors.ts";
import { type Formula, type FormulaKind, formula } from "./formula.ts";

/** Rules for the kinds of scalars. Over axes they work element by element, so tensors need no rules of their own. */

/** Terms in order, those of a sum of tensors among them; but a term that is added comes before the first that is subtracted. */
export function* describeSum(node: SumNode, axes: readonly Axis[]): Work<Description | undefined> {
  const terms = yield* describeAll(node.operands, axes);
  if (terms === undefined) return undefined;
  return { formula: sumFormula(terms.map((term) => term.formula)), covers: covered(terms) };
}

/** The sum of terms: one that is added comes first, and a matrix before its transpose. */
export function sumFormula(terms: readonly Formula[]): Formula {
  const flat = terms.flatMap((term) => (term.kind === "sum" && term.rank > 0 ? term.operands : [term]));
  const added = flat.findIndex(({ kind }) => kind !== "negative");
  const matrix = flat.findIndex((term) => term.kind === "name" && flat[0]!.operands[0] === term);
  const first = flat[0]!.kind === "transpose" && matrix > 0 ? matrix : added;
  return formula("sum", {}, first > 0 ? [flat[first]!, ...flat.toSpliced(first, 1)] : flat);
}

/** A fraction where the exponent is negative, a root where it is 1/2. */
export function* describePower(node: PowerNode, axes: readonly Axis[]): Work<Description | undefined> {
  if (isDivisor(node)) return yield* describeFactors([node], axes);
  const [base, exponent] = node.operands;
  if (isHalf(exponent)) return yield* mapped("root", {}, [base], axes);
  return yield* mapped("power", {}, [base, exponent], axes);
}

/** A call by its name, or a comparison, a conjunction, a constant. */
export function* describeCall(node: CallNode, axes: readonly Axis[]): Work<Description | undefined> {
  const { name, operands } = node;
  if (name === "pi" || name === "e") return { formula: formula("constant", { name }), covers: [] };
  const comparison = comparisons.get(name);
  if (comparison !== undefined) return yield* mapped("compare", { comparison }, operands, axes);
  const [first] = operands;
  if (name === "not" && first?.kind === "call" && first.name === "equal") {
    return yield* mapped("compare", { comparison: "!=" }, first.operands, axes);
  }
  if (name === "and" || name === "or" || name === "not") return yield* mapped(name, {}, operands, axes);
  return yield* mapped("call", { name }, operands, axes);
}

export function* describePiecewise(
  node: PiecewiseNode,
  axes: readonly Axis[],
): Work<Description | undefined> {
  return yield* mapped("piecewise", {}, node.operands, axes);
}

/** A formula of a kind over the descriptions of the operands. */
function* mapped<K extends FormulaKind>(
  kind: K,
  details: Parameters<typeof formula<K>>[1],
  operands: readonly Expression[],
  axes: readonly Axis[],
): Work<Description | undefined> {
  const parts = yield* describeAll(operands, axes);
  if (parts === undefined) return undefined;
  const whole: Formula = formula(
    kind,
    details,
    parts.map((part) => part.formula),
  );
  return { formula: whole, covers: covered(parts) };
}

const comparisons: ReadonlyMap<CallName, Comparison> = new Map([
  ["less", "<"],
  ["lessEqual", "<="],
  ["equal", "=="],
]);

function isHalf(exponent: Expression): exponent is NumberNode {
  return exponent.kind === "number" && equalRationals(exponent.value, half);
}
