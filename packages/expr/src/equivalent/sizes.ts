import { constant, monomial, type Polynomial, scale, sum } from "../algebraic/polynomial.ts";
import { type Integer, one, type Rational, rational } from "../rational.ts";
import { type Field, keyed, product, raised } from "./field.ts";
import { unit } from "./unity.ts";

/** Sizes |g| and logarithms log|g| of generators and of rational numbers. */

/** |g|^exponent. */
export function sizeOf(field: Field, generator: number, exponent: number): Polynomial {
  const known = field.generators[generator]!;
  if (known.kind === "circle" || known.kind === "unity") return constant(one);
  const isPositive =
    known.kind === "exp" ||
    known.kind === "prime" ||
    known.kind === "size" ||
    ("positive" in known && known.positive);
  const size = isPositive ? generator : keyed(field, `size ${generator}`, { kind: "size", of: generator });
  return raised(field, size, exponent);
}

/** log |g|. */
export function logOf(field: Field, generator: number): Polynomial {
  const known = field.generators[generator]!;
  if (known.kind === "circle" || known.kind === "unity") return new Map();
  if (known.kind === "exp") return known.of;
  if (known.kind === "size") return logOf(field, known.of);
  return monomial([keyed(field, `log ${generator}`, { kind: "log", of: generator }), unit]);
}

/** |c|^exponent, in roots of primes. */
export function rationalRoot(field: Field, c: Rational, exponent: number): Polynomial {
  const parts = [...primesOf(c.numerator), ...primesOf(c.denominator).map(([p, k]) => [p, -k] as const)];
  return product(
    field,
    parts.map(([prime, k]) => raised(field, primeGenerator(field, prime), k * exponent)),
  );
}

/** log |c|. */
export function rationalLog(field: Field, c: Rational): Polynomial {
  const parts = [...primesOf(c.numerator), ...primesOf(c.denominator).map(([p, k]) => [p, -k] as const)];
  return sum(
    field,
    parts.map(([prime, k]) => scale(logOf(field, primeGenerator(field, prime)), rational(k))),
  );
}

function primeGenerator(field: Field, prime: Integer): number {
  return keyed(field, `prime ${prime}`, { kind: "prime", prime });
}

/** Primes and their multiplicities; a part without divisors below a thousand is left whole. */
function primesOf(n: Integer): (readonly [prime: Integer, multiplicity: number])[] {
  const found: [Integer, number][] = [];
  let rest = BigInt(n) < 0n ? -BigInt(n) : BigInt(n);
  for (let p = 2n; p < 1000n && p * p <= rest; p++) {
    let k = 0;
    for (; rest % p === 0n; rest /= p) k += 1;
    if (k > 0) found.push([Number(p), k]);
  }
  if (rest > 1n) found.push([rational(rest).numerator, 1]);
  return found;
}
