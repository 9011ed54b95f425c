import { add, multiply, power, subtract } from "../build.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { makeNumber } from "../make.ts";
import type { Expression } from "../node.ts";
import {
  addRationals,
  half,
  multiplyRationals,
  negateRational,
  type Rational,
  rational,
  reciprocal,
  signOf,
} from "../rational.ts";
import { substitute } from "../substitute.ts";
import { exactValue } from "./prove.ts";

/** Exact zeros of functions that may be lines or parabolas. */

/** How near a zero of the parabola through u at -1, 0 and 1 must be, for u to be looked at as a parabola. */
const parabolaAccuracy = 1e-6;

/** Whether the parabola, or line, through u at -1, 0 and 1 has a zero near the place. */
export function isNearParabola(u: Expression, name: string, at: number): boolean {
  const [low, middle, high] = [-1, 0, 1].map((x) => evaluate(u, { [name]: x }) as number) as Three;
  const [square, linear] = [(high + low) / 2 - middle, (high - low) / 2];
  const terms = [square * at * at, linear * at, middle];
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  return Math.abs(terms.reduce((sum, term) => sum + term, 0)) <= parabolaAccuracy * size;
}

type Three<T = number> = [low: T, middle: T, high: T];

/** The zeros of the parabola, or line, through u at -1, 0 and 1, where u has fractions for its values. */
export function* zerosOfParabola(u: Expression, name: string): Generator<Expression> {
  const values = [-1, 0, 1].map((x) => exactValue(substitute(u, { [name]: x })));
  if (values.includes(undefined)) return;
  const [low, middle, high] = values as Three<Rational>;
  const linear = multiplyRationals(half, addRationals(high, negateRational(low)));
  const square = addRationals(multiplyRationals(half, addRationals(high, low)), negateRational(middle));
  if (signOf(square) !== 0) yield* quadraticZeros(square, linear, middle);
  else if (signOf(linear) !== 0)
    yield makeNumber(negateRational(multiplyRationals(middle, reciprocal(linear))));
}

/** (-b - sqrt(b^2 - 4 a c)) / (2 a), and with a plus. */
function* quadraticZeros(a: Rational, b: Rational, c: Rational): Generator<Expression> {
  const square = multiplyRationals(b, b);
  const product = multiplyRationals(rational(-4), multiplyRationals(a, c));
  const root = power(makeNumber(addRationals(square, product)), makeNumber(half));
  const scale = makeNumber(reciprocal(multiplyRationals(rational(2), a)));
  const start = makeNumber(negateRational(b));
  yield multiply(scale, subtract(start, root));
  yield multiply(scale, add(start, root));
}
