import { fieldsOf, shown } from "../doors.ts";
import type { Expression } from "../node.ts";
import { ValueError } from "../rational.ts";
import { binds, primary, signed, signedTerms } from "./brackets.ts";
import { type Formula, isScaledContraction, looksMixed } from "./formula.ts";
import { raised, writeCall } from "./mathmlCalls.ts";
import { argument, brackets, divided, dot, elementwise, row, times, writeName } from "./mathmlParts.ts";
import { type Definition, type PrintOptions, print, type Rendered, type Style } from "./render.ts";
import { asInTextbooks } from "./textbook.ts";

/** How {@link toMathML} prints. */
export interface MathMLOptions extends PrintOptions {
  /** A formula on a line of its own, or one within a line of text. Default "block". */
  readonly display?: "block" | "inline";
}

/**
 * The expression in presentation MathML: a `<math>` element that browsers show and screen readers speak, with
 * products and function calls marked by their invisible operators and every group in an `<mrow>`. Names are escaped.
 * Tensors are written as {@link toLatex} writes them; intents say what a transpose, an inverse, a norm or an elementwise
 * operation is.
 *
 * @throws LimitError (`expr/limit`) when the markup would be longer than `limit`, in bounded time.
 * @example
 * ```ts
 * import { parse, toMathML } from "@chainrule/expr";
 * const markup = toMathML(parse("x/2"), { display: "inline" });
 * markup.includes("<mfrac><mi>x</mi><mn>2</mn></mfrac>"); // => true
 * ```
 */
export function toMathML(e: Expression, options: MathMLOptions = {}): string {
  const { display = "block", ...rest } = fieldsOf(options, "options");
  if (display !== "block" && display !== "inline")
    throw new ValueError(`display is ${shown(display)}: use "block" or "inline"`);
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" display="${display}">${print(e, style, rest)}</math>`;
}

const { atLeast, asFirstFactor, asFirstOfChain, joined } = brackets;

const comparisons = { "<": "&lt;", "<=": "≤", ">": "&gt;", ">=": "≥", "==": "=", "!=": "≠" } as const;

const operators = {
  add: "<mo>∑</mo>",
  multiply: "<mo>∏</mo>",
  max: "<mi>max</mi>",
  min: "<mi>min</mi>",
  logSumExp: "<mi>logSumExp</mi>",
  norm: "<mi>norm</mi>",
} as const;

const style: Style = {
  prepare: asInTextbooks,
  rules: {
    integer: ({ digits }) => ({ ...primary(`<mn>${digits}</mn>`), startsWithDigit: true }),
    name: ({ name }) => primary(writeName(name)),
    index: ({ name }) => primary(writeName(name)),
    constant: ({ name }) => primary(`<mi>${name === "pi" ? "π" : "e"}</mi>`),
    sum: (_, terms) => {
      const text = row(signedTerms(terms, brackets, "<mo>+</mo>", "<mo>−</mo>"));
      return { text, precedence: binds.sum };
    },
    negative: (_, [x]) => {
      const written = signed(x!, brackets, "<mo>−</mo>");
      return { ...written, text: row(written.text) };
    },
    product: ({ operands }, factors) => writeProduct(operands, factors),
    quotient: ({ operands: [, divisor] }, [above, below]) =>
      divisor!.rank === 0
        ? { text: `<mfrac>${above!.text}${below!.text}</mfrac>`, precedence: binds.power }
        : {
            text: row(atLeast(above!, binds.power), divided, atLeast(below!, binds.power)),
            precedence: binds.product,
          },
    power: ({ rank }, [base, exponent]) => ({
      ...(rank === 0
        ? { text: `<msup>${atLeast(base!, binds.primary)}${exponent!.text}</msup>`, precedence: binds.power }
        : raised(base!, row("<mo>⊙</mo>", argument("n", exponent!.text)), "elementwise-power($x,$n)")),
      ...(base!.startsWithDigit && { startsWithDigit: true }),
    }),
    root: (_, [x]) => primary(`<msqrt>${x!.text}</msqrt>`),
    call: (node, operands) => writeCall(node, operands),
    compare: ({ comparison }, [a, b]) => {
      const text = row(atLeast(a!, binds.sum), `<mo>${comparisons[comparison]}</mo>`, atLeast(b!, binds.sum));
      return { text, precedence: binds.compare };
    },
    and: (_, operands) => ({
      text: row(joined(operands, "<mo>∧</mo>", binds.compare)),
      precedence: binds.and,
    }),
    or: (_, operands) => ({ text: row(joined(operands, "<mo>∨</mo>", binds.and)), precedence: binds.or }),
    not: (_, [x]) => ({ text: row("<mo>¬</mo>", atLeast(x!, binds.primary)), precedence: binds.sign }),
    piecewise: (_, operands) => primary(writePiecewise(operands)),
    element: (_, [tensor, ...indices]) =>
      primary(`<msub>${atLeast(tensor!, binds.primary)}${row(joined(indices, "<mo>,</mo>"))}</msub>`),
    reduce: ({ operation, index }, [body, from, to]) => {
      const below = row(writeName(index), "<mo>=</mo>", from!.text);
      const operator = `<munderover>${operators[operation]}${below}${to!.text}</munderover>`;
      return { text: row(operator, atLeast(body!, binds.product)), precedence: binds.sum };
    },
    tensor: ({ indices }, [body, ...sizes]) => {
      const ranges = indices.map((index, k) => row(writeName(index), "<mo>≤</mo>", sizes[k]!.text));
      const bracketed = row("<mo>[</mo>", body!.text, "<mo>]</mo>");
      return primary(`<msub>${bracketed}${row(ranges.join("<mo>,</mo>"))}</msub>`);
    },
    contract: (_, [a, b]) => {
      const text = row(asFirstOfChain(a!), times, asFirstOfChain(b!));
      return { text, precedence: binds.product, isContraction: true };
    },
    transpose: (_, [x]) => raised(x!, "<mo>⊤</mo>", "transpose($x)"),
  },
  reference: (definition) => primary(leftSide(definition)),
  document: (definitions, main) => {
    if (definitions.length === 0) return main;
    const rows = definitions.map((definition) =>
      tableRow(leftSide(definition), "<mo>=</mo>", definition.text),
    );
    return `<mtable>${rows.join("")}${tableRow("", "", main)}</mtable>`;
  },
};

function writeProduct(operands: readonly Formula[], factors: readonly Rendered[]): Rendered {
  const [first, ...rest] = factors as readonly [Rendered, ...Rendered[]];
  let text = asFirstFactor(first);
  const isScaled = isScaledContraction(operands);
  rest.forEach((factor, k) => {
    const mark =
      operands[k]!.rank > 0 && operands[k + 1]!.rank > 0
        ? elementwise
        : factor.startsWithDigit || looksMixed(operands[k]!, operands[k + 1]!)
          ? dot
          : times;
    text += mark + (isScaled && k === rest.length - 1 ? factor.text : atLeast(factor, binds.power));
  });
  return {
    text: row(text),
    precedence: binds.product,
    ...(first.startsWithDigit && { startsWithDigit: true }),
  };
}

function writePiecewise(operands: readonly Rendered[]): string {
  let rows = "";
  for (let k = 0; k + 1 < operands.length; k += 2) {
    rows += tableRow(operands[k]!.text, "<mtext>if\u00a0</mtext>", operands[k + 1]!.text);
  }
  rows += tableRow(operands.at(-1)!.text, "<mtext>otherwise</mtext>", "");
  return row("<mo>{</mo>", `<mtable columnalign="left">${rows}</mtable>`);
}

function tableRow(left: string, middle: string, right: string): string {
  return `<mtr><mtd>${left}</mtd><mtd>${row(middle, right)}</mtd></mtr>`;
}

function leftSide({ name, indices }: Definition): string {
  if (indices.length === 0) return writeName(name);
  return `<msub>${writeName(name)}${row(indices.map(writeName).join("<mo>,</mo>"))}</msub>`;
}
