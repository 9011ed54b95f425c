import { latexNames } from "../functions/latex.ts";
import type { CallName } from "../functions/names.ts";
import type { TensorFunction } from "./formula.ts";

/** The Greek letters that names may spell out. */
export const greek: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: "α",
    beta: "β",
    gamma: "γ",
    delta: "δ",
    epsilon: "ϵ",
    zeta: "ζ",
    eta: "η",
    theta: "θ",
    iota: "ι",
    kappa: "κ",
    lambda: "λ",
    mu: "μ",
    nu: "ν",
    xi: "ξ",
    pi: "π",
    rho: "ρ",
    sigma: "σ",
    tau: "τ",
    upsilon: "υ",
    phi: "ϕ",
    chi: "χ",
    psi: "ψ",
    omega: "ω",
    Gamma: "Γ",
    Delta: "Δ",
    Theta: "Θ",
    Lambda: "Λ",
    Xi: "Ξ",
    Pi: "Π",
    Sigma: "Σ",
    Phi: "Φ",
    Psi: "Ψ",
    Omega: "Ω",
  }),
);

/** A name as a letter or word and its subscript: `theta_1` and `theta1` are theta with 1. */
export interface SplitName {
  readonly base: string;
  readonly subscript: string;
}

/** Splits a name at its first underscore, or before its last digits. */
export function splitName(name: string): SplitName {
  const underscore = name.indexOf("_");
  if (underscore > 0 && underscore < name.length - 1 && !name.startsWith("_")) {
    return { base: name.slice(0, underscore), subscript: name.slice(underscore + 1) };
  }
  let end = name.length;
  while (end > 0 && name[end - 1]! >= "0" && name[end - 1]! <= "9") end -= 1;
  return end === 0 ? { base: name, subscript: "" } : { base: name.slice(0, end), subscript: name.slice(end) };
}

const tensorFunctions: Readonly<Record<TensorFunction, string>> = {
  sum: "\\operatorname{sum}",
  product: "\\operatorname{prod}",
  logSumExp: "\\operatorname{logSumExp}",
  norm: "\\operatorname{norm}",
  softmax: "\\operatorname{softmax}",
  trace: "\\operatorname{tr}",
  diag: "\\operatorname{diag}",
  outer: "\\otimes",
  eye: "I",
  ones: "\\mathbf{1}",
  zeros: "\\mathbf{0}",
  sigmoidSlope: "\\sigma'",
  transposedInverse: "\\operatorname{inverse}",
};

/** The name of a function in LaTeX. */
export function latexOf(name: CallName | TensorFunction): string {
  return Object.hasOwn(tensorFunctions, name)
    ? tensorFunctions[name as TensorFunction]
    : latexNames[name as CallName];
}

/** The name of a function in plain characters: that of LaTeX without its commands. */
export function plainNameOf(name: CallName | TensorFunction): string {
  return latexOf(name)
    .replace(/^\\ln(?=\\)/, "ln ")
    .replaceAll(/\\(?:operatorname|mathbf)\{([^}]*)\}/g, "$1")
    .replaceAll(/\\(?:left|right)/g, "")
    .replaceAll(/\\([A-Za-z]+)/g, (_, command: string) => greek.get(command) ?? command);
}
