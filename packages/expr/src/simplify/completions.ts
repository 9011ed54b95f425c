import type { Algebra } from "../algebra/algebra.ts";
import type { CallName, FunctionName } from "../functions/names.ts";
import type { Expression } from "../node.ts";
import { half, minusOne, negateRational, one, type Rational, rational } from "../rational.ts";

/**
 * An identity `factor + shift * partner = scale * result`, where the result is a power of a function. In a sum it joins
 * two terms: `c factor r + c shift partner r` becomes `c scale result r`, and `c factor r - c scale result r` becomes
 * `-c shift partner r`.
 */
export interface Completion {
  readonly shift: Rational;
  readonly partner: Expression;
  readonly scale: Rational;
  readonly name: FunctionName;
  readonly argument: Expression;
  readonly exponent: 1 | 2;
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

/** What the factor becomes with its partner. */
export function resultOf(algebra: Algebra, { name, argument, exponent }: Completion): Expression {
  return algebra.power(algebra.call(name, argument), exponent);
}

/** The identities that a factor of a term takes part in. */
export function completionsOf(algebra: Algebra, factor: Expression): readonly Completion[] {
  if (factor.kind === "power" && isSquare(factor)) return squareCompletions(algebra, factor.operands[0]);
  if (factor.kind !== "call") return [];
  if (factor.name === "sigmoid") return sigmoidCompletions(algebra, factor.operands[0]!);
  return factor.name === "exp" ? expCompletions(algebra, factor.operands[0]!) : [];
}

export function isSquare({ operands: [, exponent] }: Expression & { kind: "power" }): boolean {
  return exponent.kind === "number" && exponent.value.numerator === 2 && exponent.value.denominator === 1;
}

/** exp(u) - 1 = expm1(u), exp(u) + exp(-u) = 2 cosh(u), and exp(u) - exp(-u) = 2 sinh(u). */
function expCompletions(algebra: Algebra, u: Expression): Completion[] {
  const mirrored = algebra.call("exp", algebra.negate(u));
  const base = { argument: u, exponent: 1 } as const;
  return [
    { ...base, shift: minusOne, partner: algebra.one, scale: one, name: "expm1" },
    { ...base, shift: one, partner: mirrored, scale: two, name: "cosh" },
    { ...base, shift: minusOne, partner: mirrored, scale: two, name: "sinh" },
  ];
}

const two = rational(2);

/** sigmoid(u) - 1 = -sigmoid(-u), sigmoid(u) - 1/2 = tanh(u/2) / 2, and sigmoid(u) - sigmoid(-u) = tanh(u/2). */
function sigmoidCompletions(algebra: Algebra, u: Expression): Completion[] {
  const base = { partner: algebra.one, exponent: 1 } as const;
  const [minus, halved] = [algebra.negate(u), algebra.divide(u, 2)];
  const mirrored = algebra.call("sigmoid", minus);
  return [
    { ...base, shift: minusOne, scale: minusOne, name: "sigmoid", argument: minus },
    { ...base, shift: negateRational(half), scale: half, name: "tanh", argument: halved },
    { shift: minusOne, partner: mirrored, scale: one, name: "tanh", argument: halved, exponent: 1 },
  ];
}

function squareCompletions(algebra: Algebra, base: Expression): Completion[] {
  const identity = base.kind === "call" ? squares[base.name] : undefined;
  if (identity === undefined) return [];
  const [name, shift, scale] = identity;
  return [{ shift, partner: algebra.one, scale, name, argument: base.operands[0]!, exponent: 2 }];
}
