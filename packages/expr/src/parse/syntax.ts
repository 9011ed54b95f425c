import type { Span } from "./source.ts";

/** The marks that compare. */
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";

/**
 * The tree of a text: what was written, before names are looked up. Sums and products keep all their operands
 * in one list, so that a long chain is flat; `span` is where to point when something is wrong with the node.
 */
export type Syntax = { readonly span: Span } & (
  | { readonly kind: "number" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "value" }
  | { readonly kind: "sum"; readonly operands: Syntax[]; readonly negative: boolean[] }
  | { readonly kind: "product"; readonly operands: Syntax[]; readonly inverse: boolean[] }
  | { readonly kind: "negate" | "transpose" | "absolute"; readonly operands: readonly [Syntax] }
  | { readonly kind: "power" | "contract" | "and" | "or"; readonly operands: readonly [Syntax, Syntax] }
  | {
      readonly kind: "compare";
      readonly comparison: Comparison;
      readonly operands: readonly [Syntax, Syntax];
    }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Syntax[] }
  | { readonly kind: "element"; readonly operands: readonly Syntax[] }
);

/** The kinds of a syntax tree's nodes. */
export type SyntaxKind = Syntax["kind"];
