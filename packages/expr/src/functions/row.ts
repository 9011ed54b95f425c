import type { Algebra } from "../algebra/algebra.ts";
import { makeProduct } from "../make.ts";
import type { Expression } from "../node.ts";

/** What the algebra knows about one function. Its values, kinks and printed names are in tables of their own. */
export interface FunctionRow {
  /** How many arguments it takes; one, if left out. */
  readonly arity?: number;
  /** It takes more arguments too. */
  readonly isVariadic?: true;
  /** The partial derivative by argument number k; `self` is the call itself. The convention at a kink is stated here. */
  readonly partial: (A: Algebra, args: readonly Expression[], k: number, self: Expression) => Expression;
  /** An exact value, or a simpler form that is the same everywhere. */
  readonly fold?: (A: Algebra, args: readonly Expression[]) => Expression | undefined;
  /** f(-x) = -f(x) or f(-x) = f(x). */
  readonly parity?: "odd" | "even";
  /** The condition for the function to be defined; always, if left out. */
  readonly domain?: (A: Algebra, args: readonly Expression[]) => Expression;
  /** The derivative is defined where the function is not, so it must carry the domain along. */
  readonly derivativeIsWider?: true;
}

/** A row of one argument: the derivative takes it alone. */
export interface UnaryRow extends Omit<FunctionRow, "partial" | "domain" | "arity" | "isVariadic"> {
  readonly derivative: (A: Algebra, x: Expression, self: Expression) => Expression;
  readonly domain?: (A: Algebra, x: Expression) => Expression;
  /** Exact values: [argument, value] in integers. */
  readonly exact?: readonly (readonly [argument: number, value: number])[];
}

/** The full row of a function of one argument. */
export function unary(row: UnaryRow): FunctionRow {
  const { derivative, domain, exact, ...rest } = row;
  return {
    ...rest,
    partial: (A, [x], _, self) => derivative(A, x!, self),
    ...(domain && { domain: (A, [x]) => domain(A, x!) }),
    ...(exact && { fold: (A, args) => foldExact(A, args, exact) ?? rest.fold?.(A, args) }),
  };
}

function foldExact(
  A: Algebra,
  [x]: readonly Expression[],
  exact: readonly (readonly [number, number])[],
): Expression | undefined {
  if (x?.kind !== "number" || x.value.denominator !== 1) return undefined;
  const found = exact.find(([argument]) => argument === x.value.numerator);
  return found && A.number(found[1]);
}

/** a < b. */
export function less(A: Algebra, a: Expression | number, b: Expression | number): Expression {
  return A.call("less", a, b);
}

/** a <= b. */
export function atMost(A: Algebra, a: Expression | number, b: Expression | number): Expression {
  return A.call("lessEqual", a, b);
}

/** a is not 0. */
export function isNotZero(A: Algebra, a: Expression): Expression {
  return A.call("not", A.call("equal", a, 0));
}

/** (1 - x)(1 + x), which keeps its accuracy near 1 where 1 - x^2 loses it. */
export function oneMinusSquare(A: Algebra, x: Expression): Expression {
  return A.multiply(A.subtract(1, x), A.add(1, x));
}

/**
 * 1 / (a b) as a power of the product as a whole: the derivative of a quotient of two powers would cancel where that of
 * a b is 0.
 */
export function inverseProduct(A: Algebra, a: Expression, b: Expression): Expression {
  return A.power(A.arena.intern(makeProduct([a, b], true)), -1);
}

/** 1 + x^2. */
export function onePlusSquare(A: Algebra, x: Expression): Expression {
  return A.add(1, A.power(x, 2));
}

/** x^(-1/2). */
export function inverseRoot(A: Algebra, x: Expression): Expression {
  return A.power(x, A.fraction(-1, 2));
}
