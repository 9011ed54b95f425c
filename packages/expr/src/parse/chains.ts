import { makeNumber } from "../make.ts";
import { minusOne } from "../rational.ts";
import { rules } from "./rules.ts";
import { type Rule, type Syntax, syntax } from "./syntax.ts";

/**
 * Puts the operands of nested sums, or of nested products, into one list, however deep: x + (x + (x + ...)) is one
 * sum, made in one go. Signs among factors become one factor of -1; a negative number stays one factor, and so does a
 * fraction of two numbers in brackets.
 */
export function flatten(root: Syntax): void {
  if (!root.operands.some((operand) => partsOf(root, operand) !== undefined)) return;
  const operands: Syntax[] = [];
  const stack = root.operands.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const parts = partsOf(root, node);
    if (parts === undefined) operands.push(node);
    else for (let k = parts.length - 1; k >= 0; k--) stack.push(parts[k]!);
  }
  root.operands = operands;
}

/** The parts of an operand that stand for themselves in the chain, if it has any. */
function partsOf({ rule }: Syntax, node: Syntax): readonly Syntax[] | undefined {
  if (node.inverse) return undefined;
  if (node.rule === rule) return isFraction(node) ? undefined : node.operands;
  const isSigned = node.rule === rules.negate && node.operands[0]!.rule !== rules.number;
  return isSigned && rule === rules.product ? [syntax(sign, "-", 0, 0), ...node.operands] : undefined;
}

const sign: Rule = { precedence: -1, build: () => makeNumber(minusOne) };

function isFraction({ rule, operands: [above, below, third] }: Syntax): boolean {
  if (rule !== rules.product || third !== undefined || !below!.inverse) return false;
  const numerator = above!.rule === rules.negate ? above!.operands[0]! : above!;
  return numerator.rule === rules.number && below!.rule === rules.number;
}
