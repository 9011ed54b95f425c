import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isPositiveLeaf } from "../algebra/powers.ts";
import { flattenLimit } from "../algebra/sums.ts";
import type { CallName, FunctionName } from "../functions/names.ts";
import { withOperands } from "../make.ts";
import type { ElementNode, Expression, PowerNode } from "../node.ts";
import { isInteger, signOf } from "../rational.ts";
import { type Forms, normalise, type Watch } from "./normalise.ts";
import { joinFactors } from "./products.ts";
import { isExp, logSumOf, shareOf } from "./shares.ts";
import { joinTerms } from "./sums.ts";

/** A rule takes the argument of a call to an expression equal to the call, smaller or more accurate, or declines. */
type Rule = (algebra: Algebra, argument: Expression) => Expression | undefined;

/**
 * The graph in canonical form, with named functions in place of what spells them out: 1/(1 + exp(-x)) is sigmoid(x),
 * log(1 + exp(x)) is softplus(x), 1 - tanh(x)^2 is sech(x)^2. Every rule keeps the value wherever the original is
 * defined, and none enlarges the expression.
 */
export function recognise(algebra: Algebra, root: Expression, forms?: Forms, watch?: Watch): Expression {
  return normalise(algebra, root, recogniseOnce, forms, watch);
}

/** The first rule that applies at the node; undefined where none does. Long sums and products are left as they are. */
export function recogniseOnce(algebra: Algebra, node: Expression): Expression | undefined {
  switch (node.kind) {
    case "sum":
      return node.operands.length <= flattenLimit ? joinTerms(algebra, node) : undefined;
    case "product":
      return node.operands.length <= flattenLimit ? joinFactors(algebra, node) : undefined;
    case "power":
      return recognisePower(algebra, node);
    case "call":
      return calls[node.name]?.(algebra, node.operands[0]!);
    default:
      return undefined;
  }
}

/** 1 / f. */
const reciprocals: { readonly [N in CallName]?: FunctionName } = {
  sin: "csc",
  cos: "sec",
  tan: "cot",
  cot: "tan",
  sec: "cos",
  csc: "sin",
  sinh: "csch",
  cosh: "sech",
  tanh: "coth",
  coth: "tanh",
  sech: "cosh",
  csch: "sinh",
};

/** f(u)^-n is the reciprocal function to the n; (1 + exp(u))^-n is sigmoid(-u)^n. */
function recognisePower(algebra: Algebra, { operands: [base, exponent] }: PowerNode): Expression | undefined {
  if (exponent.kind !== "number" || signOf(exponent.value) > 0 || !isInteger(exponent.value))
    return undefined;
  const inverse = reciprocalOf(algebra, base);
  return inverse && algebra.power(inverse, algebra.negate(exponent));
}

function reciprocalOf(algebra: Algebra, base: Expression): Expression | undefined {
  if (base.kind === "call") {
    const name = reciprocals[base.name];
    return name && algebra.call(name, ...base.operands);
  }
  const u = base.kind === "sum" ? exponentBesideOne(algebra, base) : undefined;
  return u && algebra.call("sigmoid", algebra.negate(u));
}

/** The u of 1 + exp(u). */
function exponentBesideOne(algebra: Algebra, { operands }: Expression): Expression | undefined {
  if (operands.length !== 2 || !operands.includes(algebra.one)) return undefined;
  return operands.find(isExp)?.operands[0];
}

/** What a function of a given argument is. */
const calls: { readonly [N in CallName]?: Rule } = {
  log: logOf,
  log1p: (algebra, u) => (isExp(u) ? algebra.call("softplus", ...u.operands) : undefined),
  exp: expOf,
};

function logOf(algebra: Algebra, u: Expression): Expression | undefined {
  if (u.kind === "sum") return logOfSum(algebra, u.operands);
  if (u.kind === "product") return hasExp(u) ? logOfPositive(algebra, u) : undefined;
  if (u.kind === "element") return logOfElement(algebra, u);
  return u.kind === "call" && u.name === "sigmoid" ? algebra.call("logSigmoid", ...u.operands) : undefined;
}

/** exp(log(sigmoid(u))), and exp(a - logaddexp(a, b, ...)), a share of a whole. */
function expOf(algebra: Algebra, u: Expression): Expression | undefined {
  if (u.kind === "call" && u.name === "logSigmoid") return algebra.call("sigmoid", ...u.operands);
  if (u.kind !== "sum" || u.operands.length !== 2) return undefined;
  for (const [k, total] of u.operands.map((term) => algebra.negate(term)).entries()) {
    const part = u.operands[1 - k]!;
    if (total.kind !== "call" || total.name !== "logaddexp" || !total.operands.includes(part)) continue;
    return shareOf(algebra, part, total.operands);
  }
  return undefined;
}

/** log(a exp(u) + b + ...) is logaddexp(u + log(a), log(b), ...), and log(1 + u) is log1p(u). */
function logOfSum(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  const logarithms = terms.some(hasExp) ? terms.map((term) => logOfPositive(algebra, term)) : [undefined];
  if (!logarithms.includes(undefined)) return logSumOf(algebra, logarithms as Expression[]);
  if (!terms.includes(algebra.one)) return undefined;
  return algebra.call("log1p", algebra.sum(terms.filter((term) => term !== algebra.one)));
}

/** log(exp(a) s^n) is a + n log(s), where s is positive for sure: a product is pulled apart only if nothing is left. */
function logOfPositive(algebra: Algebra, term: Expression): Expression | undefined {
  const logarithms = factorsOf(term).map((factor) => {
    const [base, exponent] = factor.kind === "power" ? factor.operands : [factor, algebra.one];
    return isPositive(base) ? algebra.multiply(exponent, algebra.call("log", base)) : undefined;
  });
  return logarithms.includes(undefined) ? undefined : algebra.sum(logarithms as Expression[]);
}

/** The logarithm of an element of a tensor of exponentials is that of the tensor of their exponents. */
function logOfElement(
  algebra: Algebra,
  { operands: [tensor, ...indices] }: ElementNode,
): Expression | undefined {
  const parts: readonly Expression[] = tensor.operands;
  const body = tensor.kind === "tensor" ? parts.at(-1) : undefined;
  if (!isExp(body)) return undefined;
  const exponents = withOperands(tensor, parts.with(-1, body.operands[0]!));
  return algebra.element(algebra.arena.intern(exponents), indices);
}

function hasExp(term: Expression): boolean {
  return factorsOf(term).some(isExp);
}

/** Positive by its form: a sum of exponentials, or a number or symbol known to be. */
function isPositive(node: Expression): boolean {
  return isPositiveLeaf(node) || (node.kind === "sum" ? node.operands : [node]).every(isExp);
}
