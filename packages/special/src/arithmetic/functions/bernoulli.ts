/**
 * The Bernoulli numbers B(2), B(4), ... as [numerator, denominator], from the tangent numbers T(n):
 * B(2n) = (-1)^(n-1) 2n T(n) / (4^n (4^n - 1)).
 *
 * Source: Brent and Harvey, Fast computation of Bernoulli, Tangent and Secant numbers (2011), algorithm TangentNumbers.
 */
export function bernoulliNumbers(count: number): readonly (readonly [bigint, bigint])[] {
  return tangentNumbers(count).map((tangent, i) => {
    const power = 4n ** BigInt(i + 1);
    const numerator = BigInt(2 * i + 2) * tangent;
    return [i % 2 === 0 ? numerator : -numerator, power * (power - 1n)];
  });
}

/** T(1), T(2), ...: 1, 2, 16, 272, ..., the coefficients of tan(x) times (2n - 1)!. */
function tangentNumbers(count: number): bigint[] {
  const tangents = [1n];
  for (let k = 1; k < count; k++) tangents.push(BigInt(k) * tangents[k - 1]!);
  for (let k = 1; k < count; k++) {
    for (let j = k; j < count; j++) {
      tangents[j] = BigInt(j - k) * tangents[j - 1]! + BigInt(j - k + 2) * tangents[j]!;
    }
  }
  return tangents;
}
