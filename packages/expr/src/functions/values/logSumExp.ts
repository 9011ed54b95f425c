import type { Arithmetic } from "@chainrule/special";

/** The largest term plus log1p of what the others add to it; -Infinity of no terms. */
export function logSumExp<T>(A: Arithmetic<T>, terms: readonly T[]): T {
  const position = largest(A, terms);
  const top = terms[position] ?? A.fromNumber(Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(A.toNumber(top))) return top;
  const others = terms.toSpliced(position, 1).map((term) => A.exp(A.subtract(term, top)));
  return A.add(top, A.log1p(pairwiseSum(A, others)));
}

/** The position of the largest term, or of one that is NaN. */
function largest<T>(A: Arithmetic<T>, terms: readonly T[]): number {
  let found = 0;
  for (let k = 1; k < terms.length; k++) if (!(A.toNumber(terms[k]!) <= A.toNumber(terms[found]!))) found = k;
  return found;
}

/** The sum of neighbours, then of their sums, so that the rounding error grows with log n, not n. */
function pairwiseSum<T>(A: Arithmetic<T>, terms: readonly T[]): T {
  let sums = terms;
  while (sums.length > 1) {
    const pairs = Array.from({ length: Math.floor(sums.length / 2) }, (_, k) =>
      A.add(sums[2 * k]!, sums[2 * k + 1]!),
    );
    sums = sums.length % 2 === 0 ? pairs : [...pairs, sums.at(-1)!];
  }
  return sums[0] ?? A.fromNumber(0);
}
