import type { NDArray } from "@chainrule/array";
import {
  add,
  type Expression,
  element,
  freshIndices,
  gradient,
  multiply,
  oneSidedDerivative,
  reduce,
  type SymbolNode,
  substitute,
  symbol,
} from "@chainrule/expr";
import {
  type ArrayLike,
  add as addValues,
  type DifferentiateOptions,
  grad,
  multiply as scale,
  sum,
} from "@chainrule/tape";
import type { Subject, SymbolicPrimal } from "./subject.ts";

/** A direction in the space of all parameters: one array a parameter, of its shape. */
export type Direction = readonly (NDArray | number)[];

/**
 * The derivative of a subject along a fixed direction, `p -> <grad f(p), v>`, as a subject of its own.
 *
 * Its gradient is the product of the Hessian with v: a check of it is a check of second derivatives. Each voice forms
 * the inner gradient by its own rules.
 */
export function directional(
  subject: Subject,
  name: string,
  direction: Direction,
  fault: DifferentiateOptions = {},
): Subject {
  const inner = grad((values: readonly ArrayLike[]) => subject.f(values), fault);
  return {
    name: `${subject.name}, ${name}`,
    parameters: subject.parameters,
    f: (values) => innerProduct(inner(values) as readonly ArrayLike[], direction),
    symbolic: subject.symbolic && symbolicDirectional(subject.symbolic, name, direction),
    notes: subject.notes,
  };
}

function innerProduct(gradients: readonly ArrayLike[], direction: Direction): ArrayLike {
  const terms = gradients.flatMap((g, i) => (direction[i] === 0 ? [] : [sum(scale(g, direction[i]!))]));
  return terms.reduce<ArrayLike>((total, term) => addValues(total, term), 0);
}

function symbolicDirectional(
  { expression, variables, constants }: SymbolicPrimal,
  name: string,
  direction: Direction,
): SymbolicPrimal {
  const inner = gradient(expression, variables);
  const along = new Map(constants);
  const terms = inner.flatMap((g, i): Expression[] => {
    const v = direction[i]!;
    if (v === 0) return [];
    if (typeof v === "number") return [v === 1 ? g : multiply(g, v)];
    const part = directionOf(name, variables[i]!);
    along.set(part.name, v);
    return [total(multiply(g, part))];
  });
  along.set(step.name, 0);
  const slope = { of: expression, sides: () => sidesAlong(expression, variables, name, direction) };
  return { expression: add(...terms), variables, constants: along, slope };
}

/** How far the point is moved along the direction: no variable has such a name. */
const step: SymbolNode = symbol("step along the direction");

/** The one-sided derivatives of the expression along the direction, by a step from the point. */
function sidesAlong(
  expression: Expression,
  variables: readonly SymbolNode[],
  name: string,
  direction: Direction,
): readonly [left: Expression, right: Expression] {
  const moved = variables.map((variable, i): readonly [string, Expression] => {
    const v = direction[i]!;
    return [
      variable.name,
      add(variable, multiply(step, typeof v === "number" ? v : directionOf(name, variable))),
    ];
  });
  const ahead = substitute(expression, new Map(moved));
  return [oneSidedDerivative(ahead, step, "left"), oneSidedDerivative(ahead, step, "right")];
}

/** The symbol of the part of a direction that moves a variable. */
function directionOf(direction: string, { name, shape }: SymbolNode): SymbolNode {
  return symbol(`direction ${direction} along ${name}`, { shape });
}

/** The sum of all elements. */
function total(x: Expression): Expression {
  const indices = freshIndices(x.shape);
  return indices.reduceRight<Expression>(
    (body, index, axis) => reduce("add", index, 1, x.shape[axis]!, body),
    element(x, ...indices),
  );
}
