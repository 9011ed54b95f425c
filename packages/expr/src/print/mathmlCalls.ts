import { binds, primary } from "./brackets.ts";
import type { FormulaOf } from "./formula.ts";
import { apply, argument, brackets, enclosed, escaped, row } from "./mathmlParts.ts";
import type { Notation, Rendered } from "./render.ts";
import { plainNameOf } from "./symbols.ts";

type Call = FormulaOf<"call">;

const { atLeast, joined } = brackets;

/** Calls that have a notation of their own. */
const notations: ReadonlyMap<Call["name"], Notation> = new Map([
  ["abs", ([x]) => primary(row("<mo>|</mo>", x!.text, "<mo>|</mo>"))],
  ["floor", ([x]) => primary(row("<mo>⌊</mo>", x!.text, "<mo>⌋</mo>"))],
  ["ceil", ([x]) => primary(row("<mo>⌈</mo>", x!.text, "<mo>⌉</mo>"))],
  ["cbrt", ([x]) => primary(`<mroot>${x!.text}<mn>3</mn></mroot>`)],
  [
    "exp",
    ([x], { rank }) =>
      rank === 0
        ? { text: `<msup><mi>e</mi>${x!.text}</msup>`, precedence: binds.power }
        : primary(row("<mi>exp</mi>", apply, enclosed(x!.text))),
  ],
  ["kronecker", (operands) => primary(`<msub><mi>δ</mi>${row(joined(operands, "<mo>,</mo>"))}</msub>`)],
  ["polygamma", derivativeOf("<mi>ψ</mi>")],
  ["sincDerivative", derivativeOf("<mi>sinc</mi>")],
  ["erfcxDerivative", derivativeOf("<mi>erfcx</mi>")],
  ["sigmoidSlope", ([x]) => primary(row("<mi>σ</mi><mo>′</mo>", apply, enclosed(x!.text)))],
  ["eye", ([size]) => primary(`<msub><mi>I</mi>${size!.text}</msub>`)],
  ["ones", (sizes) => primary(filled("1", sizes))],
  ["zeros", (sizes) => primary(filled("0", sizes))],
  ["norm", ([x], { operands: [vector] }) => primary(norm(x!.text, vector!.rank === 2))],
  ["inverse", ([x]) => raised(x!, row("<mo>−</mo>", "<mn>1</mn>"), "inverse($x)")],
  ["transposedInverse", ([x]) => raised(x!, row("<mo>−</mo>", "<mo>⊤</mo>"), "transpose(inverse($x))")],
] satisfies [Call["name"], Notation][]);

/** The n-th derivative of a function at x. */
function derivativeOf(name: string): Notation {
  return ([n, x]) => primary(row(`<msup>${name}${enclosed(n!.text)}</msup>`, apply, enclosed(x!.text)));
}

/** A call in its own notation, or the name with its arguments in brackets. */
export function writeCall(node: Call, operands: readonly Rendered[]): Rendered {
  const notation = notations.get(node.name);
  if (notation !== undefined) return notation(operands, node);
  const list = enclosed(joined(operands, "<mo>,</mo>"));
  return primary(row(`<mi>${escaped(plainNameOf(node.name))}</mi>`, apply, list));
}

/** A tensor of one digit; without sizes, of those that fit. */
function filled(digit: string, sizes: readonly Rendered[]): string {
  const bold = `<mn mathvariant="bold">${digit}</mn>`;
  return sizes.length === 0 ? bold : `<msub>${bold}${row(joined(sizes, "<mo>×</mo>"))}</msub>`;
}

/** A superscript that is no power, and says so. */
export function raised(x: Rendered, mark: string, intent: string): Rendered {
  const base = argument("x", atLeast(x, binds.primary));
  return { text: `<msup intent="${intent}">${base}${mark}</msup>`, precedence: binds.power };
}

function norm(x: string, isOfMatrix: boolean): string {
  const bars = `<mrow intent="norm($x)"><mo>‖</mo>${argument("x", x)}<mo>‖</mo></mrow>`;
  return isOfMatrix ? `<msub>${bars}<mi mathvariant="normal">F</mi></msub>` : bars;
}
