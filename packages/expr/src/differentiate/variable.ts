import { symbol } from "../build.ts";
import type { ElementNode, Expression, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { postorder } from "../traverse.ts";

/** What can be differentiated by: a name, a symbol, or an element of a tensor symbol. */
export type Variable = string | Expression;

/** The symbol or element meant. A name takes the shape with which it occurs in the expression. */
export function resolveVariable(e: Expression, variable: Variable): SymbolNode | ElementNode {
  if (typeof variable === "string") return symbolNamed(e, variable) ?? symbol(variable);
  if (variable.kind === "symbol" && variable.level === 0) return variable;
  if (variable.kind === "element" && variable.operands[0].kind === "symbol") return variable;
  throw new ValueError(
    `a ${variable.kind} is no variable: differentiate by a symbol, its name, or its element`,
  );
}

function symbolNamed(e: Expression, name: string): SymbolNode | undefined {
  for (const node of postorder([e]))
    if (node.kind === "symbol" && node.level === 0 && node.name === name) return node;
  return undefined;
}
