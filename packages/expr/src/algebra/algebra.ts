import type { CallName } from "../functions/names.ts";
import { makeNumber } from "../make.ts";
import type { Expression, ReduceOperation, Shape, SymbolNode } from "../node.ts";
import { minusOne, one, type Rational, rational, zero } from "../rational.ts";
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
  /** Of an extremum of many arguments, how many reach it: all its partial derivatives divide by that. */
  readonly holders: Map<Expression, Expression>;
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
  return new CanonicalAlgebra(arena);
}

/** A class, because its methods are made once for all algebras: one is created at every public call. */
class CanonicalAlgebra implements Algebra {
  readonly arena: Arena;
  readonly ranges: Map<Expression, IndexRange> = new Map();
  readonly holders: Map<Expression, Expression> = new Map();
  readonly zero: Expression = makeNumber(zero);
  readonly one: Expression = makeNumber(one);

  constructor(arena: Arena) {
    this.arena = arena;
  }

  number(value: Rational | number): Expression {
    return this.arena.intern(makeNumber(typeof value === "number" ? rational(value) : value));
  }

  fraction(numerator: number, denominator: number): Expression {
    return this.number(rational(numerator, denominator));
  }

  sum(terms: readonly Expression[]): Expression {
    return sumOf(this, terms);
  }

  product(factors: readonly Expression[]): Expression {
    return productOf(this, factors);
  }

  add(...terms: readonly Term[]): Expression {
    return sumOf(this, this.#expressions(terms));
  }

  multiply(...factors: readonly Term[]): Expression {
    return productOf(this, this.#expressions(factors));
  }

  subtract(a: Term, b: Term): Expression {
    return sumOf(this, [this.#expression(a), this.negate(b)]);
  }

  divide(a: Term, b: Term): Expression {
    return productOf(this, [this.#expression(a), this.power(b, -1)]);
  }

  negate(a: Term): Expression {
    return productOf(this, [makeNumber(minusOne), this.#expression(a)]);
  }

  power(base: Term, exponent: Term): Expression {
    return powerOf(this, this.#expression(base), this.#expression(exponent));
  }

  call(name: CallName, ...args: readonly Term[]): Expression {
    return callOf(this, name, this.#expressions(args));
  }

  piecewise(...operands: readonly Term[]): Expression {
    return piecewiseOf(this, this.#expressions(operands));
  }

  element(tensor: Expression, indices: readonly Expression[]): Expression {
    return elementOf(this, tensor, indices);
  }

  reduce(operation: ReduceOperation, range: IndexRange, body: Expression): Expression {
    return reduceOver(this, operation, range, body);
  }

  tensor(indices: readonly SymbolNode[], shape: Shape, body: Expression): Expression {
    return tensorOver(this, indices, shape, body);
  }

  #expression(term: Term): Expression {
    return typeof term === "number" ? this.number(term) : term;
  }

  #expressions(terms: readonly Term[]): readonly Expression[] {
    for (const term of terms)
      if (typeof term === "number") return terms.map((each) => this.#expression(each));
    return terms as readonly Expression[];
  }
}
