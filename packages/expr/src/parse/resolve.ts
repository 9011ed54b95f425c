import { fraction } from "../atoms.ts";
import { call, power } from "../build.ts";
import { ExpressionError } from "../errors.ts";
import { element } from "../indexed.ts";
import { matmul, transpose } from "../linear.ts";
import type { Expression } from "../node.ts";
import { ShapeError } from "../shape.ts";
import { negationOf, productOf, sumOf } from "./arithmetic.ts";
import { boundOperands, buildBinder, indexOf, isBinder, openScope, type Scope } from "./binders.ts";
import { type Chain, factorsOf, termsOf } from "./chains.ts";
import { buildDerivative, isDerivative } from "./derivative.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import { formsOf } from "./functions.ts";
import { decimalRatio } from "./numbers.ts";
import { excerpt } from "./source.ts";
import type { Comparison, Syntax, SyntaxKind } from "./syntax.ts";

/** What the resolver needs besides the tree. */
export interface Context {
  readonly text: string;
  /** The node that a name stands for. */
  readonly variable: (name: string) => Expression;
  /** The node of a template at an offset. */
  readonly valueAt: (offset: number) => Expression;
}

interface Visit {
  readonly syntax: Syntax;
  readonly operands: readonly Syntax[];
  readonly built: Expression[];
  /** What is bound around the node. */
  readonly scope: Scope | undefined;
  /** What is bound in the first operand: more than around, in a binder. */
  readonly inner: Scope | undefined;
  /** The chain that a sum or a product is. */
  readonly chain: Chain | undefined;
}

/** Builds the expression of a syntax tree whose names were checked, operands first, with an explicit stack. */
export function resolve(root: Syntax, context: Context): Expression {
  const stack = [visit(root, context, undefined)];
  while (true) {
    const top = stack[stack.length - 1]!;
    const operand = top.operands[top.built.length];
    if (operand !== undefined) {
      stack.push(visit(operand, context, top.built.length === 0 ? top.inner : top.scope));
      continue;
    }
    stack.pop();
    const built = located(context.text, top, () => build(top, context));
    const parent = stack[stack.length - 1];
    if (parent === undefined) return built;
    parent.built.push(built);
  }
}

function visit(syntax: Syntax, { text }: Context, scope: Scope | undefined): Visit {
  const chain = chainOf(syntax);
  if (syntax.kind === "call" && isBinder(syntax)) {
    const operands = boundOperands(text, syntax);
    return { syntax, operands, built: [], scope, inner: openScope(text, syntax, scope), chain };
  }
  const operands = chain?.operands ?? ("operands" in syntax ? syntax.operands : []);
  return { syntax, operands, built: [], scope, inner: scope, chain };
}

function chainOf(syntax: Syntax): Chain | undefined {
  if (syntax.kind === "sum") return termsOf(syntax);
  return syntax.kind === "product" ? factorsOf(syntax) : undefined;
}

function build(visited: Visit, context: Context): Expression {
  const builder = builders[visited.syntax.kind] as Builder<SyntaxKind>;
  return builder(visited.syntax, visited.built, visited, context);
}

type Of<K extends SyntaxKind> = Extract<Syntax, { kind: K }>;
type Builder<K extends SyntaxKind> = (
  syntax: Of<K>,
  built: readonly Expression[],
  visit: Visit,
  context: Context,
) => Expression;

const builders: { readonly [K in SyntaxKind]: Builder<K> } = {
  number: ({ span }, _built, _visit, { text }) => {
    const { numerator, denominator } = decimalRatio(text, span);
    return fraction(numerator, denominator);
  },
  name: ({ name }, _, { scope }, { variable }) => {
    const index = indexOf(name, scope);
    if (index !== undefined) return index;
    return name === "pi" || name === "e" ? call(name) : variable(name);
  },
  value: ({ span }, _built, _visit, { valueAt }) => valueAt(span.start),
  sum: (_, terms, { chain }) => sumOf(terms, chain!.inverse),
  product: (_, factors, { chain }) => {
    const product = productOf(factors, chain!.inverse);
    return chain!.isNegative ? negationOf(product) : product;
  },
  negate: (_, [x]) => negationOf(x!),
  transpose: (_, [x]) => transpose(x!),
  absolute: (_, [x]) => call("abs", x!),
  power: (_, [base, exponent]) =>
    isMinusOne(exponent!) ? productOf([base!], [true]) : power(base!, exponent!),
  contract: (_, [a, b]) => matmul(a!, b!),
  and: (_, [a, b]) => call("and", a!, b!),
  or: (_, [a, b]) => call("or", a!, b!),
  compare: ({ comparison }, [a, b]) => comparisons[comparison](a!, b!),
  element: (_, [tensor, ...indices]) => element(tensor!, ...indices),
  call: (syntax, built, { inner }, { text }) => {
    if (isBinder(syntax)) return buildBinder(syntax, inner!, built);
    if (isDerivative(syntax)) return buildDerivative(text, syntax, built);
    const form = formsOf(syntax.name).find(
      ({ least, most }) => least <= built.length && built.length <= most,
    );
    return form!.build(built);
  },
};

function isMinusOne(node: Expression): boolean {
  return node.kind === "number" && node.value.numerator === -1 && node.value.denominator === 1;
}

const comparisons: Readonly<Record<Comparison, (a: Expression, b: Expression) => Expression>> = {
  "<": (a, b) => call("less", a, b),
  "<=": (a, b) => call("lessEqual", a, b),
  ">": (a, b) => call("less", b, a),
  ">=": (a, b) => call("lessEqual", b, a),
  "==": (a, b) => call("equal", a, b),
  "!=": (a, b) => call("not", call("equal", a, b)),
};

/** Adds the place to an error that a builder threw without one. */
function located(text: string, { syntax }: Visit, action: () => Expression): Expression {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (error instanceof ShapeError)
      throw new ShapeError(`${error.message}\n${excerpt(text, syntax.span)}`, error.shapes);
    if (error.code !== "expr/value" && error.code !== "expr/arity") throw error;
    throw new ExpressionSyntaxError(text, syntax.span, { problem: error.message });
  }
}
