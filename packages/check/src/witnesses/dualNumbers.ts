import type { Arithmetic, DoubleDouble, UnaryFunctions, UnaryName } from "@chainrule/special";
import { doubleDouble } from "@chainrule/special";
import type { Exactish } from "../voices/carrier.ts";
import { type LocalSlope, localSlope } from "./localSlope.ts";

/** `value + slope e` with `e^2 = 0`, both with running bounds; a slope that is left out is exactly 0. */
export interface Dual {
  readonly value: Exactish;
  readonly slope: Exactish | undefined;
}

/** How many units of roundoff a function's slope may be off by, besides what its own bound says. */
const slopeUnits = 32;

/**
 * Dual numbers over a double-double arithmetic with running bounds: forward differentiation of whatever is evaluated in it.
 *
 * Sums, products, quotients and whole powers follow from `e^2 = 0` alone. What else has a slope, a function of
 * the arithmetic, is differenced where it is needed, from its own values in 106 bits ({@link localSlope}): no table says that
 * the derivative of sin is cos. So the witness shares with the two voices the primal and the values of functions, and
 * neither a rule of theirs nor the complex arithmetic of the complex step. The bounds are those of the arithmetic `B`, but for
 * the functions' slopes, whose bounds are estimates from three steps.
 */
export function dualNumbers(B: Arithmetic<Exactish>): Arithmetic<Dual> {
  const through = chainOf(B);
  const plain = (value: Exactish): Dual => ({ value, slope: undefined });
  const scaled = (slope: Exactish | undefined, by: Exactish): Exactish | undefined =>
    slope && B.multiply(slope, by);
  const minus = (slope: Exactish | undefined): Exactish | undefined => slope && B.negate(slope);
  const plus = (a: Exactish | undefined, b: Exactish | undefined): Exactish | undefined =>
    a === undefined || b === undefined ? (a ?? b) : B.add(a, b);

  const multiply = (a: Dual, b: Dual): Dual => ({
    value: B.multiply(a.value, b.value),
    slope: plus(scaled(a.slope, b.value), scaled(b.slope, a.value)),
  });
  const zero = B.fromNumber(0);
  const vanishes = ({ value }: Dual): boolean => B.compare(value, zero) === 0;
  /** Of two that both vanish and move, the limit: an operation that asks whether x is nothing at all finds x / x = 1. */
  const divide = (a: Dual, b: Dual): Dual => {
    if (a.slope && b.slope && vanishes(a) && vanishes(b))
      return { value: B.divide(a.slope, b.slope), slope: unknown };
    const value = B.divide(a.value, b.value);
    const rest = plus(a.slope, minus(scaled(b.slope, value)));
    return { value, slope: rest && B.divide(rest, b.value) };
  };
  const one = plain(B.fromNumber(1));

  return {
    name: `dual numbers over ${B.name}`,
    unitRoundoff: B.unitRoundoff,
    pi: plain(B.pi),
    e: plain(B.e),
    fromNumber: (x) => plain(B.fromNumber(x)),
    fromRatio: (numerator, denominator) => plain(B.fromRatio(numerator, denominator)),
    toNumber: ({ value }) => B.toNumber(value),
    add: (a, b) => ({ value: B.add(a.value, b.value), slope: plus(a.slope, b.slope) }),
    subtract: (a, b) => ({ value: B.subtract(a.value, b.value), slope: plus(a.slope, minus(b.slope)) }),
    multiply,
    divide,
    negate: ({ value, slope }) => ({ value: B.negate(value), slope: minus(slope) }),
    integerPower: (a, n) => {
      const product = wholePower(a, Math.abs(n), one, multiply);
      return n < 0 ? divide(one, product) : product;
    },
    compare: (a, b) => B.compare(a.value, b.value),
    max: (a, b) => chosen(B.max(a.value, b.value), B.compare(a.value, b.value), a, b),
    min: (a, b) => chosen(B.min(a.value, b.value), B.compare(b.value, a.value), a, b),
    ...unaryFunctions(B, through),
    ...binaryFunctions(B, through),
    polygamma: (n, a) =>
      through(`polygamma ${n}`, B.polygamma(n, a.value), [a], [(x) => doubleDouble.polygamma(n, x)]),
  };
}

/** a^n by repeated squaring. */
function wholePower(a: Dual, n: number, one: Dual, multiply: (a: Dual, b: Dual) => Dual): Dual {
  let [product, square] = [one, a];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product = multiply(product, square);
    if (rest > 1) square = multiply(square, square);
  }
  return product;
}

/** The one that comes out with its slope, `a` where `order` is 1; at a tie of different slopes nobody knows which. */
function chosen(value: Exactish, order: -1 | 0 | 1 | undefined, a: Dual, b: Dual): Dual {
  if (a.slope === undefined && b.slope === undefined) return { value, slope: undefined };
  if (order === undefined || order === 0) return { value, slope: unknown };
  return { value, slope: (order === 1 ? a : b).slope };
}

const unknown: Exactish = { value: doubleDouble.fromNumber(Number.NaN), error: Number.POSITIVE_INFINITY };

const names: readonly (UnaryName | "abs" | "sign" | "floor" | "ceil" | "round")[] = [
  ...["exp", "expm1", "log", "log1p", "sqrt", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan"],
  ...["sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "erfcx", "gamma", "lgamma"],
  ...["digamma", "sigmoid", "softplus", "logSigmoid", "abs", "sign", "floor", "ceil", "round"],
] as never;

type Through = (
  name: string,
  value: Exactish,
  operands: readonly Dual[],
  functions: readonly ((x: DoubleDouble) => DoubleDouble)[],
) => Dual;

type Unary = UnaryFunctions<Dual> & Pick<Arithmetic<Dual>, "abs" | "sign" | "floor" | "ceil" | "round">;

function unaryFunctions(B: Arithmetic<Exactish>, through: Through): Unary {
  const functions = names.map((name) => {
    const f = doubleDouble[name];
    return [name, (a: Dual) => through(name, B[name](a.value), [a], [f])] as const;
  });
  return Object.fromEntries(functions) as unknown as Unary;
}

type Binary = "power" | "atan2" | "hypot";

/** Functions of two numbers: the slope by each, the other held. */
function binaryFunctions(B: Arithmetic<Exactish>, through: Through): Pick<Arithmetic<Dual>, Binary> {
  const functions = (["power", "atan2", "hypot"] as const).map((name) => {
    const f = doubleDouble[name];
    const both = (a: Dual, b: Dual): Dual =>
      through(
        name,
        B[name](a.value, b.value),
        [a, b],
        [(x) => f(x, b.value.value), (x) => f(a.value.value, x)],
      );
    return [name, both] as const;
  });
  return Object.fromEntries(functions) as Pick<Arithmetic<Dual>, Binary>;
}

/** The chain rule: the slope of each function of one operand, times the operand's. Slopes are kept, for the next entry. */
function chainOf(B: Arithmetic<Exactish>): Through {
  const known = new Map<string, LocalSlope>();
  const slopeAt = (key: string, f: (x: DoubleDouble) => DoubleDouble, { value }: Exactish): LocalSlope => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = localSlope(f, value);
    known.set(key, made);
    return made;
  };
  return (name, value, operands, functions) => {
    const point = operands.map((each) => `${each.value.value.hi} ${each.value.value.lo}`).join(" ");
    let total: Exactish | undefined;
    for (const [k, operand] of operands.entries()) {
      if (operand.slope === undefined) continue;
      const { slope, error, curvature } = slopeAt(`${name} ${k} ${point}`, functions[k]!, operand.value);
      const units = slopeUnits * B.unitRoundoff * Math.abs(doubleDouble.toNumber(slope));
      const moved = operands.reduce((sum, each) => sum + each.value.error, 0);
      const local: Exactish = { value: slope, error: error + units + (moved && curvature * moved) };
      const term = B.multiply(local, operand.slope);
      total = total === undefined ? term : B.add(total, term);
    }
    return { value, slope: total };
  };
}
