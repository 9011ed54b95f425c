import {
  add,
  call,
  type Expression,
  element,
  freshIndices,
  kinksAt,
  multiply,
  oneSidedDerivatives,
  type SymbolNode,
  substitute,
  symbol,
  tensor,
} from "@chainrule/expr";
import { elementsOf, type Parameter, type Subject, shapeOfParameter } from "./subject/subject.ts";
import type { OneSided } from "./verdict/judge.ts";
import { bindingsOf } from "./voices/symbolic.ts";
import type { TapeVoice } from "./voices/tape.ts";
import { looksKinked } from "./witnesses/kink.ts";
import { along, valueErrorOf } from "./witnesses/plan.ts";

/** The one-sided derivatives by an entry, where the function has kinked parts: they differ or, if all cancels, agree. */
export type Kinks = (parameter: number, index: number) => OneSided | undefined;

const smooth: Kinks = () => undefined;

/** How far apart, relative to the larger, two one-sided derivatives may be and still count as one. */
const sameness = 1e-12;

/** With more entries than this, none is looked at: at a kink each is then called undecidable. */
const entryLimit = 2000;

const undecided: OneSided = { left: Number.NaN, right: Number.NaN };

/**
 * Looks for kinks and jumps that the point sits on.
 *
 * The one-sided derivatives are found by following the primal's own pieces, not by a derivative rule's convention. Where
 * there is no symbolic primal, values beside the point tell a kink from a smooth place, but not its sides.
 */
export function kinksOf({ symbolic, parameters }: Subject, tape: TapeVoice): Kinks {
  if (symbolic === undefined) return kinksFromValues(parameters, tape);
  const bindings = bindingsOf(symbolic, parameters);
  const { expression, slope } = symbolic;
  const functions = slope === undefined ? [expression] : [expression, slope.of];
  if (functions.every((each) => kinksAt(each, bindings).length === 0)) return smooth;
  const count = parameters.reduce((sum, { value }) => sum + elementsOf(value).length, 0);
  if (count > entryLimit) return () => undecided;
  const primals = slope?.sides() ?? [expression];
  const atStep = new Map([...bindings, [step.name, 0]]);
  return (parameter, index) => {
    const shape = shapeOfParameter(parameters[parameter]!);
    const variable = symbolic.variables[parameter]!;
    return spanOf(
      primals.map((primal) => oneSidedDerivatives(alongEntry(primal, variable, shape, index), step, atStep)),
    );
  };
}

/** What lies between all sides; of the only one, its own. */
function spanOf(sides: readonly OneSided[]): OneSided {
  const [only] = sides;
  if (sides.length === 1) return only!;
  const slopes = sides.flatMap(({ left, right }) => [left, right]);
  return { left: Math.min(...slopes), right: Math.max(...slopes) };
}

function kinksFromValues(parameters: readonly Parameter[], tape: TapeVoice): Kinks {
  const valueError = valueErrorOf(tape);
  return (parameter, index) => {
    const x = elementsOf(parameters[parameter]!.value)[index]!;
    const f = along(parameters, tape, parameter, index);
    return looksKinked(f, x, valueError) ? undecided : undefined;
  };
}

/** How far one entry is moved: no variable of a formula has such a name. */
const step: SymbolNode = symbol("step of the entry");

/** An expression with the step added to one entry of a variable. */
function alongEntry(
  expression: Expression,
  variable: SymbolNode,
  shape: readonly number[],
  index: number,
): Expression {
  const indices = freshIndices(variable.shape);
  const place = placeOf(index, shape);
  const here = indices.map((each, axis) => call("kronecker", each, place[axis]! + 1));
  const moved = add(element(variable, ...indices), multiply(step, ...here));
  return substitute(expression, new Map([[variable.name, tensor(indices, variable.shape, moved)]]));
}

/** The indices, from 0, of a flat row-major index. */
function placeOf(index: number, shape: readonly number[]): readonly number[] {
  let rest = index;
  return shape.map((_, axis) => {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const here = Math.floor(rest / stride);
    rest -= here * stride;
    return here;
  });
}

/** Whether there is no one derivative: the sides differ, or one of them is no number. */
export function differ({ left, right }: OneSided): boolean {
  const gap = Math.abs(left - right);
  return !Number.isFinite(gap) || gap > sameness * Math.max(Math.abs(left), Math.abs(right));
}
