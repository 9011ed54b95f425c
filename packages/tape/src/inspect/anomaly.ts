import { TapeError } from "../errors.ts";
import { listOf } from "../given.ts";
import type { Linear } from "../primitive.ts";
import { NoConcreteValueError } from "../unknown.ts";
import { type ArrayLike, asArray, concrete } from "../value.ts";

/**
 * A computation with the option `anomaly: checkFinite` met its first NaN or infinity (`tape/anomaly`).
 *
 * @example
 * ```ts
 * import { checkFinite, grad, log, multiply } from "@chainrule/tape";
 * grad((x) => multiply(x, log(x)), { anomaly: checkFinite })(0); // throws tape/anomaly
 * ```
 */
export class AnomalyError extends TapeError {
  /** The operation that gave it, or whose vjp rule did. */
  readonly operation: string;
  /** Whether it is a value, or a contribution to the cotangent of an input. */
  readonly phase: "forward" | "backward";
  /** The number of the operation's result on the tape. */
  readonly entry: number;
  /** Forward, which of its outputs; backward, which of its inputs the contribution is for. */
  readonly place: number;
  /** The first such element, row-major. */
  readonly index: number;
  /** That element. */
  readonly element: number;
  /** Forward, the inputs of the operation; backward, the cotangents of its outputs. */
  readonly given: readonly Linear[];

  /** @internal The tape makes them. */
  constructor(where: Place, place: number, index: number, element: number) {
    const { operation, phase, entry, given, position } = where;
    const what = phase === "forward" ? `output ${place}` : `the contribution to input ${place}`;
    const at = position === undefined ? "" : ` (${position})`;
    super(
      "tape/anomaly",
      `${operation}, entry v${entry}${at}: element ${index} of ${what} is ${element}, from ${given.map(elementAt(index)).join(" and ")}; ` +
        "keep its inputs within the domain, or use an operation that is stable there.",
    );
    this.operation = operation;
    this.phase = phase;
    this.entry = entry;
    this.place = place;
    this.index = index;
    this.element = element;
    this.given = given;
  }
}

/** Where values were made. */
export interface Place {
  /** The operation that gave them, or whose vjp rule did. */
  readonly operation: string;
  /** Whether they are its outputs, or contributions to the cotangents of its inputs. */
  readonly phase: "forward" | "backward";
  /** The number of the operation's first result on the tape. */
  readonly entry: number;
  /** What they were made of: the inputs, or the cotangents of the outputs. */
  readonly given: readonly Linear[];
  /** The line of the program that applied it, where positions are noted. */
  readonly position?: string | undefined;
}

/**
 * For the option `anomaly` of `grad` and the like: refuses the first value that is not finite, going forward or back.
 *
 * @throws AnomalyError `tape/anomaly`, with the operation, the entry, the element, and what it was made of.
 *
 * @example
 * ```ts
 * import { checkFinite, grad, sqrt } from "@chainrule/tape";
 * grad((x) => sqrt(x), { anomaly: checkFinite })(4); // => 0.25
 * grad((x) => sqrt(x), { anomaly: checkFinite })(0); // throws tape/anomaly
 * ```
 */
export function checkFinite(values: readonly Linear[], where: Place): void {
  listOf("checkFinite", "the values", values).forEach((value, place) => {
    const elements = value === undefined ? undefined : elementsOf(value);
    const index = elements?.findIndex((element) => !Number.isFinite(element)) ?? -1;
    if (index >= 0) throw new AnomalyError(where, place, index, elements![index]!);
  });
}

/** The elements of a value; none where a tracer or `vmap` knows only the shape. */
function elementsOf(x: ArrayLike): readonly number[] | undefined {
  try {
    const known = concrete(x);
    return typeof known === "number" ? [known] : asArray(known).read((view) => Array.from(view));
  } catch (error) {
    if (error instanceof NoConcreteValueError) return undefined;
    throw error;
  }
}

/** The element at an index, or the only one. */
function elementAt(index: number): (x: Linear) => string {
  return (x) => {
    const elements = x === undefined ? [0] : elementsOf(x);
    return String(elements?.[index] ?? elements?.[0] ?? "values that are not known");
  };
}
