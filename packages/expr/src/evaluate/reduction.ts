import type { Arithmetic } from "@chainrule/special";
import type { ReduceOperation } from "../node.ts";
import type { Family } from "./family.ts";
import { combine, evaluateQuotient, type Quotient } from "./scalar.ts";

/** Takes the terms of a reduction as they are walked over, and stores one combined value for every `count` of them. */
export class Reduction<T> {
  readonly #A: Arithmetic<T>;
  readonly #operation: ReduceOperation;
  readonly #quotient: Quotient;
  readonly #families: readonly Family<T>[];
  readonly #count: number;
  readonly #values: T[] = [];
  #terms: T[] = [];
  #visited = 0;

  /** Families: the parts of the body, then both limits, and last one whose position is the index itself. */
  constructor(
    A: Arithmetic<T>,
    operation: ReduceOperation,
    quotient: Quotient,
    families: readonly Family<T>[],
    count: number,
  ) {
    this.#A = A;
    this.#operation = operation;
    this.#quotient = quotient;
    this.#families = families;
    this.#count = count;
  }

  visit(positions: readonly number[], data: T[]): void {
    const parts = this.#families.length - 3;
    const index = positions[parts + 2]!;
    if (this.#limit(positions, parts) <= index && index <= this.#limit(positions, parts + 1)) {
      for (let m = 0; m < parts; m++) this.#values[m] = this.#families[m]!.data[positions[m]!]!;
      this.#take(evaluateQuotient(this.#A, this.#quotient, this.#values));
    }
    this.#visited += 1;
    if (this.#visited % this.#count > 0) return;
    data[this.#visited / this.#count - 1] = combine(this.#A, this.#operation, this.#terms);
    this.#terms = [];
  }

  #limit(positions: readonly number[], m: number): number {
    return this.#A.toNumber(this.#families[m]!.data[positions[m]!]!);
  }

  /** Sums and products are combined as they come. */
  #take(term: T): void {
    const sofar = this.#terms[0];
    if (sofar === undefined) this.#terms.push(term);
    else if (this.#operation === "add") this.#terms[0] = this.#A.add(sofar, term);
    else if (this.#operation === "multiply") this.#terms[0] = this.#A.multiply(sofar, term);
    else this.#terms.push(term);
  }
}
