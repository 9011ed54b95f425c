import { binds, primary } from "./brackets.ts";
import type { FormulaOf } from "./formula.ts";
import { brackets, enclosed } from "./latexParts.ts";
import type { Notation, Rendered } from "./render.ts";
import { latexOf } from "./symbols.ts";

type Call = FormulaOf<"call">;

const { atLeast, joined } = brackets;

/** Calls that have a notation of their own. */
const notations: ReadonlyMap<Call["name"], Notation> = new Map([
  ["abs", ([x]) => primary(`\\left|${x!.text}\\right|`)],
  ["floor", ([x]) => primary(`\\left\\lfloor ${x!.text}\\right\\rfloor`)],
  ["ceil", ([x]) => primary(`\\left\\lceil ${x!.text}\\right\\rceil`)],
  ["cbrt", ([x]) => primary(`\\sqrt[3]{${x!.text}}`)],
  [
    "exp",
    ([x], { rank }) =>
      rank === 0 ? { text: `e^{${x!.text}}`, precedence: binds.power } : primary(`\\exp${enclosed(x!.text)}`),
  ],
  ["kronecker", (operands) => primary(`\\delta_{${joined(operands, ",")}}`)],
  ["polygamma", derivativeOf("\\psi")],
  ["sincDerivative", derivativeOf("\\operatorname{sinc}")],
  ["erfcxDerivative", derivativeOf("\\operatorname{erfcx}")],
  ["eye", ([size]) => primary(`I_{${size!.text}}`)],
  ["ones", (sizes) => primary(filled("1", sizes))],
  ["zeros", (sizes) => primary(filled("0", sizes))],
  [
    "norm",
    ([x], { operands: [vector] }) =>
      primary(`\\left\\lVert ${x!.text}\\right\\rVert${vector!.rank === 2 ? "_{\\mathrm{F}}" : ""}`),
  ],
  ["inverse", ([x]) => ({ text: `${atLeast(x!, binds.primary)}^{-1}`, precedence: binds.power })],
  [
    "transposedInverse",
    ([x]) => ({ text: `${atLeast(x!, binds.primary)}^{-\\top}`, precedence: binds.power }),
  ],
] satisfies [Call["name"], Notation][]);

/** The n-th derivative of a function at x. */
function derivativeOf(name: string): Notation {
  return ([n, x]) => primary(`${name}^{${enclosed(n!.text)}}${enclosed(x!.text)}`);
}

/** A call in its own notation, or the name with its arguments in brackets. */
export function writeCall(node: Call, operands: readonly Rendered[]): Rendered {
  const notation = notations.get(node.name);
  if (notation !== undefined) return notation(operands, node);
  return primary(`${latexOf(node.name)}${enclosed(joined(operands, ", "))}`);
}

/** A tensor of one digit; without sizes, of those that fit. */
function filled(digit: string, sizes: readonly Rendered[]): string {
  return `\\mathbf{${digit}}${sizes.length === 0 ? "" : `_{${joined(sizes, " \\times ")}}`}`;
}
