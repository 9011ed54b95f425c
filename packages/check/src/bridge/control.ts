import { add, call, type Expression, freshIndices, multiply, number, tensor } from "@chainrule/expr";
import type { Machine, Program } from "@chainrule/tape";
import { type LiftedValue, numbers, readNumber } from "./lifted.ts";
import { NotLiftedError } from "./notLifted.ts";

/** Runs the bodies of a control primitive on lifted values: loops are unrolled, and rules of a body's own are left out. */
export function liftedMachine(
  primitive: string,
  run: (body: Program, inputs: readonly LiftedValue[]) => readonly LiftedValue[],
): Machine<LiftedValue> {
  return {
    run,
    at: ({ shape, isCondition, read }, i) => ({
      shape: shape.slice(1),
      isCondition,
      read: (indices) => read([number(i + 1), ...indices]),
    }),
    stack: (slices, { shape }) => numbers(stacked(slices, shape.map(number))),
    truth: (value) => {
      const found = value.isCondition ? undefined : readNumber(value, []);
      if (found?.kind === "number") return found.value.numerator !== 0;
      throw new NotLiftedError(primitive, "which branch is taken depends on a value");
    },
  };
}

/** The slices along a new first axis. */
function stacked(slices: readonly LiftedValue[], shape: readonly Expression[]): Expression {
  const indices = freshIndices([number(slices.length), ...shape]);
  const [first, ...rest] = indices;
  const terms = slices.map((slice, k) =>
    multiply(call("kronecker", first!, number(k + 1)), readNumber(slice, rest)),
  );
  return tensor(indices, [number(slices.length), ...shape], add(...terms));
}
