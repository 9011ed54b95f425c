import { asExpression, scalarNamed } from "../atoms.ts";
import { listOf } from "../doors.ts";
import type { ElementNode, Expression, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, sameSize, shapeText } from "../shape.ts";

/** What can be differentiated by: a name, a symbol, or an element of a tensor symbol. */
export type Variable = string | Expression;

/**
 * The symbols or elements meant. A name takes the shape with which it occurs among the nodes, those of a graph.
 *
 * @throws ShapeError where a symbol's name occurs with another shape: it would be another variable.
 */
export function resolveVariables(
  nodes: readonly Expression[],
  variables: readonly Variable[],
): (SymbolNode | ElementNode)[] {
  const meant = listOf(variables, "variables");
  const find = finder(nodes);
  return meant.map((variable) => {
    if (typeof variable === "string") return find(variable) ?? scalarNamed(variable);
    const node = asVariable(variable);
    const whole = (node.kind === "symbol" ? node : node.operands[0]) as SymbolNode;
    requireSameShape(whole, find(whole.name) ?? whole);
    return node;
  });
}

/** Whether the node is a variable of the name. */
export function isNamed(node: Expression, name: string): boolean {
  return node.kind === "symbol" && node.level === 0 && node.name === name;
}

/** Finds the first variable of a name. */
function finder(nodes: readonly Expression[]): (name: string) => SymbolNode | undefined {
  const byName = new Map<string, SymbolNode>();
  for (const node of nodes) {
    if (node.kind === "symbol" && node.level === 0 && !byName.has(node.name)) byName.set(node.name, node);
  }
  return (name) => byName.get(name);
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
