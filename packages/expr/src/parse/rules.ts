import { element } from "../indexed.ts";
import { matmul, transpose } from "../linear.ts";
import { makeCall } from "../make.ts";
import { calling, callOf, negationOf, powerOf, productOf, sumOf } from "./arithmetic.ts";
import { indexOf } from "./binders.ts";
import { numberAt } from "./numbers.ts";
import type { Build, Rule } from "./syntax.ts";

/** What text is made of: what each operator, bracket and leaf binds, and what it builds. */

const leaf = (build: Build): Rule => ({ precedence: -1, build });
const operator = (precedence: number, build: Build): Rule => ({ precedence, build });
const bracket = (close: string, isList: boolean, build: Build): Rule => ({
  precedence: 0,
  close,
  isList,
  build,
});
const inner: Build = ([item]) => item!;

const quoted: Build = (_, { name, scope }, { variable }) => indexOf(name, scope) ?? variable(name);

const named: Build = (operands, node, context) => {
  const { name, scope } = node;
  const isConstant = (name === "pi" || name === "e") && !context.isDeclared(name);
  return isConstant ? (indexOf(name, scope) ?? makeCall(name, [])) : quoted(operands, node, context);
};

const comparisons: Readonly<Record<string, Build>> = {
  "<": calling("less"),
  "<=": calling("lessEqual"),
  ">": ([a, b]) => callOf("less", [b!, a!]),
  ">=": ([a, b]) => callOf("lessEqual", [b!, a!]),
  "==": calling("equal"),
  "!=": (operands) => callOf("not", [callOf("equal", operands)]),
};

type Leaf = "number" | "name" | "quoted" | "value";
type Bracket = "whole" | "group" | "absolute" | "call" | "element";
type Operator = "or" | "and" | "compare" | "sum" | "product" | "contract" | "negate" | "power" | "transpose";

/** The kinds of nodes of a syntax tree. Loosest first, operators bind as their precedences say. */
export const rules: Readonly<Record<Leaf | Bracket | Operator, Rule>> = {
  number: leaf((_, node, { text }) => numberAt(text, node)),
  name: { ...leaf(named), isName: true },
  quoted: { ...leaf(quoted), isName: true },
  value: leaf((_, { start }, { values }) => values.get(start)!),
  whole: bracket("the end", false, inner),
  group: bracket(")", false, inner),
  absolute: bracket("|", false, calling("abs")),
  call: bracket(")", true, (operands, node, context) => node.form!.build(operands, node, context)),
  element: bracket("]", true, ([tensor, ...indices]) => element(tensor!, ...indices)),
  or: operator(1, calling("or")),
  and: operator(2, calling("and")),
  compare: operator(3, (operands, node, context) => comparisons[node.name]!(operands, node, context)),
  sum: operator(4, sumOf),
  product: operator(5, productOf),
  contract: operator(5, ([a, b]) => matmul(a!, b!)),
  negate: operator(6, ([operand]) => negationOf(operand!)),
  power: operator(7, ([base, exponent]) => powerOf(base!, exponent!)),
  transpose: leaf(([matrix]) => transpose(matrix!)),
};

/** What stands between two operands. */
export const infixes: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["+", rules.sum],
  ["-", rules.sum],
  ["*", rules.product],
  ["/", rules.product],
  ["^", rules.power],
  ["@", rules.contract],
  ["and", rules.and],
  ["or", rules.or],
  ...Object.keys(comparisons).map((mark) => [mark, rules.compare] as const),
]);

/** What stands before an operand. */
export const prefixes: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["(", rules.group],
  ["|", rules.absolute],
  ["-", rules.negate],
]);
