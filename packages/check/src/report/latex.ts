import { parse, toLatex } from "@chainrule/expr";
import type { ResultSuite } from "./suite.ts";

/**
 * Results as LaTeX: a paragraph, the derivatives as displayed formulas, and a `tabular` a suite, for `amsmath`.
 *
 * @example
 * ```ts
 * import { crossCheck, formulaSubject, resultsToLatex, suitesOf } from "@chainrule/check";
 * const report = crossCheck(formulaSubject("x^2", { x: 3 }));
 * resultsToLatex(suitesOf(report)).includes("\\frac{\\partial}{\\partial x} = 2"); // => true
 * ```
 */
export function resultsToLatex(suites: readonly ResultSuite[]): string {
  return suites.map(section).join("\n\n");
}

function section({ name, verdict, columns, cases, formulas, notes }: ResultSuite): string {
  return [
    `\\paragraph{${escaped(name)}} ${escaped(verdict)}.`,
    ...formulas.map((formula) => `\\[ ${formulaToLatex(formula)} \\]`),
    `\\begin{tabular}{l${"r".repeat(columns.length - 1)}l}`,
    "\\hline",
    row(["", ...columns]),
    "\\hline",
    ...cases.map((each) => row([each.name, ...each.cells])),
    "\\hline",
    "\\end{tabular}",
    ...notes.flatMap((note) => ["", `\\noindent ${withNumbers(note)}`]),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `${cells.map(withNumbers).join(" & ")} \\\\`;
}

/** Text with its negative numbers and powers of ten in mathematical notation, where a hyphen is a minus. */
function withNumbers(text: string): string {
  return text
    .split(
      /(?<![\p{L}\p{N}_.[\]])(-\d+(?:\.\d+)?(?:e[+-]?\d+)?|\d+(?:\.\d+)?e[+-]?\d+)(?![\p{L}\p{N}_]|\.\d)/u,
    )
    .map((part, i) => (i % 2 === 0 ? escaped(part) : numberToLatex(part)))
    .join("");
}

function numberToLatex(text: string): string {
  const [digits, exponent] = text.split("e");
  return exponent === undefined ? `$${digits}$` : `$${digits} \\cdot 10^{${Number(exponent)}}$`;
}

/** `d/dx d/dy = x*y` in mathematical notation. */
function formulaToLatex(formula: string): string {
  const [left = "", ...right] = formula.split(" = ");
  const operators = left
    .split(" ")
    .map((each) => `\\frac{\\partial}{\\partial ${latexOf(each.replace(/^d\/d/, ""))}}`);
  return `${operators.join(" ")} = ${latexOf(right.join(" = "))}`;
}

function latexOf(text: string): string {
  try {
    return toLatex(parse(text));
  } catch {
    return `\\text{${escaped(text)}}`; // a name that is none in a formula, such as a path
  }
}

const commands: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
};

/** Text that LaTeX prints as it is. */
function escaped(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ").replace(/\p{Cs}/gu, "\ufffd");
  return plain.replace(/[\\~^<>|#$%&_{}]/g, (character) => commands[character] ?? `\\${character}`);
}
