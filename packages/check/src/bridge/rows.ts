import { call, divide, type Expression, multiply, number, piecewise } from "@chainrule/expr";
import type { ElementName, Primitive } from "@chainrule/tape";
import { expressionArithmetic } from "./expressionArithmetic.ts";
import { type LiftedValue, readCondition, readNumber } from "./lifted.ts";

/** One element of an elementwise row as an expression of the elements it is made of, then its params. */
type LiftedRow = (operands: readonly Expression[], params: never) => Expression;

const [zero, one] = [number(0), number(1)];

const isPositive = (x: Expression): Expression => call("less", zero, x);

const rows = {
  scale: ([linear, partial]) => multiply(linear!, partial!),
  relu: ([x]) => call("relu", x!),
  logaddexp: ([a, b]) => call("logaddexp", a!, b!),
  logCosh: ([x]) => call("logCosh", x!),
  log1mexp: ([x]) => call("log1mexp", x!),
  logit: ([p]) => call("logit", p!),
  sinc: ([x]) => call("sinc", x!),
  softsign: ([x]) => call("softsign", x!),
  xlogy: ([x, y]) => multiply(x!, call("log", y!)),
  xlog1py: ([x, y]) => multiply(x!, call("log1p", y!)),
  heaviside: ([x, atZero]) => piecewise(zero, call("less", x!, zero), one, isPositive(x!), atZero!),
  leakyRelu: ([x], { slope }: { readonly slope: number }) =>
    piecewise(x!, isPositive(x!), multiply(slope, x!)),
  exponentialLinear: ([x], { slope, size, width }: ExponentialParams) =>
    piecewise(multiply(slope, x!), isPositive(x!), multiply(size, call("expm1", divide(x!, width)))),
  clip: ([x], limits: Limits) => within(x!, limits),
  saturate: ([x], limits: Limits) => within(x!, limits),
  where: ([condition, a, b]) => piecewise(a!, condition!, b!),
} satisfies Readonly<Record<string, LiftedRow>>;

interface Limits {
  readonly min: number;
  readonly max: number;
}

/** x between two limits, either of which may be infinite: no limit. */
function within(x: Expression, { min, max }: Limits): Expression {
  const raised = min === Number.NEGATIVE_INFINITY ? x : call("max", x, number(min));
  return max === Number.POSITIVE_INFINITY ? raised : call("min", raised, number(max));
}

interface ExponentialParams {
  readonly slope: number;
  readonly size: number;
  readonly width: number;
}

/** Rows that expr has a name for, or whose scalar rule chooses by the value of its input, written with expr's own pieces. */
const piecewiseRows: ReadonlyMap<string, LiftedRow> = new Map(Object.entries(rows));

type ConditionRow = (operands: readonly LiftedValue[], indices: readonly Expression[]) => Expression;

const comparison =
  (build: (a: Expression, b: Expression) => Expression): ConditionRow =>
  ([a, b], indices) =>
    build(readNumber(a!, indices), readNumber(b!, indices));

const connective =
  (name: "and" | "or" | "not"): ConditionRow =>
  (operands, indices) =>
    call(name, ...operands.map((operand) => readCondition(operand, indices)));

/** Rows whose result is true or false. */
export const conditionRows: ReadonlyMap<string, ConditionRow> = new Map([
  ["less", comparison((a, b) => call("less", a, b))],
  ["lessEqual", comparison((a, b) => call("lessEqual", a, b))],
  ["greater", comparison((a, b) => call("less", b, a))],
  ["greaterEqual", comparison((a, b) => call("lessEqual", b, a))],
  ["equal", comparison((a, b) => call("equal", a, b))],
  ["notEqual", comparison((a, b) => call("not", call("equal", a, b)))],
  ["logicalAnd", connective("and")],
  ["logicalOr", connective("or")],
  ["logicalNot", connective("not")],
]);

/** Rows whose expression would have other derivatives than they have, and why. */
export const opaqueRows: ReadonlyMap<string, string> = new Map([
  ["stopGradient", "it stops derivatives, so that the gradient is not the derivative of the value"],
]);

/**
 * One element of an elementwise row as an expression; undefined where the row has no such form.
 *
 * Smooth rows need no entry here: their scalar rule is run in an arithmetic of expressions.
 */
export function liftRow({
  name,
  family,
  scalar,
}: Primitive): ((operands: readonly Expression[], params: unknown) => Expression) | undefined {
  const piecewiseRow = piecewiseRows.get(name);
  if (piecewiseRow !== undefined) return (operands, params) => piecewiseRow(operands, params as never);
  if (family !== "elementwise" || opaqueRows.has(name)) return undefined;
  if (scalar !== undefined) return (operands, params) => scalar(expressionArithmetic, ...operands, params);
  return isElementName(name)
    ? (operands) => expressionArithmetic[name](...(operands as [Expression, Expression]))
    : undefined;
}

/** Whether a row is called as a function of all arithmetics, and so is that function. */
function isElementName(name: string): name is ElementName {
  return (
    typeof expressionArithmetic[name as ElementName] === "function" &&
    Object.hasOwn(expressionArithmetic, name)
  );
}
