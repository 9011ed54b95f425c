import { constantValue, multiply, type Polynomial, power, scale, sum } from "../algebraic/polynomial.ts";
import { half, type Rational, rational } from "../rational.ts";
import { negative, over, pi, plus } from "./arithmetic.ts";
import { difference, type Field, imaginary } from "./field.ts";
import { opaqueCall } from "./opaque.ts";
import { assume, circular, root } from "./powers.ts";
import { isZero } from "./vanishing.ts";

/** Circular functions through exp(i u), and their inverses through atan. */

/** (exp(i u) + exp(-i u)) / 2. */
export function cosine(field: Field, u: Polynomial): Polynomial {
  const parts = [circular(field, u), circular(field, negative(u))];
  return scale(sum(field, parts), half);
}

/** (exp(i u) - exp(-i u)) / (2 i). */
export function sine(field: Field, u: Polynomial): Polynomial {
  const parts = difference(field, circular(field, u), circular(field, negative(u)));
  return scale(multiply(field, imaginary(field), parts), rational(-1, 2));
}

/** Angles whose tangents are known, in parts of pi. */
const angles: readonly Rational[] = [0, 1, 2, 3, 4, 5, 1.5, 4.5].flatMap((n) => [
  rational(2 * n, 24),
  rational(-2 * n, 24),
]);

/** atan(u); of constants a part of pi, where it is known. */
export function arcTangent(field: Field, u: Polynomial): Polynomial {
  if (isConstant(field, u)) {
    for (const angle of angles) {
      const turned = scale(pi(field), angle);
      if (isZero(field, difference(field, u, over(field, sine(field, turned), cosine(field, turned)))))
        return turned;
    }
  }
  return opaqueCall(field, "atan", [u]);
}

function isConstant(field: Field, u: Polynomial): boolean {
  return [...u.values()].every(({ powers }) =>
    powers.every((g, k) => {
      if (k % 2 === 1) return true;
      const generator = field.generators[g]!;
      if (generator.kind === "factor") return isConstant(field, generator.of);
      return generator.kind === "unity" || generator.kind === "prime";
    }),
  );
}

/** asin(u) = atan(u / sqrt(1 - u^2)). */
export function arcSine(field: Field, u: Polynomial): Polynomial {
  const value = constantValue(u);
  if (value?.denominator === 1 && (value.numerator === 1 || value.numerator === -1)) {
    return scale(pi(field), rational(value.numerator, 2));
  }
  const rest = plus(field, negative(power(field, u, 2)), 1);
  assume(field, rest);
  return arcTangent(field, over(field, u, root(field, rest, half)));
}

/** pi/2 - angle. */
export function fromRightAngle(field: Field, angle: Polynomial): Polynomial {
  return difference(field, scale(pi(field), half), angle);
}
