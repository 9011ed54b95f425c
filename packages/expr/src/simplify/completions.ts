import { match, P } from "ts-pattern";
import type { Algebra } from "../algebra/algebra.ts";
import type { FunctionName } from "../functions/names.ts";
import type { Expression } from "../node.ts";
import { minusOne, negateRational, one, type Rational, rational } from "../rational.ts";

/**
 * An identity `factor + shift = scale * result`. In a sum it joins two terms:
 * `c factor r + c shift r` becomes `c scale result r`, and `c factor r - c scale result r` becomes `-c shift r`.
 */
export interface Completion {
  readonly shift: Rational;
  readonly scale: Rational;
  readonly result: Expression;
}

/** f(u)^2 + shift = scale * partner(u)^2. */
const squares: ReadonlyMap<FunctionName, readonly [partner: FunctionName, shift: Rational, scale: Rational]> =
  new Map([
    ["sin", ["cos", minusOne, minusOne]],
    ["cos", ["sin", minusOne, minusOne]],
    ["tan", ["sec", one, one]],
    ["sec", ["tan", minusOne, one]],
    ["cot", ["csc", one, one]],
    ["csc", ["cot", minusOne, one]],
    ["sinh", ["cosh", one, one]],
    ["cosh", ["sinh", minusOne, one]],
    ["tanh", ["sech", minusOne, minusOne]],
    ["sech", ["tanh", minusOne, minusOne]],
    ["coth", ["csch", minusOne, one]],
    ["csch", ["coth", one, one]],
  ]);

/** The identities that a factor of a term takes part in. */
export function completionsOf(algebra: Algebra, factor: Expression): readonly Completion[] {
  if (factor.kind !== "call" && factor.kind !== "power") return [];
  return match<Expression, readonly Completion[]>(factor)
    .with({ kind: "call", name: "sigmoid", operands: [P.select()] }, (u) => sigmoidCompletions(algebra, u))
    .with({ kind: "call", name: "exp", operands: [P.select()] }, (u) => [
      { shift: minusOne, scale: one, result: algebra.call("expm1", u) },
    ])
    .with(
      {
        kind: "power",
        operands: [{ kind: "call", name: P.select("name"), operands: [P.select("u")] }, square],
      },
      ({ name, u }) => squareCompletions(algebra, name, u),
    )
    .otherwise(() => []);
}

const square = { kind: "number", value: { numerator: 2, denominator: 1 } } as const;

/** sigmoid(u) - 1 = -sigmoid(-u), and sigmoid(u) - 1/2 = tanh(u/2) / 2. */
function sigmoidCompletions(algebra: Algebra, u: Expression): Completion[] {
  const half = rational(1, 2);
  return [
    { shift: minusOne, scale: minusOne, result: algebra.call("sigmoid", algebra.negate(u)) },
    { shift: negateRational(half), scale: half, result: algebra.call("tanh", algebra.divide(u, 2)) },
  ];
}

function squareCompletions(algebra: Algebra, name: FunctionName, u: Expression): Completion[] {
  const identity = squares.get(name);
  if (identity === undefined) return [];
  const [partner, shift, scale] = identity;
  return [{ shift, scale, result: algebra.power(algebra.call(partner, u), 2) }];
}
