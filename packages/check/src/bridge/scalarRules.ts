import type { CallNode, Expression, FunctionName, NumberNode, PowerNode, SymbolNode } from "@chainrule/expr";
import { type ArrayLike, add, divide, multiply, power, sqrt, where } from "@chainrule/tape";
import { exactRatio } from "./constant.ts";
import { tapeFunctions } from "./functions.ts";
import { NotLoweredError } from "./notLowered.ts";

type Rule<N extends Expression> = (
  node: N,
  operands: readonly ArrayLike[],
  values: Readonly<Record<string, ArrayLike>>,
) => ArrayLike;

/** How each kind of node is run on values; what has indices of its own is not among them. */
export const lowering: {
  readonly number: Rule<NumberNode>;
  readonly symbol: Rule<SymbolNode>;
  readonly sum: Rule<Expression>;
  readonly product: Rule<Expression>;
  readonly power: Rule<PowerNode>;
  readonly call: Rule<CallNode>;
  readonly piecewise: Rule<Expression>;
} = {
  number: ({ value }) => exactRatio(value.numerator, value.denominator),
  symbol: ({ name }, _, values) => values[name]!,
  sum: (_, terms) => terms.reduce((a, b) => add(a, b)),
  product: (_, factors) => factors.reduce((a, b) => multiply(a, b)),
  power: (node, [base, exponent]) => lowerPower(node, base!, exponent!),
  call: lowerCall,
  piecewise: (_, operands) => piecewise(operands),
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
