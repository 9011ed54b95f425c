import type { Expression } from "../node.ts";
import { binds, primary, signed, signedTerms } from "./brackets.ts";
import { type Formula, isScaledContraction, looksMixed } from "./formula.ts";
import { writeCall } from "./latexCalls.ts";
import { brackets, writeName } from "./latexParts.ts";
import { type Definition, type PrintOptions, print, type Rendered, type Style } from "./render.ts";
import { splitName } from "./symbols.ts";
import { asInTextbooks } from "./textbook.ts";

/**
 * The expression in LaTeX, without the surrounding dollar signs: fractions, roots, Greek letters, matrix notation
 * where it is recognised. With `{ shared: true }` parts that occur more than once are named in an `aligned` block.
 *
 * Tensors are written as textbooks write them: transposes with \top, x y^T, norms, inverses; elementwise products,
 * quotients and powers with \odot and \oslash; what is broadcast as a product with the vector of ones or a diagonal
 * matrix.
 *
 * @throws LimitError (`expr/limit`) when the text would be longer than `limit`, in bounded time.
 * @example
 * ```ts
 * import { parse, toLatex } from "@chainrule/expr";
 * toLatex(parse("alpha x^2 / 2")); // => "\\frac{\\alpha\\,x^{2}}{2}"
 * ```
 * @example
 * ```ts
 * import { gradient, parse, toLatex } from "@chainrule/expr";
 * const loss = parse("norm(W @ x - y)^2", { shapes: { W: [3, 2], x: [2], y: [3] } });
 * toLatex(gradient(loss, ["W"])[0]!); // => "2\\,\\left(W\\,x - y\\right)\\,x^{\\top}"
 * ```
 */
export function toLatex(e: Expression, options: PrintOptions = {}): string {
  return print(e, style, options);
}

const { atLeast, asFirstFactor, asFirstOfChain, joined } = brackets;

const comparisons = { "<": "<", "<=": "\\le", ">": ">", ">=": "\\ge", "==": "=", "!=": "\\ne" } as const;

const operators = {
  add: "\\sum",
  multiply: "\\prod",
  max: "\\max",
  min: "\\min",
  logSumExp: "\\operatorname{logSumExp}",
  norm: "\\operatorname{norm}",
};

const style: Style = {
  prepare: asInTextbooks,
  rules: {
    integer: ({ digits }) => ({ ...primary(digits), startsWithDigit: true }),
    name: ({ name }) => primary(writeName(name)),
    index: ({ name }) => primary(writeName(name)),
    constant: ({ name }) => primary(name === "pi" ? "\\pi" : "e"),
    sum: (_, terms) => ({ text: signedTerms(terms, brackets, " + ", " - "), precedence: binds.sum }),
    negative: (_, [x]) => signed(x!, brackets, "-"),
    product: ({ operands }, factors) => writeProduct(operands, factors),
    quotient: ({ operands: [, divisor] }, [above, below]) =>
      divisor!.rank === 0
        ? { text: `\\frac{${above!.text}}{${below!.text}}`, precedence: binds.power }
        : {
            text: `${atLeast(above!, binds.power)} \\oslash ${atLeast(below!, binds.power)}`,
            precedence: binds.product,
          },
    power: ({ rank }, [base, exponent]) => ({
      text: `${atLeast(base!, binds.primary)}^{${rank > 0 ? "\\odot " : ""}${exponent!.text}}`,
      precedence: binds.power,
      ...(base!.startsWithDigit && { startsWithDigit: true }),
    }),
    root: (_, [x]) => primary(`\\sqrt{${x!.text}}`),
    call: (node, operands) => writeCall(node, operands),
    compare: ({ comparison }, [a, b]) => {
      const text = `${atLeast(a!, binds.sum)} ${comparisons[comparison]} ${atLeast(b!, binds.sum)}`;
      return { text, precedence: binds.compare };
    },
    and: (_, operands) => ({ text: joined(operands, " \\land ", binds.compare), precedence: binds.and }),
    or: (_, operands) => ({ text: joined(operands, " \\lor ", binds.and), precedence: binds.or }),
    not: (_, [x]) => ({ text: `\\lnot ${atLeast(x!, binds.primary)}`, precedence: binds.sign }),
    piecewise: (_, operands) => primary(writePiecewise(operands)),
    element: ({ operands: [source] }, [tensor, ...indices]) => {
      const isLetter = source?.kind === "name" && splitName(source.name).subscript === "";
      const base = atLeast(tensor!, binds.primary);
      return primary(`${isLetter ? base : `{${base}}`}_{${joined(indices, ",")}}`);
    },
    reduce: ({ operation, index }, [body, from, to]) => ({
      text: `${operators[operation]}_{${index}=${from!.text}}^{${to!.text}} ${atLeast(body!, binds.product)}`,
      precedence: binds.sum,
    }),
    tensor: ({ indices }, [body, ...sizes]) => {
      const ranges = indices.map((index, k) => `${writeName(index)} \\le ${sizes[k]!.text}`);
      return primary(`{\\left[${body!.text}\\right]}_{${ranges.join(",\\,")}}`);
    },
    contract: (_, [a, b]) => {
      const text = `${asFirstOfChain(a!)}\\,${asFirstOfChain(b!)}`;
      return { text, precedence: binds.product, isContraction: true };
    },
    transpose: (_, [x]) => ({
      text: `${atLeast(x!, binds.primary)}^{\\top}`,
      precedence: binds.power,
    }),
  },
  reference: (definition) => primary(leftSide(definition)),
  document: (definitions, main) => {
    if (definitions.length === 0) return main;
    const lines = definitions.map((definition) => `${leftSide(definition)} &= ${definition.text} \\\\\n`);
    return `\\begin{aligned}\n${lines.join("")}& ${main}\n\\end{aligned}`;
  },
};

function writeProduct(operands: readonly Formula[], factors: readonly Rendered[]): Rendered {
  const [first, ...rest] = factors as readonly [Rendered, ...Rendered[]];
  let text = asFirstFactor(first);
  const isScaled = isScaledContraction(operands);
  rest.forEach((factor, k) => {
    const mark =
      operands[k]!.rank > 0 && operands[k + 1]!.rank > 0
        ? " \\odot "
        : factor.startsWithDigit || looksMixed(operands[k]!, operands[k + 1]!)
          ? " \\cdot "
          : "\\,";
    text += mark + (isScaled && k === rest.length - 1 ? factor.text : atLeast(factor, binds.power));
  });
  return { text, precedence: binds.product, ...(first.startsWithDigit && { startsWithDigit: true }) };
}

function writePiecewise(operands: readonly Rendered[]): string {
  let lines = "";
  for (let k = 0; k + 1 < operands.length; k += 2) {
    lines += `${operands[k]!.text} & \\text{if } ${operands[k + 1]!.text} \\\\ `;
  }
  return `\\begin{cases} ${lines}${operands.at(-1)!.text} & \\text{otherwise} \\end{cases}`;
}

function leftSide({ name, indices }: Definition): string {
  const base = writeName(name);
  return indices.length === 0 ? base : `{${base}}_{${indices.map(writeName).join(",")}}`;
}
