import type { Arithmetic } from "../arithmetic.ts";
import { errorFunctions } from "../functions/errorFunctions.ts";
import { polygammaFunctions } from "../functions/polygammaFunctions.ts";
import { DOUBLED_MULTIPRECISION, type Elementary, MULTIPRECISION } from "../functions/precision.ts";
import { abs, type BigFloat, compare, fromNumber, negate, round } from "./bigFloat.ts";
import { euler } from "./constants.ts";
import { type Exponentials, exponentials } from "./exponential.ts";
import { gammaByStirling } from "./gamma.ts";
import { hyperbolic, inverseHyperbolic, logistic } from "./hyperbolic.ts";
import { type Operations, operations } from "./operations.ts";
import { piecewise } from "./piecewise.ts";
import { cubeRoot, hypotenuse, power } from "./powers.ts";
import { type Trigonometric, trigonometric } from "./trigonometric.ts";

/** Binary digits carried: 77 decimal ones, of which 60 are promised. */
export const DECIMAL60_BITS = 256;
/** Where half of the digits may cancel. */
const DOUBLED_BITS: number = 2 * DECIMAL60_BITS;

/** The operations and elementary functions of one precision. */
type Base = Operations & Exponentials & Trigonometric;

function base(bits: number): Base {
  const A = operations(bits);
  return { ...A, ...exponentials(A), ...trigonometric(A) };
}

function elementary(A: Base): Elementary<BigFloat> {
  return { ...A, fromNumber, toNumber: (a) => a.nearest, negate, abs };
}

type SpecialFunctions = Pick<
  Arithmetic<BigFloat>,
  "erf" | "erfc" | "erfcx" | "gamma" | "lgamma" | "digamma" | "polygamma"
>;

/** The shared special functions: tables and all are made when the first of them is called. */
function specialFunctions(A: Base, doubled: () => Base): SpecialFunctions {
  const error = once(() => errorFunctions(elementary(A), MULTIPRECISION));
  const gammas = once(() => {
    const carrier = elementary(doubled());
    return {
      ...gammaByStirling(carrier, DOUBLED_MULTIPRECISION),
      ...polygammaFunctions(carrier, DOUBLED_MULTIPRECISION),
    };
  });
  return {
    erf: (x) => error().erf(x),
    erfc: (x) => error().erfc(x),
    erfcx: (x) => error().erfcx(x),
    gamma: (x) => A.narrow(gammas().gamma(x)),
    lgamma: (x) => A.narrow(gammas().lgamma(x)),
    digamma: (x) => A.narrow(gammas().digamma(x)),
    polygamma: (n, x) => A.narrow(gammas().polygamma(n, x)),
  };
}

/** A value made at the first call and kept. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function multiprecision(): Arithmetic<BigFloat> {
  const A = base(DECIMAL60_BITS);
  const doubled = once(() => base(DOUBLED_BITS));
  return {
    name: "60 digits",
    unitRoundoff: 2 ** (4 - DECIMAL60_BITS),
    e: round(euler(DECIMAL60_BITS + 32), -DECIMAL60_BITS - 32, DECIMAL60_BITS),
    fromNumber,
    toNumber: (a) => a.nearest,
    negate,
    compare,
    ...A,
    integerPower: (a, n) => A.narrow(doubled().integerPower(a, n)),
    power: (a, b) => A.narrow(power(doubled(), doubled(), a, b)),
    cbrt: (a) => cubeRoot(A, a),
    hypot: (a, b) => hypotenuse(A, a, b),
    ...hyperbolic(A, A),
    ...inverseHyperbolic(A, A),
    ...logistic(A, A),
    ...piecewise,
    ...specialFunctions(A, doubled),
  };
}

/**
 * Sixty decimal digits over the range of the host's numbers: 256 bits on BigInt, for settling a few numbers at leisure.
 *
 * Doubles and fractions enter exactly or rounded once. Every function here, gamma's family next to its zeros and huge
 * trigonometric arguments included, has a relative error of at most 2^-253 measured against mpmath, far below the 1e-60
 * promised. A product takes less than a microsecond, exp some 20, gamma some 500. A result whose nearest double is a
 * zero or an infinity is that zero or infinity; zeros, infinities and NaN are those of float64.
 *
 * @example
 * ```ts
 * import { decimal60 as A, toDecimal } from "@chainrule/special";
 * toDecimal(A.exp(A.fromNumber(1))); // => "2.71828182845904523536028747135266249775724709369995957496697"
 * const third = A.fromRatio(1n, 3n);
 * toDecimal(A.multiply(third, A.fromNumber(3)), 5); // => "1.0000"
 * ```
 */
export const decimal60: Arithmetic<BigFloat> = /* @__PURE__ */ multiprecision();
