import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

/** A rule's result with one fault in it. */
export interface Mutant {
  /** What was done to it. */
  readonly fault: string;
  readonly result: Expression;
}

/**
 * The faults of one place each that an expression can have: its sign and size, and in every part, down to the given
 * leaves, a term or factor left out, a sign, an exponent, two arguments exchanged, a branch taken for another.
 */
export function mutantsOf(algebra: Algebra, root: Expression, leaves: ReadonlySet<Expression>): Mutant[] {
  const enter = (node: Expression) => !leaves.has(node);
  const whole: Mutant[] = [
    { fault: "sign", result: algebra.negate(root) },
    { fault: "factor 1 + 1e-6", result: algebra.multiply(root, algebra.fraction(1_000_001, 1_000_000)) },
  ];
  const parts = [...postorder([root], enter)].filter(enter).flatMap((part) =>
    faultsOf(algebra, part).map(
      ([fault, replacement]): Mutant => ({
        fault: `${fault} in a ${part.kind === "call" ? part.name : part.kind}`,
        result: replaced(algebra, root, part, replacement, enter),
      }),
    ),
  );
  return [...whole, ...parts].filter(({ result }) => result !== root);
}

type Fault = readonly [fault: string, replacement: Expression];

function faultsOf(algebra: Algebra, node: Expression): Fault[] {
  const operands: readonly Expression[] = node.operands;
  const without = (k: number) => operands.toSpliced(k, 1);
  switch (node.kind) {
    case "sum":
      return operands.flatMap((term, k): Fault[] => [
        [`term ${k} dropped`, algebra.sum(without(k))],
        [`term ${k} negated`, algebra.sum(operands.with(k, algebra.negate(term)))],
      ]);
    case "product":
      return operands.map((_, k): Fault => [`factor ${k} dropped`, algebra.product(without(k))]);
    case "power":
      return [
        ["base alone", node.operands[0]],
        ["exponent + 1", algebra.power(node.operands[0], algebra.add(node.operands[1], 1))],
        ["exponent - 1", algebra.power(node.operands[0], algebra.subtract(node.operands[1], 1))],
      ];
    case "call":
      return operands.length < 2 || operands.some(({ shape }) => shape.length > 0)
        ? []
        : [["arguments exchanged", algebra.call(node.name, ...operands.toReversed())]];
    case "piecewise":
      return operands.flatMap((value, k): Fault[] => {
        if (k % 2 === 1) return [];
        const others = operands.filter((other, m) => m % 2 === 0 && other !== value);
        return others.map((other) => [
          `branch ${k} taken for another`,
          algebra.piecewise(...operands.with(k, other)),
        ]);
      });
    default:
      return [];
  }
}

function replaced(
  algebra: Algebra,
  root: Expression,
  part: Expression,
  replacement: Expression,
  enter: (node: Expression) => boolean,
): Expression {
  const results = new Map<Expression, Expression>();
  for (const node of postorder([root], enter)) {
    const operands = node.operands.map((operand) => results.get(operand) ?? operand);
    const isSame = operands.every((operand, k) => operand === node.operands[k]);
    const rebuilt = isSame || !enter(node) ? node : rebuildNode(algebra, node, operands);
    results.set(node, node === part ? replacement : rebuilt);
  }
  return results.get(root)!;
}
