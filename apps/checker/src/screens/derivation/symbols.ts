import type { SymbolMeaning } from "../../parts/formula-view.ts";
import type { Variable } from "./model.ts";

/** `3 × 2`. */
export function shapeText(shape: readonly number[]): string {
  return shape.map((length) => (Number.isNaN(length) ? "n" : length)).join(" × ");
}

/** What each symbol says when it is pointed at. */
export function meaningsOf(variables: readonly Variable[]): readonly SymbolMeaning[] {
  return variables.map(({ name, shape, value, markup }) => {
    const kind = shape.length === 0 ? "number" : `[${shapeText(shape)}]`;
    return { markup, meaning: `${name}: ${kind}${value === undefined ? "" : ` = ${value}`}` };
  });
}
