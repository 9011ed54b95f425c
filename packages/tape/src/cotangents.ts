import { newElements, type Shape, sameShape } from "@chainrule/array";
import { ShapeMismatchError } from "./errors.ts";
import { addLinear } from "./families.ts";
import type { Linear } from "./primitive.ts";
import { isTracing } from "./recorder.ts";
import { type ArrayLike, addInPlace, shapeOf } from "./value.ts";

/** Cotangents so far, by line: the sums of contributions that are numbers, and of the others. */
export class Cotangents {
  readonly numbers: Float64Array;
  readonly others: Map<number, ArrayLike> = new Map();
  /** Sums that nobody else has seen, to which may be added in place. */
  readonly #own: Set<ArrayLike> = new Set();

  constructor(length: number) {
    this.numbers = newElements([length], "float64") as Float64Array;
  }

  /** Adds a contribution to the cotangent of a line. */
  add(line: number, shape: Shape, contribution: Linear, from: string): void {
    if (contribution === undefined) return;
    const given = shapeOf(contribution);
    if (!sameShape(given, shape)) throw new CotangentShapeError(from, given, shape);
    if (typeof contribution === "number" && !isTracing()) this.numbers[line]! += contribution;
    else this.others.set(line, this.#sum(this.others.get(line), contribution));
  }

  #sum(sum: Linear, term: ArrayLike): ArrayLike {
    if (sum === undefined) return term;
    if (this.#own.has(sum) && addInPlace(sum, term)) return sum;
    const result = addLinear(sum, term)!;
    this.#own.add(result);
    return result;
  }

  /** The complete cotangent of a line, which is then forgotten; undefined where it is zero for sure. */
  take(line: number): Linear {
    const number = this.numbers[line]!;
    const other = this.others.size === 0 ? undefined : this.others.get(line);
    if (other !== undefined) {
      this.others.delete(line);
      this.#own.delete(other);
    }
    if (number === 0) return other;
    return addLinear(other, number);
  }
}

/**
 * A vjp rule or a seed gave a cotangent of another shape than its variable's (`tape/shape-mismatch`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { vjp } from "@chainrule/tape";
 * vjp((x) => x)(array([1, 2])).pullback(array([1, 2, 3])); // throws tape/shape-mismatch
 * ```
 */
export class CotangentShapeError extends ShapeMismatchError {
  constructor(from: string, shape: readonly number[], wanted: readonly number[]) {
    super(
      from,
      [shape, wanted],
      "a cotangent has the shape of its variable: sum over the axes that were broadcast.",
    );
  }
}
