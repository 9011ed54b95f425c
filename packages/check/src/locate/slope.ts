import { array } from "@chainrule/array";
import { complex } from "@chainrule/special";
import {
  type ArrayLike,
  apply,
  type BackwardStep,
  evaluate,
  grad,
  type Linear,
  multiply,
  NoArithmeticRuleError,
  sum,
  TapeVariable,
  trace,
} from "@chainrule/tape";
import { dense, elementsOf, primalOf, shapeOf } from "./edge.ts";

/** What a contribution's slope is by the tape, and by a complex step. */
interface Slopes {
  readonly found: number;
  readonly right: number;
}

const tiny = 1e-30;
const tolerance = 1e-11;

/**
 * Whether the contribution of an entry to its input number k, as a function of inputs and cotangent, has another slope by
 * the tape than by a complex step: then first derivatives are right, and second ones are not.
 */
export function wrongSlope(step: BackwardStep, k: number): Slopes | undefined {
  const cotangents = step.cotangents.flatMap((each) => (each === undefined ? [] : [each]));
  const point = [
    ...step.entry.inputs.filter((each) => each instanceof TapeVariable).map(primalOf),
    ...cotangents,
  ];
  const g = contributionAlong(step, k);
  const directions = point.map((x) => dense(elementsOf(x).length));
  const program = trace(g)(point);
  const inputs = point.map((x, i) => ({
    shape: shapeOf(x),
    data: Array.from(elementsOf(x), (re, j) => ({ re, im: tiny * directions[i]![j]! })),
  }));
  try {
    const right = evaluate(program, inputs, complex)[0]!.data[0]!.im / tiny;
    const slopes = (grad(g)(point) as readonly ArrayLike[]).map(elementsOf);
    const terms = slopes.flatMap((slope, i) => Array.from(slope, (s, j) => s * directions[i]![j]!));
    const found = terms.reduce((total, term) => total + term, 0);
    const size = terms.reduce((most, term) => most + Math.abs(term), Math.abs(right));
    return Math.abs(found - right) > tolerance * size ? { found, right } : undefined;
  } catch (error) {
    if (error instanceof NoArithmeticRuleError) return undefined;
    throw error;
  }
}

/** The inner product of the contribution with a dense direction, as a function of variables and cotangents. */
function contributionAlong(
  { entry: { primitive, params, inputs }, cotangents }: BackwardStep,
  k: number,
): (values: readonly ArrayLike[]) => ArrayLike {
  return (values) => {
    const rest = [...values];
    const given = inputs.map((input) => (input instanceof TapeVariable ? rest.shift()! : input));
    const back = cotangents.map((each): Linear => (each === undefined ? undefined : rest.shift()!));
    const outputs = apply(primitive, params, given);
    const needed = inputs.map((input) => input instanceof TapeVariable);
    const saved = primitive.saves?.({ params, inputs: given, outputs }) ?? [];
    const application = { params, inputs: given, outputs, saved, needed, rules: new Map() };
    const contribution = primitive.vjp(back, application)[k];
    if (contribution === undefined) return multiply(0, sum(values[0]!));
    const shape = shapeOf(primalOf(inputs[k]!));
    const along = dense(shape.reduce((product, length) => product * length, 1));
    return sum(multiply(contribution, array(along, { shape })));
  };
}
