import type { Arithmetic } from "@chainrule/special";
import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";

/** Where a function is not smooth: continuous with two slopes, or broken. */
export type KinkKind = "kink" | "jump";

/** Everything expr knows about one function. */
export interface FunctionRow {
  /** The value, in the arithmetic asked for. */
  readonly value: <T>(A: Arithmetic<T>, args: readonly T[]) => T;
  /** The partial derivative by argument number k; `self` is the call itself. The convention at a kink is stated here. */
  readonly partial: (A: Algebra, args: readonly Expression[], k: number, self: Expression) => Expression;
  /** The name in LaTeX; arguments follow in parentheses. */
  readonly latex: string;
  /** An exact value, or a simpler form that is the same everywhere. */
  readonly fold?: (A: Algebra, args: readonly Expression[]) => Expression | undefined;
  /** f(-x) = -f(x) or f(-x) = f(x). */
  readonly parity?: "odd" | "even";
  /** The condition for the function to be defined; always, if left out. */
  readonly domain?: (A: Algebra, args: readonly Expression[]) => Expression;
  /** The derivative is defined where the function is not, so it must carry the domain along. */
  readonly derivativeIsWider?: true;
  /** What happens at these values of the arguments; undefined where the function is smooth. */
  readonly kink?: (args: readonly number[]) => KinkKind | undefined;
  /** The one-sided derivative along a direction: tangents are those of the arguments. */
  readonly directional?: (
    A: Algebra,
    args: readonly Expression[],
    tangents: readonly Expression[],
    self: Expression,
  ) => Expression;
}

/** A row of one argument: value and derivative take it alone. */
export interface UnaryRow extends Omit<FunctionRow, "value" | "partial" | "domain" | "kink" | "directional"> {
  readonly value: <T>(A: Arithmetic<T>, x: T) => T;
  readonly derivative: (A: Algebra, x: Expression, self: Expression) => Expression;
  readonly domain?: (A: Algebra, x: Expression) => Expression;
  readonly kink?: (x: number) => KinkKind | undefined;
  readonly directional?: (A: Algebra, x: Expression, tangent: Expression) => Expression;
  /** Exact values: [argument, value] in integers. */
  readonly exact?: readonly (readonly [argument: number, value: number])[];
}

/** The full row of a function of one argument. */
export function unary(row: UnaryRow): FunctionRow {
  const { value, derivative, domain, kink, directional, exact, ...rest } = row;
  return {
    ...rest,
    value: (A, [x]) => value(A, x!),
    partial: (A, [x], _, self) => derivative(A, x!, self),
    ...(domain && { domain: (A, [x]) => domain(A, x!) }),
    ...(kink && { kink: ([x]) => kink(x!) }),
    ...(directional && { directional: (A, [x], [tangent]) => directional(A, x!, tangent!) }),
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

/** 1 + x^2. */
export function onePlusSquare(A: Algebra, x: Expression): Expression {
  return A.add(1, A.power(x, 2));
}

/** x^(-1/2). */
export function inverseRoot(A: Algebra, x: Expression): Expression {
  return A.power(x, A.fraction(-1, 2));
}

/** Infinity where the point lies on a jump and does not stay on its side, else 0. */
export function leavingJump(A: Algebra, onJump: Expression, stays: Expression): Expression {
  return A.piecewise(0, A.call("or", A.call("not", onJump), stays), A.power(0, -1));
}

/**
 * The same for a function of one argument that grows by `growth`: an argument that stops, or jumps itself, may turn
 * back over the jump or leave it, which first derivatives do not tell. So only one that moves on stays.
 */
export function leavingJumpBy(
  A: Algebra,
  onJump: Expression,
  stays: Expression,
  growth: Expression,
): Expression {
  if (growth === A.zero) return A.zero;
  const size = A.call("abs", growth);
  const moves = A.call("and", less(A, 0, size), less(A, size, A.power(0, -1)));
  return leavingJump(A, onJump, A.call("and", stays, moves));
}
