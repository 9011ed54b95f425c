import type { NDArray } from "@chainrule/array";
import {
  add,
  type Expression,
  element,
  freshIndices,
  gradient,
  multiply,
  reduce,
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
import { type Subject, type SymbolicPrimal, shapeOfParameter } from "./subject.ts";

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
    symbolic: subject.symbolic && symbolicDirectional(subject, subject.symbolic, direction),
    notes: subject.notes,
  };
}

function innerProduct(gradients: readonly ArrayLike[], direction: Direction): ArrayLike {
  const terms = gradients.flatMap((g, i) => (direction[i] === 0 ? [] : [sum(scale(g, direction[i]!))]));
  return terms.reduce<ArrayLike>((total, term) => addValues(total, term), 0);
}

function symbolicDirectional(
  { parameters }: Subject,
  { expression, variables, constants }: SymbolicPrimal,
  direction: Direction,
): SymbolicPrimal {
  const inner = gradient(expression, variables);
  const along = new Map(constants);
  const terms = inner.flatMap((g, i): Expression[] => {
    const v = direction[i]!;
    if (v === 0) return [];
    if (typeof v === "number") return [v === 1 ? g : multiply(g, v)];
    const name = `direction along ${variables[i]!.name}`;
    along.set(name, v);
    return [total(multiply(g, symbol(name, { shape: shapeOfParameter(parameters[i]!) })))];
  });
  return { expression: add(...terms), variables, constants: along };
}

/** The sum of all elements. */
function total(x: Expression): Expression {
  const indices = freshIndices(x.shape);
  return indices.reduceRight<Expression>(
    (body, index, axis) => reduce("add", index, 1, x.shape[axis]!, body),
    element(x, ...indices),
  );
}
