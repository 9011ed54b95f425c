import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import type { CallName } from "../functions/names.ts";
import type { CallNode, Expression, ProductNode, SumNode } from "../node.ts";
import { isInteger } from "../rational.ts";
import { undoneCall, undonePower } from "./inverses.ts";
import { turnEven } from "./signs.ts";
import { turnBack } from "./turns.ts";

/** Forms that lose digits where they cancel or overflow, as the functions that do not; and what undoes one another. */
export function nameOnce(algebra: Algebra, node: Expression): Expression | undefined {
  switch (node.kind) {
    case "sum":
      return namedSum(algebra, node);
    case "product":
      return namedProduct(algebra, node);
    case "power":
      return undonePower(algebra, node);
    case "call":
      return namedCall(algebra, node);
    default:
      return undefined;
  }
}

function namedCall(algebra: Algebra, node: CallNode): Expression | undefined {
  const [u] = node.operands;
  if (u === undefined || u.kind === "symbol") return undefined;
  if (u.kind === "sum")
    return turnBack(algebra, node) ?? turnEven(algebra, node) ?? undoneCall(algebra, node);
  const named = node.name === "log" ? namedLogarithm(algebra, u) : undefined;
  return named ?? undoneCall(algebra, node);
}

/** log(cosh(x)) = logCosh(x), and log(p/(1 - p)) = logit(p). */
function namedLogarithm(algebra: Algebra, u: Expression): Expression | undefined {
  if (u.kind === "call" && u.name === "cosh") return algebra.call("logCosh", ...u.operands);
  if (u.kind !== "product" || u.operands.length !== 2) return undefined;
  const odds = u.operands.findIndex((p, k) => isReciprocalOf(u.operands[1 - k]!, algebra.subtract(1, p)));
  return odds < 0 ? undefined : algebra.call("logit", u.operands[odds]!);
}

/** The sum with a pair of terms joined. */
function namedSum(algebra: Algebra, { operands }: SumNode): Expression | undefined {
  if (operands.length > pairLimit || !operands.some(mayBeJoined)) return undefined;
  for (const term of operands) {
    for (const factor of factorsOf(term)) {
      for (const [addend, whole] of wholesOf(algebra, factor)) {
        const times = algebra.divide(term, factor);
        const other = algebra.multiply(times, addend);
        if (!operands.includes(other)) continue;
        const others = operands.filter((each) => each !== term && each !== other);
        return algebra.sum([...others, algebra.multiply(times, whole)]);
      }
    }
  }
  return undefined;
}

function mayBeJoined(term: Expression): boolean {
  for (const factor of factorsOf(term)) {
    if (factor.kind === "call" && wholes[factor.name] !== undefined) return true;
  }
  return false;
}

/** What may be added to a call, and to what that sums up. */
function wholesOf(algebra: Algebra, factor: Expression): readonly Pair[] {
  return (factor.kind === "call" && wholes[factor.name]?.(algebra, factor.operands)) || [];
}

type Pair = readonly [other: Expression, joined: Expression];

/** erf(u) + erfc(u) = 1, expm1(u) + 1 = exp(u), softplus(u) - u = softplus(-u), max(a, b) + min(a, b) = a + b. */
const wholes: {
  readonly [F in CallName]?: (algebra: Algebra, args: readonly Expression[]) => readonly Pair[];
} = {
  erf: (A, [u]) => [
    [A.number(-1), A.negate(A.call("erfc", u!))],
    [A.call("erfc", u!), A.one],
  ],
  erfc: (A, [u]) => [[A.number(-1), A.negate(A.call("erf", u!))]],
  asin: (A, [u]) => [[A.call("acos", u!), A.divide(A.call("pi"), 2)]],
  cos: (A, [u]) => (isDoubled(u!) ? besideOne(A, A.divide(u!, 2)) : []),
  expm1: (A, [u]) => [[A.one, A.call("exp", u!)]],
  softplus: mirroredAbout("softplus"),
  logSigmoid: mirroredAbout("logSigmoid"),
  logaddexp: (A, [a, b, ...more]) =>
    more.length > 0
      ? []
      : [
          [A.negate(a!), A.call("softplus", A.subtract(b!, a!))],
          [A.negate(b!), A.call("softplus", A.subtract(a!, b!))],
        ],
  max: (A, args) => (args.length > 2 ? [] : [[A.call("min", ...args), A.sum(args)]]),
};

/** A product with an even number in front. */
function isDoubled(node: Expression): boolean {
  const [first] = factorsOf(node);
  return (
    node.kind === "product" &&
    first?.kind === "number" &&
    isInteger(first.value) &&
    Number(first.value.numerator) % 2 === 0
  );
}

/** cos(2 u) + 1 = 2 cos(u)^2 and cos(2 u) - 1 = -2 sin(u)^2, which do not cancel. */
function besideOne(A: Algebra, u: Expression): readonly Pair[] {
  return [
    [A.one, A.multiply(2, A.power(A.call("cos", u), 2))],
    [A.number(-1), A.multiply(-2, A.power(A.call("sin", u), 2))],
  ];
}

/** Of f(u) - u = f(-u). */
function mirroredAbout(name: CallName): (algebra: Algebra, args: readonly Expression[]) => readonly Pair[] {
  return (algebra, [u]) => {
    const mirrored = algebra.call(name, algebra.negate(u!));
    return [
      [algebra.negate(u!), mirrored],
      [algebra.negate(mirrored), u!],
    ];
  };
}

/** The product with a pair of factors joined. */
function namedProduct(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.operands.length > pairLimit) return undefined;
  for (const factor of node.operands) {
    const [x, product] = partnerOf(algebra, factor) ?? [];
    if (x === undefined || product === undefined || !node.operands.includes(x)) continue;
    const others = node.operands.filter((other) => other !== factor && other !== x);
    return algebra.product([...others, product]);
  }
  return undefined;
}

const pairLimit = 32;

/** What a factor can be joined with, and to what. */
function partnerOf(algebra: Algebra, factor: Expression): Pair | undefined {
  if (factor.kind === "call") return partners[factor.name]?.(algebra, factor.operands[0]!);
  const base =
    factor.kind === "power" && isReciprocalOf(factor, factor.operands[0]) ? factor.operands[0] : undefined;
  if (base?.kind === "call" && base.name === "abs") {
    const [u] = base.operands as readonly [Expression];
    return [u, algebra.call("sign", u)];
  }
  const size = base && absoluteBesideOne(algebra, base);
  return size && [size.operands[0]!, algebra.call("softsign", size.operands[0]!)];
}

/** exp(x^2) erfc(x) = erfcx(x), x sign(x) = |x|, |x|/x = sign(x), and sin(2 x) csc(x) = 2 cos(x). */
const partners: { readonly [F in CallName]?: (algebra: Algebra, x: Expression) => Pair } = {
  erfc: (A, x) => [A.call("exp", A.power(x, 2)), A.call("erfcx", x)],
  sign: (A, x) => [x, A.call("abs", x)],
  abs: (A, x) => [A.power(x, -1), A.call("sign", x)],
  csc: ofDouble("sin", "cos"),
  sec: ofDouble("sin", "sin"),
  csch: ofDouble("sinh", "cosh"),
  sech: ofDouble("sinh", "sinh"),
};

/** A function of 2 x beside one of x is twice another of x. */
function ofDouble(doubled: CallName, other: CallName): (algebra: Algebra, x: Expression) => Pair {
  return (A, x) => [A.call(doubled, A.multiply(2, x)), A.multiply(2, A.call(other, x))];
}

/** The |x| of 1 + |x|. */
function absoluteBesideOne(algebra: Algebra, node: Expression): CallNode | undefined {
  if (node.kind !== "sum" || node.operands.length !== 2 || !node.operands.includes(algebra.one))
    return undefined;
  return (node as SumNode).operands.find(
    (term): term is CallNode => term.kind === "call" && term.name === "abs",
  );
}

function isReciprocalOf(node: Expression, base: Expression): boolean {
  if (node.kind !== "power" || node.operands[0] !== base) return false;
  const [, exponent] = node.operands;
  return exponent.kind === "number" && exponent.value.numerator === -1 && exponent.value.denominator === 1;
}
