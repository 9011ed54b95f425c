import { reductionNames } from "../indexed.ts";
import type { Expression } from "../node.ts";
import { isVariableName } from "../parse/functions.ts";
import { binds, bracketsOf, primary, signed, signedTerms } from "./brackets.ts";
import { isScaledContraction } from "./formula.ts";
import { type Definition, type PrintOptions, print, type Style } from "./render.ts";

/**
 * The expression as text that {@link parse} reads back, with no bracket that is not needed.
 *
 * Tensors are written in matrix notation where it is recognised (`W @ x + b`, `outer(d, x)`, `d' @ x`), with
 * indices elsewhere. A shared part is written wherever it occurs; with `{ shared: true }` it is named before.
 *
 * @throws LimitError (`expr/limit`) when the text would be longer than `limit`, in bounded time.
 * @example
 * ```ts
 * import { parse, toText } from "@chainrule/expr";
 * toText(parse("((a) * (b)) + (-(c))^2 / 2")); // => "a*b + (-c)^2/2"
 * ```
 * @example
 * ```ts
 * import { parse, toText } from "@chainrule/expr";
 * const shapes = { W: [3, 2], x: [2], b: [3] };
 * toText(parse("tensor(sum(W[i, k] * x[k], k, 1, 2) + b[i], i, 3)", { shapes })); // => "W @ x + b"
 * ```
 */
export function toText(e: Expression, options: PrintOptions = {}): string {
  return print(e, style, options);
}

const brackets = bracketsOf((text) => `(${text})`);
const { atLeast, asFirstFactor, asFirstOfChain, asScaled, joined } = brackets;

const style: Style = {
  prepare: (formula) => formula,
  rules: {
    integer: ({ digits }) => primary(digits),
    name: ({ name }) => primary(quoted(name)),
    index: ({ name }) => primary(name),
    constant: ({ name }) => primary(name),
    sum: (_, terms) => ({ text: signedTerms(terms, brackets, " + ", " - "), precedence: binds.sum }),
    negative: (_, [x]) => signed(x!, brackets, "-"),
    product: ({ operands }, [first, ...rest]) => {
      const isScaled = isScaledContraction(operands);
      let text = asFirstFactor(first!);
      rest.forEach((factor, k) => {
        text += `*${isScaled && k === rest.length - 1 ? factor.text : atLeast(factor, binds.power)}`;
      });
      return { text, precedence: binds.product };
    },
    quotient: ({ operands: [, divisor] }, [above, below]) => {
      const top = divisor!.rank === 0 ? asScaled(above!) : asFirstFactor(above!);
      const text = `${top}/${atLeast(below!, binds.power)}`;
      return { text, precedence: binds.product };
    },
    power: (_, [base, exponent]) => {
      const text = `${atLeast(base!, binds.primary)}^${atLeast(exponent!, binds.sign)}`;
      return { text, precedence: binds.power };
    },
    root: (_, [x]) => primary(`sqrt(${x!.text})`),
    call: ({ name }, operands) => {
      if (name === "transposedInverse") return primary(`inverse(${joined(operands, ", ")})'`);
      return primary(`${name}(${joined(operands, ", ")})`);
    },
    compare: ({ comparison }, [a, b]) => {
      const text = `${atLeast(a!, binds.sum)} ${comparison} ${atLeast(b!, binds.sum)}`;
      return { text, precedence: binds.compare };
    },
    and: (_, operands) => ({ text: joined(operands, " and ", binds.compare), precedence: binds.and }),
    or: (_, operands) => ({ text: joined(operands, " or ", binds.and), precedence: binds.or }),
    not: (_, operands) => primary(`not(${joined(operands, ", ")})`),
    piecewise: (_, operands) => primary(`piecewise(${joined(operands, ", ")})`),
    element: (_, [tensor, ...indices]) =>
      primary(`${atLeast(tensor!, binds.primary)}[${joined(indices, ", ")}]`),
    reduce: ({ operation, index }, [body, from, to]) =>
      primary(`${reductionNames[operation]}(${body!.text}, ${index}, ${from!.text}, ${to!.text})`),
    tensor: ({ indices }, [body, ...sizes]) => {
      const axes = indices.map((index, k) => `${index}, ${sizes[k]!.text}`);
      return primary(`tensor(${body!.text}, ${axes.join(", ")})`);
    },
    contract: (_, [a, b]) => {
      const text = `${asFirstOfChain(a!)} @ ${atLeast(b!, binds.power)}`;
      return { text, precedence: binds.product, isContraction: true };
    },
    transpose: (_, [x]) => primary(`${atLeast(x!, binds.primary)}'`),
  },
  reference: (definition) => primary(leftSide(definition)),
  document: (definitions, main) => {
    const lines = definitions.map((definition) => `${leftSide(definition)} = ${definition.text}\n`);
    return lines.join("") + main;
  },
};

/** Between backquotes where the name is none that text reads as a variable. */
function quoted(name: string): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !constants.has(name) && isVariableName(name);
  return isPlain ? name : `\`${name.replaceAll("`", "``")}\``;
}

const constants: ReadonlySet<string> = new Set(["pi", "e", "and", "or"]);

function leftSide({ name, indices }: Definition): string {
  return indices.length === 0 ? name : `${name}[${indices.join(", ")}]`;
}
