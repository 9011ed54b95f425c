/**
 * Roots of unity: the generator z is -1 to rational powers, z^r = exp(i pi r), with i = z^(1/2) among them. A power of
 * z is a sum of powers from a basis of the cyclotomic fields, so that different-looking sums of roots of unity are equal
 * only if they are the same.
 */

/** Exponents are counted in 720720ths, so that all with denominators up to 16 are whole numbers. */
export const unit = 720_720;

/** A full turn, z^2 = 1, and its prime powers. */
const turn = 2 * unit;
const primePowers: readonly (readonly [prime: number, power: number])[] = [
  [2, 32],
  [3, 9],
  [5, 5],
  [7, 7],
  [11, 11],
  [13, 13],
];

/**
 * z^exponent in the basis: exponents, all with the coefficient `sign`.
 *
 * By partial fractions an exponent has a part a/p^k for each prime p of the turn. The sum of the p-th roots of unity is 0, so a power
 * whose part begins with the digit p - 1 is minus the sum of those with the other digits.
 */
export function inBasis(exponent: number): { readonly exponents: readonly number[]; readonly sign: 1 | -1 } {
  let exponents = [((exponent % turn) + turn) % turn];
  let sign: 1 | -1 = 1;
  for (const [prime, primePower] of primePowers) {
    if (leadingDigit(exponents[0]!, prime, primePower) !== prime - 1) continue;
    sign = sign === 1 ? -1 : 1;
    exponents = exponents.flatMap((e) => otherDigits(e, prime));
  }
  return { exponents, sign };
}

/** The first digit, to the base p, of the part with the denominator p^k. */
function leadingDigit(exponent: number, prime: number, primePower: number): number {
  const cofactor = turn / primePower;
  const part = ((exponent % primePower) * inverse(cofactor % primePower, primePower)) % primePower;
  return Math.floor((part * prime) / primePower);
}

function inverse(a: number, modulus: number): number {
  for (let b = 1; b < modulus; b++) if ((a * b) % modulus === 1) return b;
  return 1;
}

function otherDigits(exponent: number, prime: number): number[] {
  return Array.from({ length: prime - 1 }, (_, j) => (exponent - ((j + 1) * turn) / prime + 2 * turn) % turn);
}
