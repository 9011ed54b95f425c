import { symbol } from "../build.ts";
import type { ElementNode, Expression, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { freeSymbols } from "../substitute.ts";

/** What can be differentiated by: a name, a symbol, or an element of a tensor symbol. */
export type Variable = string | Expression;

/** The symbols or elements meant. A name takes the shape with which it occurs in the expression. */
export function resolveVariables(
  e: Expression,
  variables: readonly Variable[],
): (SymbolNode | ElementNode)[] {
  const byName = new Map(freeSymbols(e).map((found) => [found.name, found]));
  return variables.map((variable) =>
    typeof variable === "string" ? (byName.get(variable) ?? symbol(variable)) : asVariable(variable),
  );
}

function asVariable(node: Expression): SymbolNode | ElementNode {
  if (node.kind === "symbol" && node.level === 0) return node;
  if (node.kind === "element" && node.operands[0].kind === "symbol") return node;
  throw new ValueError(`a ${node.kind} is no variable: differentiate by a symbol, its name, or its element`);
}
