import type { DeepFamily, GradientFamily } from "../engines/engine.ts";

/** Ten expressions that people differentiate, for times. */
export const commonExpressions: readonly string[] = [
  "1/(1 + exp(-x))",
  "tanh(x)",
  "exp(-x^2/2)",
  "log(1 + exp(x))",
  "x^x",
  "sqrt(1 + x^2)",
  "x*exp(x)*sin(x)",
  "(x^2 + 1)/(x^2 - 1)",
  "sin(cos(tan(exp(sin(x)))))",
  "(x + 1)^5",
];

/** What is compiled and evaluated at a million points. */
export const bumpy = "exp(-x^2/2)*sin(3*x)/(1 + x^2)";

/** Its eighth derivative is asked for. */
export const towering = "exp(sin(x))*x^3";

const range = (n: number, from = 1): number[] => Array.from({ length: n }, (_, k) => k + from);

const gradients: Readonly<Record<GradientFamily, (n: number) => string>> = {
  product: (n) =>
    range(n)
      .map((k) => `x${k}`)
      .join("*"),
  logistic: (n) =>
    `${range(n, 0)
      .map((k) => `log(1 + exp(w${k}*x${k}))`)
      .join(" + ")} + x0*x1*x2`,
};

/** A function of many variables, and these in their order. */
export function manyVariables(family: GradientFamily, n: number): { text: string; variables: string[] } {
  const first = family === "product" ? 1 : 0;
  return { text: gradients[family](n), variables: range(n, first).map((k) => `x${k}`) };
}

const deep: Readonly<Record<DeepFamily, (n: number) => string>> = {
  sines: (n) => `${"sin(".repeat(n)}x${")".repeat(n)}`,
  towers: (n) => Array.from({ length: n }, () => "x").join("^"),
  sums: (n) =>
    range(n)
      .map((k) => `sin(${k}*x)`)
      .join(" + "),
  minuses: (n) => `${"-".repeat(n)}x`,
};

/** A text that grows deep or long with n. */
export function deepText(family: DeepFamily, n: number): string {
  return deep[family](n);
}
