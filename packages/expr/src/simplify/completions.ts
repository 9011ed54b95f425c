import type { Algebra } from "../algebra/algebra.ts";
import type { CallName, FunctionName } from "../functions/names.ts";
import type { Expression } from "../node.ts";
import { half, minusOne, negateRational, one, type Rational, rational } from "../rational.ts";

/**
 * An identity `factor + shift * partner = scale * result`. In a sum it joins two terms:
 * `c factor r + c shift partner r` becomes `c scale result r`, and `c factor r - c scale result r` becomes
 * `-c shift partner r`.
 */
export interface Completion {
  readonly shift: Rational;
  readonly partner: Expression;
  readonly scale: Rational;
  readonly result: Expression;
}

/** f(u)^2 + shift = scale * partner(u)^2. */
const squares: {
  readonly [N in CallName]?: readonly [partner: FunctionName, shift: Rational, scale: Rational];
} = {
  sin: ["cos", minusOne, minusOne],
  cos: ["sin", minusOne, minusOne],
  tan: ["sec", one, one],
  sec: ["tan", minusOne, one],
  cot: ["csc", one, one],
  csc: ["cot", minusOne, one],
  sinh: ["cosh", one, one],
  cosh: ["sinh", minusOne, one],
  tanh: ["sech", minusOne, minusOne],
  sech: ["tanh", minusOne, minusOne],
  coth: ["csch", minusOne, one],
  csch: ["coth", one, one],
};

/** The identities that a factor of a term takes part in. */
export function completionsOf(algebra: Algebra, factor: Expression): readonly Completion[] {
  if (factor.kind === "power" && isSquare(factor)) return squareCompletions(algebra, factor.operands[0]);
  if (factor.kind !== "call") return [];
  if (factor.name === "sigmoid") return sigmoidCompletions(algebra, factor.operands[0]!);
  return factor.name === "exp" ? expCompletions(algebra, factor.operands[0]!) : [];
}

function isSquare({ operands: [, exponent] }: Expression & { kind: "power" }): boolean {
  return exponent.kind === "number" && exponent.value.numerator === 2 && exponent.value.denominator === 1;
}

/** exp(u) - 1 = expm1(u), exp(u) + exp(-u) = 2 cosh(u), and exp(u) - exp(-u) = 2 sinh(u). */
function expCompletions(algebra: Algebra, u: Expression): Completion[] {
  const mirrored = algebra.call("exp", algebra.negate(u));
  const two = rational(2);
  return [
    { shift: minusOne, partner: algebra.one, scale: one, result: algebra.call("expm1", u) },
    { shift: one, partner: mirrored, scale: two, result: algebra.call("cosh", u) },
    { shift: minusOne, partner: mirrored, scale: two, result: algebra.call("sinh", u) },
  ];
}

/** sigmoid(u) - 1 = -sigmoid(-u), and sigmoid(u) - 1/2 = tanh(u/2) / 2. */
function sigmoidCompletions(algebra: Algebra, u: Expression): Completion[] {
  const [partner, halved] = [algebra.one, algebra.divide(u, 2)];
  return [
    { shift: minusOne, partner, scale: minusOne, result: algebra.call("sigmoid", algebra.negate(u)) },
    { shift: negateRational(half), partner, scale: half, result: algebra.call("tanh", halved) },
  ];
}

function squareCompletions(algebra: Algebra, base: Expression): Completion[] {
  const identity = base.kind === "call" ? squares[base.name] : undefined;
  if (identity === undefined) return [];
  const [partner, shift, scale] = identity;
  const result = algebra.power(algebra.call(partner, base.operands[0]!), 2);
  return [{ shift, partner: algebra.one, scale, result }];
}
