import type { Rendered } from "./render.ts";

/** How tightly things bind, as the parser reads them. */
export const binds = {
  or: 1,
  and: 2,
  compare: 3,
  sum: 4,
  product: 5,
  sign: 6,
  power: 7,
  primary: 8,
} as const;

/** The operands of an operator, in brackets where they need them. */
export interface Brackets {
  /** As it is if it binds at least that tightly. */
  readonly atLeast: (operand: Rendered, precedence: number) => string;
  /** At the left end of a product: neither a sum, a sign nor a matrix product. */
  readonly asFirstFactor: (operand: Rendered) => string;
  /** After a sign, or above a line with a scalar below: a matrix product needs no brackets there. */
  readonly asScaled: (operand: Rendered) => string;
  /** At the left end of a matrix product, which may be another. */
  readonly asFirstOfChain: (operand: Rendered) => string;
  /** Operands between separators; strings are appended, never copied, so that length costs nothing. */
  readonly joined: (operands: readonly Rendered[], separator: string, precedence?: number) => string;
}

/** The rules of bracketing for a way to write brackets. */
export function bracketsOf(enclose: (text: string) => string): Brackets {
  const unless = (isFine: boolean, { text }: Rendered) => (isFine ? text : enclose(text));
  const isSigned = (operand: Rendered) => operand.unsigned !== undefined;
  const isChain = (operand: Rendered) => operand.isContraction === true;
  const atLeast: Brackets["atLeast"] = (operand, precedence) =>
    unless(operand.precedence >= precedence, operand);
  const isUnsigned = (operand: Rendered) => operand.precedence >= binds.product && !isSigned(operand);
  return {
    atLeast,
    asFirstFactor: (operand) => unless(isUnsigned(operand) && !isChain(operand), operand),
    asScaled: (operand) => unless(isUnsigned(operand), operand),
    asFirstOfChain: (operand) => unless(operand.precedence >= binds.power || isChain(operand), operand),
    joined: (operands, separator, precedence = 0) => {
      let text = "";
      for (const operand of operands) text += (text === "" ? "" : separator) + atLeast(operand, precedence);
      return text;
    },
  };
}

/** The negative of an operand; a sum writes it as a subtraction. */
export function signed(operand: Rendered, brackets: Brackets, minus: string): Rendered {
  const unsigned = brackets.asScaled(operand);
  const isProduct = operand.precedence === binds.product && unsigned === operand.text;
  return { text: `${minus}${unsigned}`, precedence: isProduct ? binds.product : binds.sign, unsigned };
}

/** Terms between plus and minus signs. */
export function signedTerms(
  terms: readonly Rendered[],
  brackets: Brackets,
  plus: string,
  minus: string,
): string {
  let text = "";
  for (const term of terms) {
    if (text === "") text = brackets.atLeast(term, binds.product);
    else if (term.unsigned !== undefined) text += minus + term.unsigned;
    else text += plus + brackets.atLeast(term, binds.product);
  }
  return text;
}

/** What needs no brackets anywhere. */
export function primary(text: string): Rendered {
  return { text, precedence: binds.primary };
}
