import { checkArray, elementsOf, type NDArray } from "../ndarray.ts";
import { sameShape } from "../shape.ts";

/**
 * Adds `term` to `sum` in place, and says whether it could: shapes and dtypes must be the same.
 *
 * Arrays never change once others have seen them: this is for who has just made `sum` and shows it to nobody yet.
 *
 * @example
 * ```ts
 * import { addInPlace, array } from "@chainrule/array";
 * const sum = array([1, 2]);
 * addInPlace(sum, array([10, 20])); // => true
 * sum.toNested(); // => [11, 22]
 * ```
 */
export function addInPlace(sum: NDArray, term: NDArray): boolean {
  return addElements(checkArray(sum), checkArray(term));
}

/**
 * `addInPlace` of what are known to be arrays.
 *
 * @example
 * ```ts
 * import { addElements, array } from "@chainrule/array";
 * addElements(array([1, 2]), array([1, 2, 3])); // => false
 * ```
 */
export function addElements(sum: NDArray, term: NDArray): boolean {
  if (sum.dtype !== term.dtype || !sameShape(sum.shape, term.shape)) return false;
  const [to, from] = [elementsOf(sum), elementsOf(term)];
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + (from[i] as number);
  return true;
}
