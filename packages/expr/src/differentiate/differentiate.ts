import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { createArena } from "../algebra/arena.ts";
import { replaceEach } from "../algebra/rebuild.ts";
import { asExpression, asExpressions, type Operand } from "../atoms.ts";
import { fieldsOf, shown } from "../doors.ts";
import { LimitError } from "../errors.ts";
import { type Budget, createBudget, type Limits, requireTime } from "../limits.ts";
import type { Expression } from "../node.ts";
import type { ExpressionIn, VariableIn } from "../parse/variables.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, shapeText } from "../shape.ts";
import { balanced } from "../simplify/balance.ts";
import { withoutMirrors } from "../simplify/mirrors.ts";
import { formsBelow, type Watch } from "../simplify/normalise.ts";
import { recognise } from "../simplify/recognise.ts";
import { hasTrait, traits } from "../traits.ts";
import { postorder } from "../traverse.ts";
import { lostBetween, lostDomain, withDomain } from "./domain.ts";
import { secondDerivatives } from "./hessian.ts";
import { inLayout, type LayoutOptions } from "./layout.ts";
import { axisRange } from "./reading.ts";
import { reverseSweep, wholeOf } from "./reverse.ts";
import { type DerivativeWatch, tangent } from "./tangent.ts";
import { isNamed, resolveVariables, type Variable } from "./variable.ts";

/**
 * The derivative of an expression by a variable.
 *
 * Shapes: the expression's, followed by the variable's once for every order. The variable is a name, a symbol, or an
 * element such as `x[k]`. At a kink the value is the convention of the function's row; the result is NaN where the
 * expression itself is undefined.
 *
 * @throws ValueError unless the order is an integer of at least 0; LimitError (`expr/limit`) where the limits are passed.
 * @example
 * ```ts
 * import { differentiate, parse, toText } from "@chainrule/expr";
 * toText(differentiate(parse("x^3"), "x")); // => "3*x^2"
 * ```
 */
export function differentiate<V extends string>(
  e: ExpressionIn<V>,
  variable: VariableIn<V>,
  order = 1,
  options?: DerivativeOptions,
): ExpressionIn<V> {
  const { limits } = fieldsOf(options, "options");
  requireOrder(order);
  return derive(e, variable, order, { budget: budgetFor(order, limits) });
}

/** How much {@link differentiate} and its like may do. */
export interface DerivativeOptions {
  /**
   * Bounds on the different nodes that are made on the way, and on the time. Unless given, there are none for first
   * derivatives and Hessians; orders above 1 may make 1,000,000 nodes, and take 10 s.
   */
  readonly limits?: Pick<Limits, "nodes" | "milliseconds">;
}

/** The time that an order above 1 may take, unless given. */
const defaultMilliseconds = 10_000;

function budgetFor(order: number, limits: DerivativeOptions["limits"]): Budget | undefined {
  if (limits !== undefined) return createBudget(limits);
  return order > 1 ? createBudget({ milliseconds: defaultMilliseconds }) : undefined;
}

/** @throws ValueError unless it is an integer of at least 0. */
function requireOrder(order: number): void {
  if (Number.isSafeInteger(order) && order >= 0) return;
  throw new ValueError(`${shown(order)} is no order of a derivative: use an integer of at least 0`);
}

/** What can be watched of a derivation: forms that the expression is given first, then derivatives of its parts. */
export interface WatchedDerivation {
  readonly rewritten?: (before: Expression, after: Expression) => void;
  readonly derived?: DerivativeWatch;
  /** What may be spent. */
  readonly budget?: Budget | undefined;
}

/** `differentiate`, watched. */
export function derive(
  given: Expression,
  variable: Variable,
  order: number,
  watched: WatchedDerivation,
): Expression {
  requireOrder(order);
  const e = asExpression(given);
  const algebra = createAlgebra(createArena(watched.budget));
  const primal = readPrimal(algebra, e, watched.rewritten);
  let result = primal.root;
  const by = adoptVariable(algebra, e, variable);
  requireRank(e.shape.length + order * by.shape.length);
  for (let k = 0; k < order && (result !== algebra.zero || by.shape.length > 0); k++) {
    if (watched.budget !== undefined) requireTime(watched.budget);
    const once = k === 0 ? derivative : tangent;
    result = once(algebra, result, by, watched.derived);
  }
  return finished(algebra, primal, [result])[0]!;
}

/**
 * The gradient of a scalar by each variable, in one reverse sweep over the shared graph; each has its variable's shape.
 *
 * @throws ShapeError unless the expression is a scalar.
 * @example
 * ```ts
 * import { gradient, parse, toText } from "@chainrule/expr";
 * gradient(parse("x^2 + sin(y)"), ["x", "y"]).map((e) => toText(e)); // => ["2*x", "cos(y)"]
 * ```
 */
export function gradient<V extends string>(
  e: ExpressionIn<V>,
  variables: readonly VariableIn<V>[],
  options?: DerivativeOptions,
): ExpressionIn<V>[] {
  const scalar = scalarFor("gradient", e);
  const algebra = limitedAlgebra(options);
  const primal = readPrimal(algebra, scalar);
  const by = adoptVariables(algebra, nodesOf(algebra, scalar), variables);
  return finished(algebra, primal, derivatives(algebra, primal.root, by));
}

/**
 * The derivatives of several expressions by several variables: entry [i][k] is that of expression i by variable k,
 * with the expression's shape followed by the variable's, or in denominator layout the variable's followed by the
 * expression's.
 *
 * @example
 * ```ts
 * import { jacobian, parse, toText } from "@chainrule/expr";
 * const rows = jacobian([parse("x * y"), parse("x + y")], ["x", "y"]);
 * rows.map((row) => row.map((e) => toText(e)).join(" ")); // => ["y x", "1 1"]
 * ```
 */
export function jacobian(
  es: readonly Expression[],
  variables: readonly Variable[],
  options?: LayoutOptions & DerivativeOptions,
): Expression[][] {
  const { layout = "numerator" } = fieldsOf(options, "options");
  const algebra = limitedAlgebra(options);
  return asExpressions(es).map((e) => {
    const primal = readPrimal(algebra, e);
    const entries = derivatives(algebra, primal.root, adoptVariables(algebra, postorder([e]), variables));
    return finished(algebra, primal, entries).map((entry) => inLayout(entry, e, layout));
  });
}

/**
 * The second derivatives of a scalar: entry [i][k] is by variable i and then by variable k, with the shapes of the two.
 * Forward over reverse: the gradient in one sweep, then its tangents along each variable. Blocks share what they have in
 * common, and those below the diagonal are transposes.
 *
 * @example
 * ```ts
 * import { hessian, parse, toText } from "@chainrule/expr";
 * hessian(parse("x^2 * y"), ["x", "y"]).map((row) => row.map((e) => toText(e)).join(" ")); // => ["2*y 2*x", "2*x 0"]
 * ```
 */
export function hessian(
  e: Expression,
  variables: readonly Variable[],
  options?: DerivativeOptions,
): Expression[][] {
  const scalar = scalarFor("hessian", e);
  const algebra = limitedAlgebra(options);
  const primal = readPrimal(algebra, scalar);
  const by = adoptVariables(algebra, nodesOf(algebra, scalar), variables);
  const entries = finished(algebra, primal, secondDerivatives(algebra, primal.root, by).flat());
  return by.map((_, row) => entries.slice(row * by.length, (row + 1) * by.length));
}

/** What is differentiated. */
interface Primal {
  readonly root: Expression;
  /** The condition under which it was defined, as far as its derivatives lose that. */
  readonly domain: Expression;
  readonly isExponential: boolean;
}

function readPrimal(algebra: Algebra, e: Expression, watch?: Watch): Primal {
  const forms = formsBelow(algebra, e);
  const recognised = recognise(algebra, e, forms, watch);
  const lost = lostBetween(algebra, { original: e, forms, result: recognised });
  const isExponential = hasTrait(e, traits.exponential);
  const root = isExponential ? balanced(algebra, [recognised])[0]! : recognised;
  return { root, domain: algebra.call("and", lost, lostDomain(algebra, root)), isExponential };
}

/** Derivatives as they are given back: finite far out, accurate next to 0, and defined where the primal is. */
function finished(algebra: Algebra, primal: Primal, entries: readonly Expression[]): Expression[] {
  const finite = primal.isExponential ? balanced(algebra, entries) : entries;
  return withoutMirrors(algebra, finite).map((entry) => withDomain(entry, primal.domain));
}

function limitedAlgebra(options: DerivativeOptions | undefined): Algebra {
  const { limits } = fieldsOf(options, "options");
  return createAlgebra(createArena(limits === undefined ? undefined : createBudget(limits)));
}

/** The variable of the only formula of the arena. */
function adoptVariable(algebra: Algebra, e: Expression, variable: Variable): Expression {
  const isPlain = typeof variable === "string" && !hasTrait(e, traits.axes);
  const known = isPlain ? algebra.arena.nodes.find((node) => isNamed(node, variable)) : undefined;
  return known ?? adoptVariables(algebra, nodesOf(algebra, e), [variable])[0]!;
}

/** Where the variables of the only formula of the arena are looked for: of scalars, a walk over it is spared. */
function nodesOf(algebra: Algebra, e: Expression): readonly Expression[] {
  return hasTrait(e, traits.axes) ? postorder([e]) : algebra.arena.nodes;
}

function adoptVariables(
  algebra: Algebra,
  nodes: readonly Expression[],
  variables: readonly Variable[],
): Expression[] {
  return resolveVariables(nodes, variables).map(algebra.arena.adopt);
}

/** A first derivative: forward for a scalar variable, reverse for a tensor. */
function derivative(algebra: Algebra, e: Expression, by: Expression, watch?: DerivativeWatch): Expression {
  return by.kind === "symbol" && by.shape.length > 0
    ? derivatives(algebra, e, [by], watch)[0]!
    : tangent(algebra, e, by, watch);
}

/** Reverse: the derivatives of an expression of any shape, which is swept at a general element. */
function derivatives(
  algebra: Algebra,
  e: Expression,
  by: readonly Expression[],
  watch?: DerivativeWatch,
): Expression[] {
  const outputs = axisRange(algebra, e.shape);
  const root = outputs.length === 0 ? e : algebra.element(e, outputs);
  const cotangentOf = reverseSweep(algebra, root, by.map(wholeOf), watch);
  return by.map((variable) => {
    const { body, indices } = cotangentOf(wholeOf(variable));
    if (variable.kind !== "element") {
      return algebra.tensor([...outputs, ...indices], [...e.shape, ...variable.shape], body);
    }
    const [, ...positions] = variable.operands;
    return algebra.tensor(outputs, e.shape, replaceEach(algebra, body, indices, positions));
  });
}

/** The most axes of a derivative. */
const rankLimit = 32;

function requireRank(rank: number): void {
  if (rank <= rankLimit) return;
  throw new LimitError("The derivative has too many axes", "levels", rank, rankLimit, "Lower the order.");
}

/** A scalar. @throws ShapeError for a tensor. */
function scalarFor(operation: string, given: Operand): Expression {
  const e = asExpression(given);
  if (e.shape.length === 0) return e;
  const shape = shapeText(e.shape);
  throw new ShapeError(
    `${operation} needs a scalar, and was given shape ${shape}: use jacobian, or sum it first`,
    [shape],
  );
}
