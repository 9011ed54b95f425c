import { scalarNamed, sizesOf } from "../atoms.ts";
import { axesOf, fieldsOf, reading, shown } from "../doors.ts";
import { type Budget, createBudget, type Limits, requireDepth, requireLength } from "../limits.ts";
import { makeSymbol } from "../make.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { type Reader, readSyntax } from "./grammar.ts";
import { resolve } from "./resolve.ts";
import type { ExpressionIn, VariablesIn } from "./variables.ts";

/** The sizes of a tensor's axes: numbers, or names of sizes. */
export type SizesOption = readonly (number | string)[];

/** How {@link parse} reads a text. */
export interface ParseOptions {
  /**
   * Sizes of the names that stand for tensors, as in `{ W: [3, 2], x: ["n", "d"] }`. Other names are scalars; `{ e: [] }`
   * makes a scalar variable of `e` or `pi`.
   */
  readonly shapes?: Readonly<Record<string, SizesOption>> | ReadonlyMap<string, SizesOption>;
  /** Bounds on the text, on what it stands for, and on the time. */
  readonly limits?: Limits;
}

/**
 * The expression that a text stands for.
 *
 * Syntax, loosest first: `or`; `and`; one comparison `< <= > >= == !=`; `+ -`; `* / @` and products without a
 * mark such as `2x`, from left to right; signs; `^` from right to left; then `f(x)`, `x[i]`, `A'`, `|x|`,
 * brackets. So `-x^2` is -(x^2), `2^-x` is read, and `1/2x` is (1/2) x. `log` is natural. `pi` and `e` are constants,
 * unless they are given a shape; all other names are variables, and what stands between backquotes (`` `x y` ``). `D(f, x)` is a derivative; `piecewise(value, condition, ..., otherwise)` chooses;
 * `sum(x[i]^2, i, 1, n)` binds `i`, and so do `product`, `maximum`, `minimum`, `logSumExp` and
 * `tensor(body, i, size, ...)`. On tensors `* / ^` and functions work on elements, aligned at the last axis; `@` is
 * the matrix product and `'` the transpose.
 *
 * Of a literal text the type tells the variables: see {@link ExpressionIn}.
 *
 * Numbers are exact: `0.1` is 1/10. Nothing is evaluated, no name of JavaScript is reachable, and time and memory
 * grow linearly with the text.
 *
 * @throws ExpressionSyntaxError (`expr/syntax`) where the text is no expression, with line, column and a caret.
 * @throws UnknownFunctionError (`expr/unknown-function`) for a call of a name that is no function.
 * @throws NumberLiteralError (`expr/number`) for a number of more than 1,000 digits.
 * @throws ShapeError (`expr/shape`) where shapes do not fit.
 * @throws LimitError (`expr/limit`) for a text over the limits.
 * @throws ValueError (`expr/value`) where what is given is no text.
 * @example
 * ```ts
 * import { evaluate, parse } from "@chainrule/expr";
 * evaluate(parse("1/2 m v^2"), { m: 3, v: 2 }); // => 6
 * ```
 * @example
 * ```ts
 * import { parse, toText } from "@chainrule/expr";
 * toText(parse("tensor(sum(W[i,k] * x[k], k, 1, 2), i, 3)", { shapes: { W: [3, 2], x: [2] } })); // => "W @ x"
 * ```
 */
export function parse<const T extends string, const O extends ParseOptions = NoOptions>(
  text: T,
  options?: O,
): ExpressionIn<Exclude<VariablesIn<T>, SizeIn<O>>> {
  return parseWithValues(text, new Map(), options);
}

type NoOptions = { readonly shapes?: never };

/** The names of sizes in declared shapes, which the values of the tensors tell; any name where they are not known. */
type SizeIn<O extends ParseOptions> = ParseOptions extends O
  ? string
  : O extends { readonly shapes: infer S }
    ? S extends Readonly<Record<string, readonly (infer Size)[]>>
      ? Size
      : string
    : never;

/** Reads a text in which nodes stand at some offsets. */
export function parseWithValues(
  text: string,
  values: ReadonlyMap<number, Expression>,
  options?: ParseOptions,
): Expression {
  if (typeof text !== "string") throw new ValueError(`parse reads text, and was given ${shown(text)}`);
  const { shapes, limits } = fieldsOf(options, "options");
  const budget = createBudget(limits);
  requireLength(text, budget);
  const reader: Reader = {
    text,
    values,
    budget,
    kind: "end",
    word: "",
    start: 0,
    end: 0,
    previous: "end",
    previousEnd: 0,
    operands: [],
    pending: [],
    brackets: [],
    ranks: new Map(),
    fault: undefined,
  };
  const syntax = readSyntax(reader);
  if (reader.fault !== undefined) throw reader.fault.error();
  const declared = declaredShapes(shapes, reader.ranks);
  const derivations = derivationsIn(text, limits, budget);
  const root = resolve(syntax, {
    text,
    values,
    budget,
    variable: variables(declared),
    isDeclared: (name) => declared.has(name),
    derivations,
  });
  requireDepth(root, budget);
  return root;
}

/**
 * What the derivatives in a text may use: unless the limits say it, enough for the first one of anything, and not for
 * what high orders of towers of powers would need.
 */
function derivationsIn(
  { length }: string,
  limits: Limits | undefined,
  { limits: all, start }: Budget,
): Budget {
  return { limits: { ...all, nodes: limits?.nodes ?? 25_000 + 20 * length }, start, nodes: 0 };
}

type Shapes = ReadonlyMap<string, SizesOption>;

/** The shapes given. A name without one that is indexed has axes of sizes of its own, named `x.1`, `x.2`. */
function declaredShapes(shapes: ParseOptions["shapes"] = {}, ranks: ReadonlyMap<string, number>): Shapes {
  const declared = reading<Map<string, SizesOption>>(
    () =>
      typeof shapes === "object"
        ? new Map(shapes instanceof Map ? shapes : Object.entries(shapes))
        : undefined,
    "shapes by name",
  );
  for (const [name, rank] of ranks) {
    if (!declared.has(name))
      declared.set(
        name,
        Array.from({ length: rank }, (_, axis) => `${name}.${axis + 1}`),
      );
  }
  return declared;
}

/** One node a name. */
function variables(declared: Shapes): (name: string) => SymbolNode {
  const made = new Map<string, SymbolNode>();
  const make = declared.size === 0 ? scalarNamed : tensors(declared);
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const node = make(name);
    made.set(name, node);
    return node;
  };
}

/** Names of sizes are integers. */
function tensors(declared: Shapes): (name: string) => SymbolNode {
  const sizes = new Set<unknown>([...declared.values()].flatMap((shape) => axesOf(shape, "sizes")));
  return (name) =>
    makeSymbol(name, 0, sizesOf(declared.get(name) ?? []), sizes.has(name) ? { integer: true } : {});
}
