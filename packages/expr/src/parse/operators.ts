import type { Span } from "./source.ts";
import type { Comparison, Syntax } from "./syntax.ts";

/** An operator between two operands: how tightly it binds, and the node it makes. */
export interface Infix {
  readonly precedence: number;
  readonly associates: "left" | "right" | "not";
  readonly join: (left: Syntax, right: Syntax, span: Span) => Syntax;
}

/** Unary plus and minus bind tighter than a product and looser than a power: -x^2 is -(x^2). */
export const prefixPrecedence = 6;

/** The infix operators, loosest first. Juxtaposition is the product. */
export const infixes: ReadonlyMap<string, Infix> = new Map([
  ["or", { precedence: 1, associates: "left", join: pair("or") }],
  ["and", { precedence: 2, associates: "left", join: pair("and") }],
  ["<", comparison("<")],
  ["<=", comparison("<=")],
  [">", comparison(">")],
  [">=", comparison(">=")],
  ["==", comparison("==")],
  ["!=", comparison("!=")],
  ["+", { precedence: 4, associates: "left", join: term(false) }],
  ["-", { precedence: 4, associates: "left", join: term(true) }],
  ["*", { precedence: 5, associates: "left", join: factor(false) }],
  ["/", { precedence: 5, associates: "left", join: factor(true) }],
  ["@", { precedence: 5, associates: "left", join: pair("contract") }],
  ["^", { precedence: 7, associates: "right", join: pair("power") }],
] satisfies [string, Infix][]);

function pair(kind: "or" | "and" | "contract" | "power"): Infix["join"] {
  return (left, right, span) => ({ kind, span, operands: [left, right] });
}

function comparison(mark: Comparison): Infix {
  const join: Infix["join"] = (left, right, span) => ({
    kind: "compare",
    comparison: mark,
    span,
    operands: [left, right],
  });
  return { precedence: 3, associates: "not", join };
}

/** Adds a term to the sum on the left, which nobody else holds, or starts a sum. */
function term(negative: boolean): Infix["join"] {
  return (left, right, span) => {
    if (left.kind !== "sum") {
      return { kind: "sum", span, operands: [left, right], negative: [false, negative] };
    }
    left.operands.push(right);
    left.negative.push(negative);
    return left;
  };
}

/** Adds a factor to the product on the left, which nobody else holds, or starts a product. */
function factor(inverse: boolean): Infix["join"] {
  return (left, right, span) => {
    if (left.kind !== "product") {
      return { kind: "product", span, operands: [left, right], inverse: [false, inverse] };
    }
    left.operands.push(right);
    left.inverse.push(inverse);
    return left;
  };
}
