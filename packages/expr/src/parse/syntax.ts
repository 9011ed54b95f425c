import type { Budget } from "../limits.ts";
import type { Expression, SymbolNode } from "../node.ts";
import type { Span } from "./source.ts";

/**
 * A node of the tree of a text: what was written, before names are looked up. Sums and products keep all their
 * operands in one list, so that a long chain is flat. The span is where to point when something is wrong with the node.
 * All nodes have the same fields, so that engines read them fast.
 */
export interface Syntax extends Span {
  readonly rule: Rule;
  /** What a name, a call or an operator is written as. */
  readonly name: string;
  operands: Syntax[];
  /** Whether the node is subtracted in its sum, or divides in its product. */
  inverse: boolean;
  /** How a call is built. */
  form: Form | undefined;
  /** The names that are bound around the node. */
  scope: Scope | undefined;
  /** The expression, once it is built. */
  value: Expression | undefined;
}

/** What a node of the tree is: how its operator or its bracket is read, and what is built of its operands. */
export interface Rule {
  /** How tightly an operator binds; 0 for brackets. */
  readonly precedence: number;
  /** The mark that ends a bracket. */
  readonly close?: string;
  /** Whether commas part the items of a bracket. */
  readonly isList?: boolean;
  /** Whether it is a name without brackets. */
  readonly isName?: boolean;
  readonly build: Build;
}

/** Makes the expression of a node from those of its operands. */
export type Build = (operands: readonly Expression[], node: Syntax, context: Context) => Expression;

/** One way to call a function: the counts of arguments that it takes, and what is built of them. */
export interface Form {
  readonly least: number;
  readonly most: number;
  readonly build: Build;
  /** The operands that are names which the call binds in its first operand. */
  readonly names?: (operands: readonly Syntax[]) => readonly Syntax[];
  /** What the call takes, where counts do not tell. */
  readonly usage?: string;
}

/** What builders need besides the tree. */
export interface Context {
  readonly text: string;
  /** The nodes that are set into a template, by their offsets. */
  readonly values: ReadonlyMap<number, Expression>;
  /** The node that a name stands for. */
  readonly variable: (name: string) => Expression;
  /** Whether a name is given a shape, or is indexed. */
  readonly isDeclared: (name: string) => boolean;
  readonly budget: Budget;
  /** What all derivatives in the text may use. */
  readonly derivations: Budget;
}

/** The names that are bound at a place, innermost first. */
export interface Scope {
  readonly names: ReadonlyMap<string, SymbolNode>;
  readonly outer: Scope | undefined;
  readonly depth: number;
}

/** The marks that compare. */
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** The most axes that a tensor has. */
export const rankLimit = 32;

const none: readonly Syntax[] = [];

/** A node without operands. */
export function syntax(rule: Rule, name: string, start: number, end: number): Syntax {
  return {
    rule,
    name,
    start,
    end,
    operands: none as Syntax[], // replaced before it is filled
    inverse: false,
    form: undefined,
    scope: undefined,
    value: undefined,
  };
}
