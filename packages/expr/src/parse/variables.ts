import type { Expression } from "../node.ts";

/** The key under which the variables of an expression stand in its type. There is no such property. */
declare const variables: unique symbol;

/**
 * An expression of which the compiler knows the variables, so that editors complete their names and a value that was
 * forgotten is an error of types. At run time it is an {@link Expression} like any other; where the names cannot be known,
 * `V` is `string` and nothing is checked.
 *
 * @example
 * ```ts
 * import { evaluate, type ExpressionIn, parse } from "@chainrule/expr";
 * const f: ExpressionIn<"x" | "y"> = parse("x^2 + y");
 * evaluate(f, { x: 3, y: 1 }); // => 10
 * ```
 */
export type ExpressionIn<V extends string> = Expression & { readonly [variables]?: V };

/** A variable of an expression whose variables are known: editors complete their names, others are accepted. */
export type VariableIn<V extends string> = NoInfer<V> | (string & {}) | Expression;

/**
 * The names of the variables in a literal text: all its names but constants, functions and what `sum` and its like
 * bind. `string` for a text that is no literal, or that is too long to be read by types.
 */
export type VariablesIn<T extends string> =
  Record<never, 0> extends Record<T, 0>
    ? string
    : IsUnion<T> extends true
      ? string
      : T extends `${string}\`${string}`
        ? string
        : IsLong<T> extends true
          ? string
          : Exclude<Read<T>, "pi" | "e" | "and" | "or">;

type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

/** Whether a text has more than 320 characters. */
type IsLong<T extends string, Blocks extends unknown[] = []> = Blocks["length"] extends 20
  ? true
  : T extends `${infer _0}${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer _9}${infer _a}${infer _b}${infer _c}${infer _d}${infer _e}${infer _f}${infer Rest}`
    ? IsLong<Rest, [...Blocks, 0]>
    : false;

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Lower =
  | ("a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m")
  | ("n" | "o" | "p" | "q" | "r" | "s" | "t" | "u" | "v" | "w" | "x" | "y" | "z");
type Letter = Lower | Uppercase<Lower> | "_";
type Space = " " | "\t" | "\n" | "\r" | "\0" | "\u00a0";
type Sign = "+" | "-";

/** An open bracket: whether the name that comes next is one that its function binds, or the name after the next comma. */
type Bracket = "plain" | "reduction" | "reduction binds" | "tensor" | "tensor binds";

interface Brackets {
  sum: "reduction";
  product: "reduction";
  maximum: "reduction";
  minimum: "reduction";
  logSumExp: "reduction";
  norm: "reduction";
  tensor: "tensor";
}

interface AfterComma {
  plain: "plain";
  reduction: "reduction binds";
  "reduction binds": "plain";
  tensor: "tensor binds";
  "tensor binds": "tensor";
}

/** Reads a text from left to right: the names that are free, with the brackets that are open, innermost first. */
type Read<
  T extends string,
  Open extends Bracket[] = [],
  Found extends string = never,
  Bound extends string = never,
> = T extends `${infer C}${infer Rest}`
  ? C extends Letter
    ? ReadName<Rest, C, Open, Found, Bound>
    : C extends Digit
      ? ReadNumber<Rest, Open, Found, Bound>
      : C extends "(" | "["
        ? Read<Rest, ["plain", ...Open], Found, Bound>
        : C extends ")" | "]"
          ? Read<Rest, Tail<Open>, Found, Bound>
          : C extends ","
            ? Read<
                Rest,
                Open extends [infer B extends Bracket, ...infer Outer extends Bracket[]]
                  ? [AfterComma[B], ...Outer]
                  : Open,
                Found,
                Bound
              >
            : Read<Rest, Open, Found, Bound>
  : Exclude<Found, Bound>;

type Tail<Open extends Bracket[]> = Open extends [Bracket, ...infer Outer extends Bracket[]] ? Outer : [];

type ReadName<
  T extends string,
  Name extends string,
  Open extends Bracket[],
  Found extends string,
  Bound extends string,
> = T extends `${infer C extends Letter | Digit}${infer Rest}`
  ? ReadName<Rest, `${Name}${C}`, Open, Found, Bound>
  : TrimStart<T> extends `(${infer Rest}`
    ? Read<Rest, [Name extends keyof Brackets ? Brackets[Name] : "plain", ...Open], Found, Bound>
    : Open extends [`${string} binds`, ...Bracket[]]
      ? Read<T, Open, Found, Bound | Name>
      : Read<T, Open, Found | Name, Bound>;

type TrimStart<T extends string> = T extends `${Space}${infer Rest}` ? TrimStart<Rest> : T;

type ReadNumber<
  T extends string,
  Open extends Bracket[],
  Found extends string,
  Bound extends string,
> = T extends `${infer C}${infer Rest}`
  ? C extends Digit | "."
    ? ReadNumber<Rest, Open, Found, Bound>
    : C extends "e" | "E"
      ? ReadNumber<Rest extends `${Sign}${infer Digits}` ? Digits : Rest, Open, Found, Bound>
      : Read<T, Open, Found, Bound>
  : Exclude<Found, Bound>;
