import type { Algebra } from "../algebra/algebra.ts";
import type { CallName, FunctionName } from "../functions/names.ts";
import type { CallNode, Expression, ProductNode } from "../node.ts";
import { half, isInteger, minusOne, negateRational, one } from "../rational.ts";
import { type Completion, isSquare } from "./completions.ts";

/** Products of circular, and of hyperbolic, functions of one argument. */

/** A function as sin^a cos^b, or as sinh^a cosh^b. */
type Exponents = readonly [a: number, b: number];
type Family = { readonly [N in CallName]?: Exponents };

const circular: Family = { sin: [1, 0], cos: [0, 1], tan: [1, -1], cot: [-1, 1], sec: [0, -1], csc: [-1, 0] };
const hyperbolic: Family = {
  sinh: [1, 0],
  cosh: [0, 1],
  tanh: [1, -1],
  coth: [-1, 1],
  sech: [0, -1],
  csch: [-1, 0],
};

/** f(u) g(u) as one function or as 1: sin(u) sec(u) is tan(u). Undefined where it is neither. */
export function productOfAngles(algebra: Algebra, f: CallNode, g: CallNode): Expression | undefined {
  const [u] = f.operands as readonly [Expression];
  const family = f.name in circular ? circular : hyperbolic;
  const [a, b] = [family[f.name], family[g.name]];
  if (a === undefined || b === undefined || f === g || g.operands[0] !== u) return undefined;
  const [sine, cosine] = [a[0] + b[0], a[1] + b[1]];
  if (sine === 0 && cosine === 0) return algebra.one;
  const names = Object.keys(family) as FunctionName[];
  const name = names.find((each) => family[each]![0] === sine && family[each]![1] === cosine);
  return name && algebra.call(name, u);
}

/** f(u) g(u) = h(2 u) / 2, or 2 h(2 u) where h is a reciprocal. */
const doubles: readonly (readonly [f: FunctionName, g: FunctionName, h: FunctionName, factor: number])[] = [
  ["sin", "cos", "sin", -1],
  ["sinh", "cosh", "sinh", -1],
  ["csc", "sec", "csc", 1],
  ["csch", "sech", "csch", 1],
];

/** The product with both functions of one angle as one of the double angle; undefined where there are not both. */
export function doubleAngle(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  for (const [f, g, h, power] of doubles) {
    for (const factor of node.operands) {
      const [first, n] = callToPower(factor);
      if (first?.name !== f) continue;
      const u = first.operands[0]!;
      const other = node.operands.find((each) => isCallOf(callToPower(each)[0], g, u));
      if (other === undefined) continue;
      const times = Math.min(n, callToPower(other)[1]);
      const doubled = algebra.multiply(algebra.power(2, power), algebra.call(h, algebra.multiply(2, u)));
      const taken = [first, callToPower(other)[0]!].map((call) => algebra.power(call, -times));
      return algebra.product([...node.operands, ...taken, algebra.power(doubled, times)]);
    }
  }
  return undefined;
}

/**
 * cos(u)^2 - sin(u)^2 = cos(2 u) = 2 cos(u)^2 - 1, cosh(u)^2 + sinh(u)^2 = cosh(2 u) = 2 cosh(u)^2 - 1, and
 * cosh(u) - sinh(u) = exp(-u), cosh(u) + sinh(u) = exp(u).
 */
export function doubleAngles(algebra: Algebra, factor: Expression): readonly Completion[] {
  if (factor.kind === "call" && factor.name === "cosh") return exponentials(algebra, factor.operands[0]!);
  const base = factor.kind === "power" && isSquare(factor) ? factor.operands[0] : undefined;
  if (base?.kind !== "call" || (base.name !== "cos" && base.name !== "cosh")) return [];
  const { name } = base;
  const [u] = base.operands as readonly [Expression];
  const doubled = { name, argument: algebra.multiply(2, u), exponent: 1 } as const;
  const [other, shift] = name === "cos" ? (["sin", minusOne] as const) : (["sinh", one] as const);
  const partner = algebra.power(algebra.call(other, u), 2);
  return [
    { ...doubled, shift, partner, scale: one },
    { ...doubled, shift: negateRational(half), partner: algebra.one, scale: half },
  ];
}

function exponentials(algebra: Algebra, u: Expression): readonly Completion[] {
  const base = { partner: algebra.call("sinh", u), scale: one, name: "exp", exponent: 1 } as const;
  return [
    { ...base, shift: minusOne, argument: algebra.negate(u) },
    { ...base, shift: one, argument: u },
  ];
}

/** The call that a factor is a positive whole power of, and the exponent. */
function callToPower(factor: Expression): readonly [call: CallNode | undefined, exponent: number] {
  if (factor.kind === "call") return [factor, 1];
  if (factor.kind !== "power") return [undefined, 0];
  const [base, exponent] = factor.operands;
  const isWhole = exponent.kind === "number" && isInteger(exponent.value) && exponent.value.numerator > 0;
  return base.kind === "call" && isWhole ? [base, Number(exponent.value.numerator)] : [undefined, 0];
}

function isCallOf(call: CallNode | undefined, name: FunctionName, argument: Expression): boolean {
  return call?.name === name && call.operands[0] === argument;
}
