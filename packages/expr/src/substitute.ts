import { asExpression, asExpressions, type Operand, sizesOf } from "./atoms.ts";
import { flat } from "./build.ts";
import { valueNamed } from "./doors.ts";
import { element, requireLimit } from "./indexed.ts";
import { makeSymbol, withOperands } from "./make.ts";
import type { Expression, SymbolNode } from "./node.ts";
import { ShapeError, sameSize, shapeText } from "./shape.ts";
import { postorder } from "./traverse.ts";

/** Replacements by name: a plain object, of which only own data properties are read, or a Map. */
export type Replacements = Readonly<Record<string, Operand>> | ReadonlyMap<string, Operand>;

/**
 * The expression with variables replaced, all at once. Nothing is simplified. Sizes can be replaced too: the `n` of a
 * shape `[n]`.
 *
 * @throws ShapeError where a replacement has another shape than its variable, or a size becomes negative or a fraction;
 *   ValueError where a limit becomes a fraction.
 * @example
 * ```ts
 * import { parse, substitute, toText } from "@chainrule/expr";
 * toText(substitute(parse("x + y"), { x: parse("2*y") })); // => "2*y + y"
 * ```
 */
export function substitute(e: Expression, replacements: Replacements): Expression {
  valueNamed(replacements, "", "replacements");
  const results = new Map<Expression, Expression>();
  for (const node of postorder([asExpression(e)]))
    results.set(node, substituteNode(node, replacements, results));
  const result = results.get(e)!;
  return e.domain === undefined ? result : { ...result, domain: substitute(e.domain, replacements) };
}

function substituteNode(
  node: Expression,
  replacements: Replacements,
  results: ReadonlyMap<Expression, Expression>,
): Expression {
  if (node.kind === "symbol") return substituteSymbol(node, replacements, results);
  const operands = node.operands.map((operand) => results.get(operand)!);
  if (operands.every((operand, k) => operand === node.operands[k])) return node;
  if (node.kind === "element") return element(operands[0]!, ...operands.slice(1));
  if ((node.kind === "sum" || node.kind === "product") && !node.grouped) return flat(node.kind, operands);
  if (node.kind === "reduce") for (const limit of operands.slice(0, 2)) requireLimit(limit);
  if (node.kind === "tensor") sizesOf(operands.slice(0, -1));
  return withOperands(node, operands);
}

function substituteSymbol(
  node: SymbolNode,
  replacements: Replacements,
  results: ReadonlyMap<Expression, Expression>,
): Expression {
  if (node.level !== 0) return node;
  const shape = sizesOf(node.shape.map((size) => results.get(size)!));
  const found = valueNamed<Operand>(replacements, node.name, "replacements");
  if (found === undefined) {
    const isSame = shape.every((size, axis) => size === node.shape[axis]);
    return isSame ? node : makeSymbol(node.name, 0, shape, node.assumptions);
  }
  const replacement = asExpression(found);
  if (
    replacement.shape.length === shape.length &&
    shape.every((size, k) => sameSize(size, replacement.shape[k]!))
  ) {
    return replacement;
  }
  const [declared, given] = [shapeText(shape), shapeText(replacement.shape)];
  throw new ShapeError(
    `${node.name} has shape ${declared} and cannot be replaced by shape ${given}: use equal shapes`,
    [declared, given],
  );
}

/**
 * The variables that occur in the expressions, in order of first occurrence; sizes of shapes are among them.
 *
 * @example
 * ```ts
 * import { freeSymbols, parse } from "@chainrule/expr";
 * freeSymbols(parse("a*x + b")).map((symbol) => symbol.name); // => ["a", "x", "b"]
 * ```
 */
export function freeSymbols(e: Expression | readonly Expression[]): SymbolNode[] {
  const byName = new Map<string, SymbolNode>();
  for (const node of postorder(asExpressions(e))) {
    if (node.kind === "symbol" && node.level === 0 && !byName.has(node.name)) byName.set(node.name, node);
  }
  return [...byName.values()];
}
