import { sameShape } from "@chainrule/array";
import { apply } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import type { Primitive } from "../primitive.ts";
import type { Program } from "../program.ts";
import { innermost } from "../recorder.ts";
import { Tape } from "../tape.ts";
import { checkGiven, type Given, type Whole } from "../transforms/arguments.ts";
import { flatten, leafCount, type Tree, unflatten } from "../tree.ts";
import { type Abstract, type ArrayLike, shapeOf, strong } from "../value.ts";
import { outputAbstracts, traceBody } from "./bodies.ts";
import { type ScanParams, savingParams, scanRow, sliceOf } from "./scan.ts";
import { whileRow } from "./while.ts";

/** Options of `scan`. */
export interface ScanOptions {
  /** Number of steps; needed only where there are no sequences. */
  readonly length?: number;
  /** Goes from the last slice to the first; the outputs keep the order of the sequences. */
  readonly reverse?: boolean;
}

/**
 * A loop that carries a state along sequences: `[carry, output] = step(carry, slice)` for each slice of `xs`
 * along the first axis. Gives the last carry, and the outputs stacked.
 *
 * `step` is traced once, so it must not read elements; its carry keeps shape and dtype. The gradient is a scan
 * in the other direction, which recomputes each step from its saved carry.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when the carry changes its shape, or sequences differ in length.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { add, scan } from "@chainrule/tape";
 * const [total, sums] = scan((carry, x) => [add(carry, x), add(carry, x)], 0, array([1, 2, 3]));
 * total.item(); // => 6
 * sums.toNested(); // => [1, 3, 6]
 * ```
 */
export function scan<const C, const X, const Y>(
  step: (carry: Whole<C>, slice: Whole<X>) => readonly [carry: Given<Whole<C>>, output: Y],
  init: C,
  xs: X,
  options: ScanOptions = {},
): [carry: Whole<C>, outputs: Whole<Y>] {
  checkGiven("scan", [step], options, ["length", "reverse"]);
  const carry = flatten(init);
  const sequences = flatten(xs);
  const length = scanLength(sequences.leaves, options.length);
  const carries = carry.leaves.length;
  const call = (values: readonly ArrayLike[]): Tree =>
    step(
      unflatten(carry.structure, values.slice(0, carries)) as Whole<C>,
      unflatten(sequences.structure, values.slice(carries)) as Whole<X>,
    );
  const body = traceBody("scan", call, [...carry.leaves.map(strong), ...sequences.leaves.map(sliceOf)]);
  const { structure } = body;
  if (structure.kind !== "list" || structure.children.length !== 2) {
    throw new ArgumentError("scan", "the step must return a list [carry, output].");
  }
  checkCarry("scan", body.program, carry.leaves, carry.paths, leafCount(structure.children[0]!));
  const inputs = [...carry.leaves, ...sequences.leaves, ...body.captured];
  const params: ScanParams = {
    body: body.program,
    carries,
    sequences: sequences.leaves.length,
    length,
    reverse: options.reverse ?? false,
  };
  const isTaped = innermost(scanRow as Primitive, inputs) instanceof Tape;
  const outputs = apply(scanRow, isTaped ? savingParams(params) : params, inputs);
  const [last, stacked] = structure.children;
  return [
    unflatten(last!, outputs.slice(0, carries)) as Whole<C>,
    unflatten(stacked!, outputs.slice(carries)) as Whole<Y>,
  ];
}

/**
 * Repeats `carry = step(carry)` while `condition(carry)` is not 0, for a number of times not known before.
 *
 * Differentiable in forward mode only; for a gradient, use `scan` with a fixed number of steps.
 *
 * @throws WhileReverseError `tape/while-reverse` under `grad` and `vjp`.
 *
 * @example
 * ```ts
 * import { less, multiply, whileLoop } from "@chainrule/tape";
 * whileLoop((x) => less(x, 100), (x) => multiply(x, 3), 1).item(); // => 243
 * ```
 */
export function whileLoop<const C>(
  condition: (carry: Whole<C>) => ArrayLike,
  step: (carry: Whole<C>) => Given<Whole<C>>,
  init: C,
): Whole<C> {
  checkGiven("whileLoop", [condition, step]);
  const { leaves, paths, structure } = flatten(init);
  const whole = (values: readonly ArrayLike[]): Whole<C> => unflatten(structure, values) as Whole<C>;
  const test = traceBody("whileLoop", (values) => condition(whole(values)), leaves);
  const body = traceBody("whileLoop", (values) => step(whole(values)), leaves);
  const tested = test.program.outputs.map(shapeOfOperand);
  if (tested.length !== 1 || tested[0]!.length > 0) {
    throw new ArgumentError("whileLoop", "the condition must give one scalar; reduce it (any, all).");
  }
  checkCarry("whileLoop", body.program, leaves, paths, leafCount(body.structure));
  const params = {
    condition: test.program,
    body: body.program,
    carries: leaves.length,
    tested: test.captured.length,
  };
  const outputs = apply(whileRow, params, [...leaves, ...test.captured, ...body.captured]);
  return unflatten(structure, outputs) as Whole<C>;
}

function shapeOfOperand(operand: Program["outputs"][number]): readonly number[] {
  return strong(operand).shape;
}

/** The number of steps, from the sequences or the option. */
function scanLength(sequences: readonly ArrayLike[], given: number | undefined): number {
  const scalar = sequences.find((x) => shapeOf(x).length === 0);
  if (scalar !== undefined)
    throw new ArgumentError("scan", "a sequence is a scalar; give arrays with a time axis.");
  const shapes = sequences.map(shapeOf);
  const length = given ?? shapes[0]?.[0];
  if (length === undefined || !Number.isInteger(length) || length < 0) {
    throw new ArgumentError(
      "scan",
      "the number of steps is not known; give sequences, or the option length.",
    );
  }
  const other = shapes.find((shape) => shape[0] !== length);
  if (other !== undefined) {
    const first = shapes[0] ?? [];
    throw new ShapeMismatchError("scan", [first, other], `all sequences must have ${length} steps.`);
  }
  return length;
}

/** A step must give back a carry of the same shapes and dtypes. */
function checkCarry(
  name: string,
  body: Program,
  carry: readonly ArrayLike[],
  paths: readonly string[],
  given: number,
): void {
  if (given !== carry.length) {
    throw new ArgumentError(
      name,
      `the step returns a carry of ${given} arrays for ${carry.length}; keep its form.`,
    );
  }
  outputAbstracts(body)
    .slice(0, carry.length)
    .forEach((after: Abstract, i) => {
      const before = strong(carry[i]!);
      if (!sameShape(before.shape, after.shape)) {
        throw new ShapeMismatchError(
          name,
          [before.shape, after.shape],
          `the carry ${paths[i]} must keep its shape.`,
        );
      }
      if (before.dtype !== after.dtype) {
        throw new ArgumentError(
          name,
          `the carry ${paths[i]} changes from ${before.dtype} to ${after.dtype}; cast the initial one.`,
        );
      }
    });
}
