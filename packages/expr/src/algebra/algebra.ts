import type { CallName } from "../functions/names.ts";
import { makeNumber } from "../make.ts";
import type { Expression, ReduceOperation, Shape, SymbolNode } from "../node.ts";
import { minusOne, type Rational, rational } from "../rational.ts";
import { type Arena, createArena } from "./arena.ts";
import { elementOf, reduceOver, tensorOver } from "./binders.ts";
import { callOf } from "./calls.ts";
import { piecewiseOf } from "./conditions.ts";
import { powerOf } from "./powers.ts";
import { productOf } from "./products.ts";
import { sumOf } from "./sums.ts";

/** An operand of the algebra: an expression of its arena, or a small integer. */
export type Term = Expression | number;

/**
 * Builders that keep a canonical form: nested sums and products flattened, like terms and factors collected, numbers
 * folded exactly, and a zero factor ends a product. Everything they return is interned in their arena.
 */
export interface Algebra {
  readonly arena: Arena;
  /** The limits of the indices that run over a whole axis. */
  readonly ranges: Map<Expression, IndexRange>;
  readonly zero: Expression;
  readonly one: Expression;
  readonly number: (value: Rational | number) => Expression;
  readonly fraction: (numerator: number, denominator: number) => Expression;
  readonly sum: (terms: readonly Expression[]) => Expression;
  readonly product: (factors: readonly Expression[]) => Expression;
  readonly add: (...terms: readonly Term[]) => Expression;
  readonly multiply: (...factors: readonly Term[]) => Expression;
  readonly subtract: (a: Term, b: Term) => Expression;
  readonly divide: (a: Term, b: Term) => Expression;
  readonly negate: (a: Term) => Expression;
  readonly power: (base: Term, exponent: Term) => Expression;
  readonly call: (name: CallName, ...args: readonly Term[]) => Expression;
  /** value, condition, value, condition, ..., otherwise. */
  readonly piecewise: (...operands: readonly Term[]) => Expression;
  readonly element: (tensor: Expression, indices: readonly Expression[]) => Expression;
  /** Binds the index. */
  readonly reduce: (operation: ReduceOperation, range: IndexRange, body: Expression) => Expression;
  /** Binds the indices. */
  readonly tensor: (indices: readonly SymbolNode[], shape: Shape, body: Expression) => Expression;
}

/** An index and its inclusive limits. */
export interface IndexRange {
  readonly index: SymbolNode;
  readonly from: Expression;
  readonly to: Expression;
}

/** The algebra of one public call. */
export function createAlgebra(arena: Arena = createArena()): Algebra {
  const number = (value: Rational | number) =>
    arena.intern(makeNumber(typeof value === "number" ? rational(value) : value));
  const term = (value: Term) => (typeof value === "number" ? number(value) : value);
  const minus = number(minusOne);
  const algebra: Algebra = {
    arena,
    ranges: new Map(),
    zero: number(0),
    one: number(1),
    number,
    fraction: (numerator, denominator) => number(rational(numerator, denominator)),
    sum: (terms) => sumOf(algebra, terms),
    product: (factors) => productOf(algebra, factors),
    add: (...terms) => sumOf(algebra, terms.map(term)),
    multiply: (...factors) => productOf(algebra, factors.map(term)),
    subtract: (a, b) => sumOf(algebra, [term(a), algebra.negate(b)]),
    divide: (a, b) => productOf(algebra, [term(a), algebra.power(b, -1)]),
    negate: (a) => productOf(algebra, [minus, term(a)]),
    power: (base, exponent) => powerOf(algebra, term(base), term(exponent)),
    call: (name, ...args) => callOf(algebra, name, args.map(term)),
    piecewise: (...operands) => piecewiseOf(algebra, operands.map(term)),
    element: (tensor, indices) => elementOf(algebra, tensor, indices),
    reduce: (operation, range, body) => reduceOver(algebra, operation, range, body),
    tensor: (indices, shape, body) => tensorOver(algebra, indices, shape, body),
  };
  return algebra;
}
