/**
 * Sizes of derivatives by x that a survey of November 2026 found, by the counter of this package. Those of mathjs
 * 15.2.0, compute-engine 0.140.0, nerdamer 1.1.13 and Algebrite 1.4.0 are measured again where these are installed;
 * those of SymPy 1.14.0, the second with `simplify`, stand as they were found.
 */
export interface Surveyed {
  readonly text: string;
  readonly figures: Readonly<Record<Column, number | Unusable>>;
}

type Column = (typeof columns)[number];

/** A result that is wrong, or none. */
export type Unusable = "wrong" | "none";

type Line = readonly [text: string, ...sizes: (number | Unusable)[]];

const columns = ["mathjs", "compute-engine", "nerdamer", "algebrite", "sympy", "sympy, simplified"] as const;

const lines: readonly Line[] = [
  ["1/(1 + exp(-b*x))", 17, 21, 20, 17, 17, 12],
  ["tanh(x)", 4, 4, 4, 6, 6, 5],
  ["exp(-x^2/(2*s^2))", 20, 20, 23, 18, 18, 18],
  ["-log(exp(x)/(exp(x) + exp(y) + exp(z)))", 15, 105, "wrong", 14, 41, 15],
  ["x^x", 8, 10, 8, 10, 8, 8],
  ["abs(x^2 - 1)", 16, 11, 21, 12, 10, "none"],
  ["max(x, 0)", "none", "none", "none", "none", "none", "none"],
  ["min(x, y)", "none", "none", "none", "none", "none", "none"],
  ["sin(cos(tan(exp(sin(x)))))", 27, 35, 31, 27, 29, 27],
  ["x*exp(x)*sin(x)", 14, 27, 24, 21, 21, 17],
  ["(x^2 + 1)/(x^2 - 1)", 27, 13, 34, 36, 27, 12],
  ["(x + 1)^5", 7, 7, 7, 23, 7, 7],
  ["atan(y/x)", 16, 10, 21, 10, 16, 10],
  ["x^(x^x)", 25, 39, 24, 34, 23, 25],
  ["log(x^2)", 3, 3, 3, 3, 3, 3],
  ["sin(x)^2 + cos(x)^2", 1, 1, 1, 1, 1, 1],
  ["(x - 1)*(x + 1) - x^2", 1, 1, 1, 1, 1, 1],
];

/** The survey's table, a row an expression. */
export const survey: readonly Surveyed[] = lines.map(([text, ...sizes]) => ({
  text,
  figures: Object.fromEntries(columns.map((column, k) => [column, sizes[k]!])) as Surveyed["figures"],
}));

/** The smallest correct one of a row's figures; undefined where no system has any. */
export function bestOf(
  row: Readonly<Record<string, number | Unusable>>,
): { name: string; size: number } | undefined {
  const usable = Object.entries(row).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  const [best] = usable.sort(([, a], [, b]) => a - b);
  return best && { name: best[0], size: best[1] };
}
