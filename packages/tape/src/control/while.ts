import { apply, applyOne } from "../apply.ts";
import { TapeError } from "../errors.ts";
import { broadcastToShape, reshapeTo } from "../families.ts";
import type { Application, Linear } from "../primitive.ts";
import { type Program, run } from "../program.ts";
import { cast, where as whereRow } from "../rows/elementwise.ts";
import { sum } from "../rows/reduce.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import {
  batchBody,
  explicit,
  floats,
  outputAbstracts,
  pieces,
  pushBody,
  spread,
  traceRule,
  where,
} from "./bodies.ts";
import { type ControlPrimitive, control } from "./control.ts";

/**
 * The gradient of a loop of unknown length was asked for (`tape/while-reverse`).
 *
 * @example
 * ```ts
 * import { grad, less, multiply, whileLoop } from "@chainrule/tape";
 * grad((x) => whileLoop((c) => less(c, 100), (c) => multiply(c, 2), x))(3); // throws tape/while-reverse
 * ```
 */
export class WhileReverseError extends TapeError {
  constructor() {
    super(
      "tape/while-reverse",
      "whileLoop has no reverse mode, as it saves nothing; use scan with a fixed number of steps, or jvp.",
    );
  }
}

/** A loop of unknown length. Inputs: carries, what the condition captured, what the body captured. */
export interface WhileParams {
  readonly condition: Program;
  readonly body: Program;
  /** How many of the inputs are carries. */
  readonly carries: number;
  /** How many of the inputs the condition captured. */
  readonly tested: number;
}

export const whileRow: ControlPrimitive<WhileParams> = /* @__PURE__ */ control<WhileParams>({
  name: "whileLoop",
  execute: (machine, { condition, body, carries, tested }, inputs) => {
    const [initial, ofCondition, ofBody] = pieces(inputs, carries, tested, inputs.length - carries - tested);
    let carry: readonly (typeof inputs)[number][] = initial!;
    for (;;) {
      const goesOn = machine.truth(machine.run(condition, [...carry, ...ofCondition!])[0]!);
      if (goesOn === undefined) return outputAbstracts(body).map((each) => machine.unknown!(each));
      if (!goesOn) return carry;
      carry = machine.run(body, [...carry, ...ofBody!]);
    }
  },
  shape: ({ body }) => outputAbstracts(body),
  reads: "inputs",
  vjp: () => {
    throw new WhileReverseError();
  },
  jvp: jvpOfWhile,
  batch: (inputs, { params, batched, size }) => {
    const { carries, tested } = params;
    const flags = batched.map((flag, i) => flag || i < carries);
    const wholes = inputs.map((input, i) =>
      flags[i] && !batched[i] ? broadcastToShape(input, [size, ...shapeOf(input)]) : input,
    );
    const [carry, ofCondition, ofBody] = pieces(wholes, carries, tested, wholes.length - carries - tested);
    const [carryFlags, conditionFlags, bodyFlags] = pieces(
      flags,
      carries,
      tested,
      flags.length - carries - tested,
    );
    const goesOn = (values: readonly ArrayLike[]): ArrayLike =>
      batchBody(params.condition, values, [...carryFlags!, ...conditionFlags!], size)[0]!;
    const condition = traceRule(
      "whileLoop",
      (values) => [applyOne(sum, { axes: [-1] }, [applyOne(cast, { dtype: "float64" }, [goesOn(values)])])],
      [...carry!, ...ofCondition!],
    );
    // Examples that are done keep their carry while others go on.
    const body = traceRule(
      "whileLoop",
      (values) => {
        const [before, forCondition, forBody] = pieces(
          values,
          carries,
          tested,
          values.length - carries - tested,
        );
        const going = goesOn([...before!, ...forCondition!]);
        const after = batchBody(
          params.body,
          [...before!, ...forBody!],
          [...carryFlags!, ...bodyFlags!],
          size,
        );
        return after.map((value, i) => selectExamples(going, value, before![i]!));
      },
      [...carry!, ...ofCondition!, ...ofBody!],
    );
    const newParams = { condition, body, carries, tested };
    return apply(whileRow, newParams, [...carry!, ...ofCondition!, ...ofCondition!, ...ofBody!]);
  },
});

/** Whole batches, chosen example by example: `chosen` has one element an example. */
export function selectExamples(chosen: ArrayLike, a: ArrayLike, b: ArrayLike): ArrayLike {
  const rank = Math.max(shapeOf(a).length, shapeOf(b).length);
  const flag = reshapeTo(chosen, [...shapeOf(chosen), ...new Array<number>(rank - 1).fill(1)]);
  return applyOne(whereRow, undefined, [flag, a, b]);
}

/** The tangents are further carries, which the condition does not see. */
function jvpOfWhile(tangents: readonly Linear[], application: Application<WhileParams>): readonly Linear[] {
  const { params, inputs, rules } = application;
  const { carries, tested } = params;
  const rest = inputs.length - carries - tested;
  const [carry, ofCondition, ofBody] = pieces(inputs, carries, tested, rest) as [
    ArrayLike[],
    ArrayLike[],
    ArrayLike[],
  ];
  const [dCarry, , dBody] = pieces(tangents, carries, tested, rest) as [Linear[], Linear[], Linear[]];
  const float = floats(carry);
  const active = dBody.map((tangent) => tangent !== undefined);
  const dots = where(
    carry.map((primal, i) => explicit(dCarry[i], primal)),
    float,
  );
  const dConstants = where(dBody, active) as ArrayLike[];
  const condition = traceRule(
    "whileLoop",
    (values) => {
      const [before, , captured] = pieces(values, carries, dots.length, tested);
      return run(params.condition, [...before!, ...captured!]);
    },
    [...carry, ...dots, ...ofCondition],
  );
  const body = traceRule(
    "whileLoop",
    (values) => {
      const [c, dc, k, dk] = pieces(values, carries, dots.length, ofBody.length, dConstants.length);
      const directions = [...spread(dc!, float), ...spread(dk!, active)];
      const pushed = pushBody(params.body, [...c!, ...k!], directions, rules);
      const after = pushed.outputs.map((output, i) => explicit(pushed.tangents[i], output));
      return [...pushed.outputs, ...where(after, float)];
    },
    [...carry, ...dots, ...ofBody, ...dConstants],
  );
  const newParams = { condition, body, carries: carries + dots.length, tested };
  const results = apply(whileRow, newParams, [...carry, ...dots, ...ofCondition, ...ofBody, ...dConstants]);
  return spread(results.slice(carries), float);
}
