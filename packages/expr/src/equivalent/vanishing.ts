import { monomial, multiply, type Polynomial, sum } from "../algebraic/polynomial.ts";
import { clear } from "./factor.ts";
import type { Field, Generator, SumRange } from "./field.ts";
import { unit } from "./unity.ts";

/** Whether the polynomial is 0 wherever its denominators are not. */
export function isZero(field: Field, p: Polynomial): boolean {
  const { numerator } = clear(field, p);
  return numerator.size === 0 || sumsCancel(field, numerator);
}

/**
 * Whether p is linear in sums over indices that cancel term by term: c sum(f_i) + d sum(g_i) is 0 if c f_i + d g_i is.
 * Only sums that stand where p stands are opened: others have an index that p may have, too.
 */
function sumsCancel(field: Field, p: Polynomial): boolean {
  const groups: { readonly range: SumRange; readonly parts: Polynomial[] }[] = [];
  for (const { coefficient, powers } of p.values()) {
    const k = powers.findLastIndex((g, j) => j % 2 === 0 && powers[j + 1] === unit && isSumHere(field, g));
    if (k < 0) return false;
    const { range, of } = field.generators[powers[k]!] as SumGenerator;
    const part = multiply(field, of, monomial([...powers.slice(0, k), ...powers.slice(k + 2)], coefficient));
    const group = groups.find((other) => isSameRange(other.range, range));
    if (group === undefined) groups.push({ range, parts: [part] });
    else group.parts.push(part);
  }
  return groups.every(
    ({ parts }) => parts.length > 1 && inSum(field, () => isZero(field, sum(field, parts))),
  );
}

type SumGenerator = Generator & { readonly kind: "sum" };

function isSumHere(field: Field, g: number): boolean {
  const generator = field.generators[g]!;
  return generator.kind === "sum" && generator.range.depth === field.depth;
}

/** Works on the body of a sum. */
export function inSum<T>(field: Field, work: () => T): T {
  field.depth += 1;
  try {
    return work();
  } finally {
    field.depth -= 1;
  }
}

export function isSameRange(a: SumRange, b: SumRange): boolean {
  return a.from === b.from && a.to === b.to && a.depth === b.depth;
}
