import type { CallNode, Expression, FunctionName, NumberNode, PowerNode, SymbolNode } from "@chainrule/expr";
import { type ArrayLike, add, divide, multiply, power, sqrt, where } from "@chainrule/tape";
import { CheckError } from "../errors.ts";
import { exactRatio } from "./constant.ts";
import { tapeFunctions } from "./functions.ts";

/**
 * A formula holds something that only the symbolic voice can evaluate (`check/not-lowered`).
 *
 * @example
 * ```ts
 * import { lower } from "@chainrule/check";
 * import { parse } from "@chainrule/expr";
 * lower(parse("sum(x[i]^2, i, 1, 3)")); // throws check/not-lowered
 * ```
 */
export class NotLoweredError extends CheckError {
  override readonly name: string = "NotLoweredError";
  /** The kind of the part. */
  readonly kind: Expression["kind"];

  constructor(kind: Expression["kind"]) {
    super(
      "check/not-lowered",
      `A formula with a part of kind "${kind}" cannot be run on the tape: only scalar formulas can. ` +
        "Write indexed sums out, or give the network or the function itself.",
    );
    this.kind = kind;
  }
}

/** A function of named values, over whatever the tape records. */
export type LoweredFunction = (values: Readonly<Record<string, ArrayLike>>) => ArrayLike;

/**
 * A scalar formula as a function that the tape can differentiate: its primal, and nothing of its derivative.
 *
 * @throws {@link NotLoweredError} for tensors and indexed sums.
 * @example
 * ```ts
 * import { lower } from "@chainrule/check";
 * import { parse } from "@chainrule/expr";
 * import { grad } from "@chainrule/tape";
 * const f = lower(parse("x^2 y"));
 * grad((x) => f({ x, y: 3 }))(5); // => 30
 * ```
 */
export function lower(expression: Expression): LoweredFunction {
  const order = postorder(expression);
  const unsupported = order.find(({ kind, shape }) => !(kind in lowering) || shape.length > 0);
  if (unsupported !== undefined) throw new NotLoweredError(unsupported.kind);

  return (values) => {
    const lowered = new Map<Expression, ArrayLike>();
    for (const node of order) {
      const operands = node.operands.map((operand) => lowered.get(operand)!);
      lowered.set(node, lowering[node.kind as keyof typeof lowering](node as never, operands, values));
    }
    return lowered.get(expression)!;
  };
}

type Rule<N extends Expression> = (
  node: N,
  operands: readonly ArrayLike[],
  values: Readonly<Record<string, ArrayLike>>,
) => ArrayLike;

const lowering = {
  number: (({ value }) => exactRatio(value.numerator, value.denominator)) satisfies Rule<NumberNode>,
  symbol: (({ name }, _, values) => values[name]!) satisfies Rule<SymbolNode>,
  sum: ((_, terms) => terms.reduce((a, b) => add(a, b))) satisfies Rule<Expression>,
  product: ((_, factors) => factors.reduce((a, b) => multiply(a, b))) satisfies Rule<Expression>,
  power: ((node, [base, exponent]) => lowerPower(node, base!, exponent!)) satisfies Rule<PowerNode>,
  call: lowerCall satisfies Rule<CallNode>,
  piecewise: ((_, operands) => piecewise(operands)) satisfies Rule<Expression>,
};

/** A function of scalars; one of matrices is refused, as its operands are. */
function lowerCall({ name, kind }: CallNode, args: readonly ArrayLike[]): ArrayLike {
  if (!Object.hasOwn(tapeFunctions, name)) throw new NotLoweredError(kind);
  return tapeFunctions[name as FunctionName](...args);
}

/** value, condition, value, condition, ..., otherwise: from the last to the first. */
function piecewise(operands: readonly ArrayLike[]): ArrayLike {
  let result = operands.at(-1)!;
  for (let i = operands.length - 3; i >= 0; i -= 2) result = where(operands[i + 1]!, operands[i]!, result);
  return result;
}

/** Quotients and square roots are what x^-1 and x^(1/2) stand for: one rounding instead of several. */
function lowerPower({ operands }: PowerNode, base: ArrayLike, exponent: ArrayLike): ArrayLike {
  const [, written] = operands;
  if (written.kind !== "number") return power(base, exponent);
  const { numerator, denominator } = written.value;
  if (numerator === -1 && denominator === 1) return divide(1, base);
  if (numerator === 1 && denominator === 2) return sqrt(base);
  return power(base, exponent);
}

/** Every distinct node, operands before users, without recursion. */
function postorder(root: Expression): readonly Expression[] {
  const done = new Set<Expression>();
  const pending: Expression[] = [root];
  while (pending.length > 0) {
    const node = pending.at(-1)!;
    const waiting = done.has(node) ? [] : node.operands.filter((operand) => !done.has(operand));
    for (const operand of waiting) pending.push(operand);
    if (waiting.length > 0) continue;
    pending.pop();
    done.add(node);
  }
  return [...done];
}
