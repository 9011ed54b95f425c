/** What the shared special functions need to know of a carrier's precision. */
import type { Arithmetic } from "../arithmetic.ts";

/** The part of an arithmetic that the shared special functions are written in. */
export type Elementary<T> = Pick<
  Arithmetic<T>,
  | "pi"
  | "fromNumber"
  | "fromRatio"
  | "toNumber"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "negate"
  | "integerPower"
  | "exp"
  | "log"
  | "sqrt"
  | "sin"
  | "tan"
  | "abs"
>;

/** How far each expansion is taken; the errors they leave are below 2^-bits. */
export interface Precision {
  /** Spacing 1 / stepsPerUnit of the nodes of the error function's sum; it leaves exp(-(pi stepsPerUnit)^2). */
  readonly stepsPerUnit: number;
  /** Number of those nodes. */
  readonly nodes: number;
  /** Terms of the Taylor series of erf on [0, 1/2], in powers of x^2. */
  readonly errorTerms: number;
  /** Terms of log gamma(2 + s) for |s| <= 1/2. */
  readonly gammaTerms: number;
  /** Terms of digamma next to its positive zero; 0 where the carrier has bits to spare for the cancellation there. */
  readonly rootTerms: number;
  /** Where the Stirling series starts, and how many terms it takes there. */
  readonly stirlingStart: number;
  readonly stirlingTerms: number;
}

/** For carriers of 53 bits. */
export const DOUBLE_PRECISION: Precision = {
  stepsPerUnit: 2,
  nodes: 13,
  errorTerms: 14,
  gammaTerms: 30,
  rootTerms: 22,
  stirlingStart: 14,
  stirlingTerms: 10,
};

/** For carriers of 106 bits. */
export const DOUBLE_DOUBLE_PRECISION: Precision = {
  stepsPerUnit: 3,
  nodes: 27,
  errorTerms: 24,
  gammaTerms: 56,
  rootTerms: 41,
  stirlingStart: 32,
  stirlingTerms: 18,
};

/** For carriers of 256 bits: what errorFunctions reads. */
export const MULTIPRECISION: Pick<Precision, "stepsPerUnit" | "nodes" | "errorTerms"> = {
  stepsPerUnit: 5,
  nodes: 70,
  errorTerms: 48,
};

/** For carriers of 512 bits of which 256 may cancel: what polygammaFunctions reads. */
export const DOUBLED_MULTIPRECISION: Pick<Precision, "rootTerms" | "stirlingStart" | "stirlingTerms"> = {
  rootTerms: 0,
  stirlingStart: 100,
  stirlingTerms: 80,
};

/** c[0] + c[1] x + ... by Horner's rule. */
export function horner<T>(A: Pick<Elementary<T>, "add" | "multiply">, coefficients: readonly T[], x: T): T {
  return coefficients.reduceRight((sum, coefficient) => A.add(A.multiply(sum, x), coefficient));
}

/** A decimal literal such as "-1.25e-3", rounded to the carrier. */
export function fromDecimal<T>(A: Pick<Elementary<T>, "fromRatio">, text: string): T {
  const [mantissa = "0", exponent = "0"] = text.split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0
    ? A.fromRatio(digits * 10n ** BigInt(power), 1n)
    : A.fromRatio(digits, 10n ** BigInt(-power));
}
