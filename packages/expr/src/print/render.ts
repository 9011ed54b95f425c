import { asExpression } from "../atoms.ts";
import { boundOf, fieldsOf } from "../doors.ts";
import { LimitError } from "../errors.ts";
import type { Expression } from "../node.ts";
import { type Formula, type FormulaKind, type FormulaOf, postorder } from "./formula.ts";
import { formulaOf } from "./formulaOf.ts";

/** How an expression is printed. */
export interface PrintOptions {
  /** Names the parts that occur more than once, `t1 = ...`, before the expression itself. Default false. */
  readonly shared?: boolean;
  /** The most characters to print; 1,000,000 by default. */
  readonly limit?: number;
}

/** A printed formula, and how tightly its outermost operator binds. */
export interface Rendered {
  readonly text: string;
  readonly precedence: number;
  /** What follows the minus sign of a negative. */
  readonly unsigned?: string;
  /** Whether a digit comes first, so that a factor before it needs a mark between. */
  readonly startsWithDigit?: true;
  /** Whether it is a matrix product. */
  readonly isContraction?: true;
}

/** A part with a name of its own; in index notation it depends on its indices. */
export interface Definition {
  readonly name: string;
  readonly indices: readonly string[];
  readonly text: string;
}

/** A notation: how each kind of formula is written once its operands are. */
export interface Style {
  /** The formula in the terms of the notation. */
  readonly prepare: (formula: Formula) => Formula;
  readonly rules: {
    readonly [K in FormulaKind]: (node: FormulaOf<K>, operands: readonly Rendered[]) => Rendered;
  };
  readonly reference: (definition: Definition) => Rendered;
  readonly document: (definitions: readonly Definition[], main: string) => string;
}

/** How a call is written that is not just a name and its arguments. */
export type Notation = (operands: readonly Rendered[], node: FormulaOf<"call">) => Rendered;

/** Prints an expression in a style, each distinct part once, without recursion. */
export function print(root: Expression, style: Style, options: PrintOptions = {}): string {
  const { shared = false, limit = 1_000_000 } = fieldsOf(options, "options");
  boundOf(limit, "limit");
  const formula = style.prepare(formulaOf(asExpression(root)));
  const order = postorder(formula);
  const named = shared ? namesOfShared(order) : new Map<Formula, string>();
  const definitions: Definition[] = [];
  const rendered = new Map<Formula, Rendered>();
  let length = 0;
  for (const node of order) {
    const operands = node.operands.map((operand) => rendered.get(operand)!);
    requireShort(sumOfLengths(operands) + length, limit, shared);
    const rule = style.rules[node.kind] as (node: Formula, operands: readonly Rendered[]) => Rendered;
    const written = rule(node, operands);
    const name = node === formula ? undefined : named.get(node);
    if (name === undefined) rendered.set(node, written);
    else {
      const definition = { name, indices: node.free, text: written.text };
      definitions.push(definition);
      length += definition.text.length;
      rendered.set(node, style.reference(definition));
    }
  }
  return style.document(definitions, rendered.get(formula)!.text);
}

function sumOfLengths(operands: readonly Rendered[]): number {
  return operands.reduce((sum, { text }) => sum + text.length, 0);
}

function requireShort(length: number, limit: number, shared: boolean): void {
  if (length <= limit) return;
  const remedy = shared
    ? "Print its parts, or raise the limit."
    : "Print it with { shared: true }, which names shared parts.";
  throw new LimitError("The printed expression is too long", "characters", length, limit, remedy);
}

/** The least number of nodes that is worth a name. */
const worthNaming = 4;

/** Names for the formulas that are used more than once and are not small. */
function namesOfShared(order: readonly Formula[]): Map<Formula, string> {
  const uses = new Map<Formula, number>();
  for (const { operands } of order) for (const node of operands) uses.set(node, (uses.get(node) ?? 0) + 1);
  const prefix = freshPrefix(order);
  const sizes = new Map<Formula, number>();
  const names = new Map<Formula, string>();
  for (const node of order) {
    const size = node.operands.reduce((sum, operand) => sum + sizes.get(operand)!, 1);
    const isNamed = (uses.get(node) ?? 0) > 1 && size >= worthNaming;
    if (isNamed) names.set(node, `${prefix}${names.size + 1}`);
    sizes.set(node, isNamed ? 1 : size);
  }
  return names;
}

/** A letter that starts no variable's name. */
function freshPrefix(order: readonly Formula[]): string {
  const starts = new Set(order.map((node) => (node.kind === "name" ? node.name[0] : "")));
  return ["t", "s", "u", "v", "w", "p", "q", "r"].find((letter) => !starts.has(letter)) ?? "part_";
}
