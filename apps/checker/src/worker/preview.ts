import { freeSymbols, parse } from "@chainrule/expr";
import type { Preview } from "./protocol.ts";
import { readable } from "./readable.ts";

/** A formula in MathML, and its variables in alphabetical order. */
export function preview(formula: string): Preview {
  const expression = parse(formula);
  const variables = freeSymbols(expression).map(({ name }) => name);
  return { markup: readable(expression), variables: variables.sort() };
}
