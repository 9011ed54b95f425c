import { asExpression, scalarNamed } from "../atoms.ts";
import { listOf } from "../doors.ts";
import type { ElementNode, Expression, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, sameSize, shapeText } from "../shape.ts";
import { freeSymbols } from "../substitute.ts";

/** What can be differentiated by: a name, a symbol, or an element of a tensor symbol. */
export type Variable = string | Expression;

/**
 * The symbols or elements meant. A name takes the shape with which it occurs in the expressions.
 *
 * @throws ShapeError where a symbol's name occurs with another shape: it would be another variable.
 */
export function resolveVariables(
  e: Expression | readonly Expression[],
  variables: readonly Variable[],
): (SymbolNode | ElementNode)[] {
  const byName = new Map(freeSymbols(e).map((found) => [found.name, found]));
  return listOf(variables, "variables").map((variable) => {
    if (typeof variable === "string") return byName.get(variable) ?? scalarNamed(variable);
    const meant = asVariable(variable);
    const whole = (meant.kind === "symbol" ? meant : meant.operands[0]) as SymbolNode;
    requireSameShape(whole, byName.get(whole.name) ?? whole);
    return meant;
  });
}

function asVariable(given: Expression): SymbolNode | ElementNode {
  const node = asExpression(given);
  if (node.kind === "symbol" && node.level === 0) return node;
  if (node.kind === "element" && node.operands[0].kind === "symbol") return node;
  throw new ValueError(`a ${node.kind} is no variable: differentiate by a symbol, its name, or its element`);
}

function requireSameShape(given: SymbolNode, occurring: SymbolNode): void {
  const [declared, found] = [shapeText(given.shape), shapeText(occurring.shape)];
  const isSame = given.shape.length === occurring.shape.length;
  if (isSame && given.shape.every((size, axis) => sameSize(size, occurring.shape[axis]!))) return;
  throw new ShapeError(
    `${given.name} has shape ${found} in the expression, not ${declared}: differentiate by its name, or declare it so`,
    [declared, found],
  );
}
