import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import type { CallName, FunctionName } from "../functions/names.ts";
import type { CallNode, Expression, ProductNode } from "../node.ts";
import { half, minusOne, negateRational, one } from "../rational.ts";
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

/** Whether the function is 1 over another, or a quotient with the cosine above the line. */
export function isReciprocal({ name }: CallNode): boolean {
  const exponents = circular[name] ?? hyperbolic[name];
  return exponents !== undefined && (exponents[0] < 0 || exponents[0] + exponents[1] < 0);
}

/** f(u) g(u) as one function or as 1: sin(u) sec(u) is tan(u). Undefined where it is neither. */
export function productOfAngles(algebra: Algebra, f: CallNode, g: CallNode): Expression | undefined {
  const u = f.operands[0]!;
  if (f === g || g.operands[0] !== u) return undefined;
  const family = f.name in circular ? circular : hyperbolic;
  const [a, b] = [family[f.name], family[g.name]];
  if (a === undefined || b === undefined) return undefined;
  const [sine, cosine] = [a[0] + b[0], a[1] + b[1]];
  if (sine === 0 && cosine === 0) return algebra.one;
  const names = Object.keys(family) as FunctionName[];
  const name = names.find((each) => family[each]![0] === sine && family[each]![1] === cosine);
  return name && algebra.call(name, u);
}

/** Each circular function, and itself a quarter of a turn further on but for the sign. */
const cofunctions: { readonly [N in CallName]?: FunctionName } = {
  sin: "cos",
  cos: "sin",
  tan: "cot",
  cot: "tan",
  sec: "csc",
  csc: "sec",
};

/** A circular function a number of quarters of a turn further on: sin(u + pi/2) is cos(u), cos(u + pi/2) is -sin(u). */
export function turned(
  algebra: Algebra,
  name: CallName,
  u: Expression,
  quarters: number,
): Expression | undefined {
  if (cofunctions[name] === undefined) return undefined;
  let [result, sign] = [name, 1];
  for (let k = 0; k < ((quarters % 4) + 4) % 4; k++) {
    if (circular[result]![1] !== 0) sign = -sign;
    result = cofunctions[result]!;
  }
  return algebra.multiply(sign, algebra.call(result, u));
}

/** f(u) g(u) = h(2 u) / 2, or 2 h(2 u) where they are reciprocals: of f, g and the exponent of 2; h is f. */
const doubles: { readonly [F in CallName]?: readonly [g: FunctionName, power: number] } = {
  sin: ["cos", -1],
  sinh: ["cosh", -1],
  csc: ["sec", 1],
  csch: ["sech", 1],
};

/** Whether {@link doubleAngle} applies at the node. */
export function hasDoubleAngle(node: Expression): boolean {
  return node.kind === "product" && !node.grouped && node.operands.some((factor) => partnerOf(node, factor));
}

/** The product with both functions of one angle as one of the double angle; undefined where there are not both. */
export function doubleAngle(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  for (const factor of node.operands) {
    const other = partnerOf(node, factor);
    if (other === undefined) continue;
    const [first, second] = [callIn(factor)!, callIn(other)!];
    const [, power] = doubles[first.name]!;
    const half = algebra.multiply(
      algebra.power(2, power),
      algebra.call(first.name, algebra.multiply(2, first.operands[0]!)),
    );
    const times = Math.min(wholeExponentOf(factor), wholeExponentOf(other));
    const taken = [first, second].map((call) => algebra.power(call, -times));
    return algebra.product([...node.operands, ...taken, algebra.power(half, times)]);
  }
  return undefined;
}

/** The factor with the function that makes a double angle with that of another, both in whole powers. */
function partnerOf({ operands }: ProductNode, factor: Expression): Expression | undefined {
  const first = callIn(factor);
  const pair = first && doubles[first.name];
  if (first === undefined || pair === undefined || wholeExponentOf(factor) < 1) return undefined;
  const other = operands.find((each) => isCallOf(callIn(each), pair[0], first.operands[0]!));
  return other === undefined || wholeExponentOf(other) < 1 ? undefined : other;
}

/** The call that a factor is, or is a power of. */
function callIn(factor: Expression): CallNode | undefined {
  const base = baseOf(factor);
  return base.kind === "call" ? base : undefined;
}

function isCallOf(call: CallNode | undefined, name: FunctionName, argument: Expression): boolean {
  return call?.name === name && call.operands[0] === argument;
}

/** 1 + sign f(u)^2 = g(2 u)/g(u)^2. */
const tangents: { readonly [F in CallName]?: readonly [sign: 1 | -1, g: FunctionName] } = {
  tan: [-1, "cos"],
  tanh: [1, "cosh"],
};

/** The product with 1 - tan(u)^2 or 1 + tanh(u)^2 by the double angle: sech(u)^2/(1 + tanh(u)^2) is sech(2 u). */
export function doubleTangent(algebra: Algebra, { operands, grouped }: ProductNode): Expression | undefined {
  if (grouped) return undefined;
  for (const factor of operands) {
    const tangent = tangentIn(algebra, factor);
    if (tangent === undefined) continue;
    const [u] = tangent.operands as readonly [Expression];
    const [, name] = tangents[tangent.name]!;
    const exponent = factor.kind === "power" ? factor.operands[1] : algebra.one;
    return algebra.product([
      ...operands.filter((each) => each !== factor),
      algebra.power(algebra.call(name, algebra.multiply(2, u)), exponent),
      algebra.power(algebra.call(name, u), algebra.multiply(-2, exponent)),
    ]);
  }
  return undefined;
}

/** The tangent in 1 - tan(u)^2 or 1 + tanh(u)^2, to a whole power. */
function tangentIn(algebra: Algebra, factor: Expression): CallNode | undefined {
  const base = baseOf(factor);
  if (base.kind !== "sum" || base.operands.length !== 2 || wholeExponentOf(factor) === 0) return undefined;
  for (const term of base.operands) {
    const square = factorsOf(term).at(-1)!;
    const call = square.kind === "power" ? callIn(square) : undefined;
    const sign = call && tangents[call.name]?.[0];
    if (sign !== undefined && base === algebra.add(1, algebra.multiply(sign, algebra.power(call!, 2))))
      return call;
  }
  return undefined;
}

/** Whether an identity of {@link angleIdentities} begins with a factor of the term: a quick look. */
export function mayJoinAngles(term: Expression): boolean {
  for (const factor of factorsOf(term)) {
    const name = callIn(factor)?.name;
    if (name === "cosh" || (factor.kind === "power" && (name === "cos" || name === "sin" || name === "sinh")))
      return true;
  }
  return false;
}

/**
 * cos(u)^2 - sin(u)^2 = cos(2 u) = 2 cos(u)^2 - 1 = 1 - 2 sin(u)^2, cosh(u)^2 + sinh(u)^2 = cosh(2 u) = 2 cosh(u)^2 - 1 =
 * 2 sinh(u)^2 + 1, and cosh(u) - sinh(u) = exp(-u), cosh(u) + sinh(u) = exp(u).
 */
export function angleIdentities(algebra: Algebra, factor: Expression): readonly Completion[] {
  if (factor.kind === "call" && factor.name === "cosh") return exponentials(algebra, factor.operands[0]!);
  const base = factor.kind === "power" && isSquare(factor) ? factor.operands[0] : undefined;
  if (base?.kind !== "call") return [];
  const [u] = base.operands as readonly [Expression];
  const ofDouble = (name: FunctionName) => ({ name, argument: algebra.multiply(2, u), exponent: 1 }) as const;
  const beside = (other: FunctionName) => algebra.power(algebra.call(other, u), 2);
  const fromOne = { shift: negateRational(half), partner: algebra.one, scale: half };
  switch (base.name) {
    case "cos":
      return [
        { ...ofDouble("cos"), shift: minusOne, partner: beside("sin"), scale: one },
        { ...ofDouble("cos"), ...fromOne },
      ];
    case "cosh":
      return [
        { ...ofDouble("cosh"), shift: one, partner: beside("sinh"), scale: one },
        { ...ofDouble("cosh"), ...fromOne },
      ];
    case "sin":
      return [{ ...ofDouble("cos"), ...fromOne, scale: negateRational(half) }];
    case "sinh":
      return [{ ...ofDouble("cosh"), ...fromOne, shift: half }];
    default:
      return [];
  }
}

function exponentials(algebra: Algebra, u: Expression): readonly Completion[] {
  const base = { partner: algebra.call("sinh", u), scale: one, name: "exp", exponent: 1 } as const;
  return [
    { ...base, shift: minusOne, argument: algebra.negate(u) },
    { ...base, shift: one, argument: u },
  ];
}
