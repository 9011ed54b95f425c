import { kindOf, NetworkError } from "./errors.ts";

/** The parameters of every activation. */
export interface ActivationParameters {
  /** $f(x) = x$. */
  readonly identity: Record<never, never>;
  /** $f(x) = 1 / (1 + e^{-\beta x})$. */
  readonly sigmoid: { readonly beta: number };
  /** $f(x) = 0$ for $x \le x_{min}$, $m x + b$ between, $1$ for $x \ge x_{max}$. */
  readonly piecewiseLinear: {
    readonly m: number;
    readonly b: number;
    readonly xMin: number;
    readonly xMax: number;
  };
  /** The density of the normal distribution. */
  readonly gaussian: { readonly mu: number; readonly sigma: number };
  /** The normal density without its factor: 1 at its top. */
  readonly bump: { readonly mu: number; readonly sigma: number };
  /** $f(x) = 1$ for $x \ge 0$, else $0$. */
  readonly step: Record<never, never>;
  /** $f(x) = \max(0, x)$. */
  readonly relu: Record<never, never>;
  /** $f(x) = \tanh x$. */
  readonly tanh: Record<never, never>;
  /** $f(x) = \log(1 + e^x)$. */
  readonly softplus: Record<never, never>;
  /** $f(x) = x \Phi(x)$ with the normal distribution function. */
  readonly gelu: Record<never, never>;
  /** $f(x) = x / (1 + e^{-x})$. */
  readonly silu: Record<never, never>;
  /** $f(x)_k = e^{x_k} / \sum_j e^{x_j}$, along the last axis. */
  readonly softmax: Record<never, never>;
}

/** Names of the activations. */
export type ActivationName = keyof ActivationParameters;

/** An activation with all its parameters: plain data. */
export type Activation = {
  [N in ActivationName]: { readonly name: N } & ActivationParameters[N];
}[ActivationName];

/** An activation by name, or with some of its parameters; the rest take their defaults. */
export type ActivationChoice =
  | ActivationName
  | { [N in ActivationName]: { readonly name: N } & Partial<ActivationParameters[N]> }[ActivationName];

/**
 * A parameter that an activation does not have, or a value that it cannot take (`nn/activation`).
 *
 * @example
 * ```ts
 * import { completeActivation } from "@chainrule/nn";
 * completeActivation({ name: "gaussian", sigma: 0 }); // throws nn/activation
 * ```
 */
export class ActivationError extends NetworkError {
  /** The activation asked for. */
  readonly activation: string;
  /** The parameter concerned; undefined where the activation itself is unknown. */
  readonly parameter: string | undefined;
  /** What is wrong, without the place and the remedy. */
  readonly problem: string;
  /** What to write instead. */
  readonly remedy: string;

  constructor(activation: string, parameter: string | undefined, problem: string, remedy: string) {
    super("nn/activation", `${problem}; ${remedy}.`);
    this.activation = activation;
    this.parameter = parameter;
    this.problem = problem;
    this.remedy = remedy;
  }
}

interface ParameterRow<P> {
  /** The names of the parameters, in the order in which they are printed. */
  readonly names: readonly (keyof P & string)[];
  /** All parameters, from those that are given. */
  complete(given: Partial<P>): P;
  /** The first condition that is not met, as the parameter at fault and the remedy. */
  fault?(parameters: P): readonly [parameter: keyof P & string, remedy: string] | undefined;
}

const NONE: ParameterRow<Record<never, never>> = { names: [], complete: () => ({}) };

const BELL: ParameterRow<{ readonly mu: number; readonly sigma: number }> = {
  names: ["mu", "sigma"],
  complete: ({ mu = 0, sigma = 1 }) => ({ mu, sigma }),
  fault: ({ sigma }) => (sigma > 0 ? undefined : ["sigma", "give a width above 0"]),
};

/** Where `m` or `b` are not given, they are what makes the unit continuous. */
const PIECEWISE: ParameterRow<ActivationParameters["piecewiseLinear"]> = {
  names: ["m", "b", "xMin", "xMax"],
  complete: ({ xMin = -1, xMax = 1, m = 1 / (xMax - xMin), b = (0 - xMin) / (xMax - xMin) }) => ({
    m,
    b,
    xMin,
    xMax,
  }),
  fault: ({ xMin, xMax }) => (xMin < xMax ? undefined : ["xMax", "give an xMax above xMin"]),
};

const ROWS: { readonly [N in ActivationName]: ParameterRow<ActivationParameters[N]> } = {
  identity: NONE,
  sigmoid: { names: ["beta"], complete: ({ beta = 1 }) => ({ beta }) },
  piecewiseLinear: PIECEWISE,
  gaussian: BELL,
  bump: BELL,
  step: NONE,
  relu: NONE,
  tanh: NONE,
  softplus: NONE,
  gelu: NONE,
  silu: NONE,
  softmax: NONE,
};

/** The paper's other words for some activations. */
const ALIASES: ReadonlyMap<string, ActivationName> = new Map([
  ["linear", "identity"],
  ["logistic", "sigmoid"],
  ["threshold", "step"],
  ["swish", "silu"],
]);

/**
 * The names of all activations.
 *
 * @example
 * ```ts
 * import { activationNames } from "@chainrule/nn";
 * activationNames.slice(0, 3); // => ["identity", "sigmoid", "piecewiseLinear"]
 * ```
 */
export const activationNames: readonly ActivationName[] = Object.keys(ROWS) as ActivationName[];

/**
 * The names of an activation's parameters, in the order in which they are printed.
 *
 * @example
 * ```ts
 * import { activationParameterNames } from "@chainrule/nn";
 * activationParameterNames("gaussian"); // => ["mu", "sigma"]
 * ```
 */
export function activationParameterNames(name: ActivationName): readonly string[] {
  return ROWS[nameOf(name)].names;
}

/**
 * An activation with all its parameters, from a name or from some of them, checked.
 *
 * @throws ActivationError `nn/activation` for names and parameters that do not exist, values that are not
 * finite numbers, a `sigma` not above 0, an `xMax` not above `xMin`.
 *
 * @example
 * ```ts
 * import { completeActivation } from "@chainrule/nn";
 * completeActivation("sigmoid"); // => { name: "sigmoid", beta: 1 }
 * completeActivation({ name: "piecewiseLinear", xMin: 0 }); // => { name: "piecewiseLinear", m: 1, b: 0, xMin: 0, xMax: 1 }
 * ```
 */
export function completeActivation(choice: ActivationChoice): Activation {
  const { name, ...given } = typeof choice === "object" && choice !== null ? choice : { name: choice };
  return completeParameters(name as string, given);
}

/** `completeActivation` of a name and parameters from outside, of any names and types. */
export function completeParameters(written: string, given: Readonly<Record<string, unknown>>): Activation {
  const name = nameOf(written);
  const row = ROWS[name] as ParameterRow<Record<string, number>>;
  for (const [parameter, value] of Object.entries(given)) checkParameter(name, row.names, parameter, value);
  const parameters = row.complete(given as Record<string, number>);
  const fault = row.fault?.(parameters);
  if (fault !== undefined) {
    const [parameter, remedy] = fault;
    throw new ActivationError(
      name,
      parameter,
      `${parameter} = ${parameters[parameter]} fits no ${name}`,
      remedy,
    );
  }
  return { name, ...parameters } as Activation;
}

function nameOf(written: unknown): ActivationName {
  if (typeof written !== "string")
    throw new ActivationError(
      kindOf(written),
      undefined,
      `the activation is ${kindOf(written)}`,
      "give its name",
    );
  const name = ALIASES.get(written) ?? written;
  if (Object.hasOwn(ROWS, name)) return name as ActivationName;
  const known = [...activationNames, ...ALIASES.keys()].join(", ");
  throw new ActivationError(
    written,
    undefined,
    `there is no activation ${quote(written)}`,
    `use one of ${known}`,
  );
}

function checkParameter(name: string, names: readonly string[], parameter: string, value: unknown): void {
  if (!names.includes(parameter)) {
    const remedy = names.length === 0 ? "leave it out" : `its parameters are ${names.join(", ")}`;
    throw new ActivationError(name, parameter, `${name} has no parameter ${quote(parameter)}`, remedy);
  }
  if (typeof value === "number" && Number.isFinite(value)) return;
  const shown = typeof value === "number" ? String(value) : typeof value;
  throw new ActivationError(name, parameter, `${parameter} is ${shown}`, "give a finite number");
}

/** Text from outside for a message: quoted, and cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
