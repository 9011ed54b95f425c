import { match, P } from "ts-pattern";
import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { flattenLimit } from "../algebra/sums.ts";
import type { FunctionName } from "../functions/names.ts";
import type { CallNode, Expression, Kind, PowerNode } from "../node.ts";
import { isInteger, signOf } from "../rational.ts";
import { postorder } from "../traverse.ts";
import { joinFactors } from "./products.ts";
import { joinTerms } from "./sums.ts";

/** A rule takes a node of one kind to an equal expression that is smaller or more accurate, or declines. */
type Rule<N extends Expression> = (algebra: Algebra, node: N) => Expression | undefined;

const rules: { readonly [K in Kind]?: Rule<Extract<Expression, { kind: K }>> } = {
  sum: (algebra, node) => (node.operands.length <= flattenLimit ? joinTerms(algebra, node) : undefined),
  product: (algebra, node) => (node.operands.length <= flattenLimit ? joinFactors(algebra, node) : undefined),
  power: recognisePower,
  call: recogniseCall,
};

/**
 * The graph in canonical form, with named functions in place of what spells them out: 1/(1 + exp(-x)) is sigmoid(x),
 * log(1 + exp(x)) is softplus(x), 1 - tanh(x)^2 is sech(x)^2. Every rule keeps the value wherever the original is
 * defined, and none enlarges the expression.
 */
export function recognise(algebra: Algebra, root: Expression): Expression {
  const results = new Map<Expression, Expression>();
  for (const node of postorder([root])) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    results.set(node, recogniseNode(algebra, rebuildNode(algebra, node, operands)));
  }
  return results.get(root)!;
}

/** Rules at one node until none applies. */
export function recogniseNode(algebra: Algebra, start: Expression): Expression {
  let node = start;
  for (let step = 0; step < flattenLimit; step++) {
    const rule = rules[node.kind] as Rule<Expression> | undefined;
    const next = rule?.(algebra, node);
    if (next === undefined || next === node) return node;
    node = next;
  }
  return node;
}

/** 1 / f. */
const reciprocals: ReadonlyMap<FunctionName, FunctionName> = new Map([
  ["sin", "csc"],
  ["cos", "sec"],
  ["tan", "cot"],
  ["cot", "tan"],
  ["sec", "cos"],
  ["csc", "sin"],
  ["sinh", "csch"],
  ["cosh", "sech"],
  ["tanh", "coth"],
  ["coth", "tanh"],
  ["sech", "cosh"],
  ["csch", "sinh"],
]);

/** f(u)^-n is the reciprocal function to the n; (1 + exp(u))^-n is sigmoid(-u)^n. */
function recognisePower(algebra: Algebra, { operands: [base, exponent] }: PowerNode): Expression | undefined {
  if (exponent.kind !== "number" || signOf(exponent.value) > 0 || !isInteger(exponent.value))
    return undefined;
  const inverse = reciprocalOf(algebra, base);
  return inverse && algebra.power(inverse, algebra.negate(exponent));
}

function reciprocalOf(algebra: Algebra, base: Expression): Expression | undefined {
  if (base.kind === "call") {
    const name = reciprocals.get(base.name);
    return name && algebra.call(name, ...base.operands);
  }
  const u = base.kind === "sum" ? exponentBesideOne(algebra, base) : undefined;
  return u && algebra.call("sigmoid", algebra.negate(u));
}

/** The u of 1 + exp(u). */
function exponentBesideOne(algebra: Algebra, { operands }: Expression): Expression | undefined {
  const exp = operands.find((term): term is CallNode => term.kind === "call" && term.name === "exp");
  return operands.length === 2 && operands.includes(algebra.one) ? exp?.operands[0] : undefined;
}

function recogniseCall(algebra: Algebra, node: CallNode): Expression | undefined {
  if (node.name !== "log" && node.name !== "log1p" && node.name !== "exp") return undefined;
  return match<Expression, Expression | undefined>(node)
    .with({ name: "log", operands: [{ kind: "call", name: "sigmoid", operands: [P.select()] }] }, (u) =>
      algebra.call("logSigmoid", u),
    )
    .with({ name: "log", operands: [{ kind: "sum", operands: P.select() }] }, (terms) =>
      logOfSum(algebra, terms),
    )
    .with({ name: "log", operands: [{ kind: "product", operands: P.select() }] }, (factors) =>
      logOfProduct(algebra, factors),
    )
    .with({ name: "log1p", operands: [{ kind: "call", name: "exp", operands: [P.select()] }] }, (u) =>
      algebra.call("softplus", u),
    )
    .with({ name: "exp", operands: [{ kind: "call", name: "logSigmoid", operands: [P.select()] }] }, (u) =>
      algebra.call("sigmoid", u),
    )
    .otherwise(() => undefined);
}

/** log(1 + u) is log1p(u); log(exp(a) + exp(b)) is logaddexp(a, b). */
function logOfSum(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  if (terms.includes(algebra.one)) {
    const others = algebra.sum(terms.filter((term) => term !== algebra.one));
    return recogniseNode(algebra, algebra.call("log1p", others));
  }
  const exponents = terms.flatMap((term) =>
    term.kind === "call" && term.name === "exp" ? term.operands : [],
  );
  return terms.length === 2 && exponents.length === 2 ? algebra.call("logaddexp", ...exponents) : undefined;
}

/** log(exp(a) s^n) is a + n log(s), where s is positive for sure: a product is pulled apart only if nothing is left. */
function logOfProduct(algebra: Algebra, factors: readonly Expression[]): Expression | undefined {
  if (!factors.some((factor) => factor.kind === "call" && factor.name === "exp")) return undefined;
  const logarithms = factors.map((factor) => logOfPositive(algebra, factor));
  return logarithms.includes(undefined) ? undefined : algebra.sum(logarithms as Expression[]);
}

function logOfPositive(algebra: Algebra, factor: Expression): Expression | undefined {
  const [base, exponent] = factor.kind === "power" ? factor.operands : [factor, algebra.one];
  if (!isPositive(base)) return undefined;
  return algebra.multiply(exponent, recogniseNode(algebra, algebra.call("log", base)));
}

/** Positive by its form: a sum of exponentials, or a number or symbol known to be. */
function isPositive(node: Expression): boolean {
  if (node.kind === "number") return signOf(node.value) > 0;
  if (node.kind === "symbol") return node.assumptions.sign === "positive";
  const terms = node.kind === "sum" ? node.operands : [node];
  return terms.every((term) => term.kind === "call" && term.name === "exp");
}
