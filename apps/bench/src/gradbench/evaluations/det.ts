import { array, type NDArray } from "@chainrule/array";
import { type ArrayLike, at, grad, multiply, ones, reshape, sum, take } from "@chainrule/tape";
import { arrayIn, fieldsOf, InputError, integerIn } from "../input.ts";
import type { Module, Output } from "../module.ts";

/**
 * One step of Laplace's expansion: all minors of the lowest `size` rows, one for each choice of columns. A minor is
 * the signed sum of an element of the top row times the minor below it, without that element's column.
 */
interface Expansion {
  /** For each choice and each of its columns: the column. */
  readonly columns: NDArray;
  /** For each choice and each of its columns: which minor of one row less goes with it. */
  readonly below: NDArray;
  /** 1, -1, 1, ... */
  readonly signs: NDArray;
}

/** The determinant by minors, each computed once: n 2ⁿ⁻¹ products instead of n!. */
function determinant(matrix: ArrayLike, expansions: readonly Expansion[]): ArrayLike {
  const n = expansions.length;
  let minors: ArrayLike = ones([1]);
  expansions.forEach(({ columns, below, signs }, i) => {
    const row = at(matrix, n - 1 - i);
    minors = sum(multiply(signs, multiply(take(row, columns), take(minors, below))), { axis: -1 });
  });
  return reshape(minors, []);
}

/** The expansions for 1, 2, ..., n rows. */
function expansionsOf(n: number): Expansion[] {
  let smaller = choices(n, 0);
  return Array.from({ length: n }, (_, i) => {
    const larger = choices(n, i + 1);
    const place = new Map(smaller.map((choice, k) => [choice.join(), k]));
    const without = (choice: readonly number[]): number[] =>
      choice.map((column) => place.get(choice.filter((other) => other !== column).join())!);
    const expansion = {
      columns: array(larger, { dtype: "int32" }),
      below: array(larger.map(without), { dtype: "int32" }),
      signs: array(larger[0]!.map((_, k) => (k % 2 === 0 ? 1 : -1))),
    };
    smaller = larger;
    return expansion;
  });
}

/** All increasing lists of `size` numbers below n. */
function choices(n: number, size: number, from: number = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: Math.max(0, n - size + 1 - from) }, (_, i) => from + i).flatMap((first) =>
    choices(n, size - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

/** More rows than this would need more minors than memory holds. */
const MOST_ROWS = 20;

/** The determinant of a matrix; its gradient is the matrix of cofactors. */
export const det: Module = {
  primal: prepared((matrix, expansions) => determinant(matrix, expansions) as NDArray),
  gradient: prepared((matrix, expansions) => {
    const cofactors = grad((a: ArrayLike) => determinant(a, expansions))(matrix);
    return reshape(cofactors, [-1]) as NDArray;
  }),
};

function prepared(f: (matrix: NDArray, expansions: readonly Expansion[]) => Output): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const n = integerIn(fields, "ell", 1);
    if (n > MOST_ROWS) throw new InputError("ell", `is ${n}; minors are for at most ${MOST_ROWS} rows`);
    const matrix = reshape(arrayIn(fields, "A", [n * n]), [n, n]) as NDArray;
    const expansions = expansionsOf(n);
    return () => f(matrix, expansions);
  };
}
