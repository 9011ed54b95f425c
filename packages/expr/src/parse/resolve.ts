import { ExpressionError } from "../errors.ts";
import { nodesBetweenLooks, requireTime } from "../limits.ts";
import type { Expression } from "../node.ts";
import { ShapeError } from "../shape.ts";
import { openScope } from "./binders.ts";
import { flatten } from "./chains.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import { rules } from "./rules.ts";
import { excerpt } from "./source.ts";
import type { Context, Syntax } from "./syntax.ts";

/** Builds the expression of a syntax tree whose names were checked, operands first. */
export function resolve(root: Syntax, context: Context): Expression {
  const order = parentsFirst(root);
  for (let k = order.length - 1; k >= 0; k--) {
    const node = order[k]!;
    if (k % nodesBetweenLooks === 0) requireTime(context.budget);
    try {
      node.value = node.rule.build(node.operands.map(valueOf), node, context);
    } catch (error) {
      throw located(context.text, node, error);
    }
  }
  return root.value!;
}

function valueOf({ value }: Syntax): Expression {
  return value!;
}

/** The nodes to be built, each before its operands, and the last operand before the first. */
function parentsFirst(root: Syntax): Syntax[] {
  const order: Syntax[] = [];
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order.push(node);
    if (node.rule === rules.sum || node.rule === rules.product) flatten(node);
    const { operands, scope } = node;
    const names = node.form?.names?.(operands);
    for (const operand of operands) {
      if (names?.includes(operand)) continue;
      operand.scope = scope;
      stack.push(operand);
    }
    if (names !== undefined) operands[0]!.scope = openScope(names, scope);
  }
  return order;
}

/** An error of a builder, with the place. */
function located(text: string, node: Syntax, error: unknown): unknown {
  if (!(error instanceof ExpressionError)) return error;
  if (error instanceof ShapeError)
    return new ShapeError(`${error.message}\n${excerpt(text, node)}`, error.shapes);
  if (error.code !== "expr/value") return error;
  return new ExpressionSyntaxError(text, node, { problem: error.message });
}
