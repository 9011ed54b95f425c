import { type SymbolOptions, symbol } from "./atoms.ts";
import type { SymbolNode } from "./node.ts";

/**
 * Variables by their names, to be taken apart; the last argument may say what all of them are, as for {@link symbol}.
 *
 * @throws ValueError (`expr/value`) for an empty name, ShapeError (`expr/shape`) for sizes that are none.
 * @example
 * ```ts
 * import { add, multiply, symbols, toText } from "@chainrule/expr";
 * const { a, b, x } = symbols("a", "b", "x");
 * toText(add(multiply(a, x), b)); // => "a*x + b"
 * ```
 * @example
 * ```ts
 * import { matmul, symbols, toText, transpose } from "@chainrule/expr";
 * const { A, B } = symbols("A", "B", { shape: ["n", "n"] });
 * toText(matmul(transpose(A), B)); // => "A' @ B"
 * ```
 */
export function symbols<const N extends readonly (string | SymbolOptions)[]>(
  ...names: N
): { readonly [name in Extract<N[number], string>]: SymbolNode } {
  const last = names.at(-1);
  const options = typeof last === "object" ? last : {};
  const entries = names.flatMap((name) => (typeof name === "object" ? [] : [[name, symbol(name, options)]]));
  return Object.fromEntries(entries);
}
