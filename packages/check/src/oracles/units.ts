import type { ActivationName, ActivationParameters } from "@chainrule/nn";
import { nameIn, requireGiven } from "../given.ts";
import { area } from "./area.ts";
import { excess, type OracleResult, type Pair, type Property, tryAll } from "./result.ts";

/** The activations of one number. */
export type UnitName = Exclude<ActivationName, "softmax">;

/** A function that is said to be an activation, with the parameters that it is said to have. */
interface Unit<P> {
  readonly f: (x: number) => number;
  readonly parameters: P;
}

/** Points on both sides of 0, near it and far out. */
const points: readonly number[] = [0.02, 0.3, 0.9, 1.7, 4, 9];
const bothSides: readonly number[] = [...points.map((x) => -x).reverse(), 0, ...points];

function at(
  xs: readonly number[],
  found: (x: number) => number,
  right: (x: number) => number,
): readonly Pair[] {
  return xs.map((x) => ({ at: `at x = ${x}`, found: found(x), right: right(x) }));
}

const odd: Property<Unit<unknown>> = {
  name: "odd: f(-x) = -f(x)",
  pairs: ({ f }) =>
    at(
      points,
      (x) => f(-x),
      (x) => -f(x),
    ),
};

const complement: Property<Unit<unknown>> = {
  name: "symmetry: f(-x) = 1 - f(x)",
  pairs: ({ f }) =>
    at(
      points,
      (x) => f(-x),
      (x) => 1 - f(x),
    ),
};

const splitsTheLine: Property<Unit<unknown>> = {
  name: "f(x) - f(-x) = x",
  pairs: ({ f }) => at(points, (x) => f(x) - f(-x), Number),
};

const evenAboutMu: Property<Unit<{ mu: number }>> = {
  name: "even: f(mu - x) = f(mu + x)",
  pairs: ({ f, parameters: { mu } }) =>
    at(
      points,
      (x) => f(mu - x),
      (x) => f(mu + x),
    ),
};

/** The ratio to the top one and two widths away. */
const bellWidth: Property<Unit<{ mu: number; sigma: number }>> = {
  name: "f(mu + k sigma) / f(mu) = exp(-k^2 / 2)",
  pairs: ({ f, parameters: { mu, sigma } }) =>
    at(
      [1, 2],
      (k) => f(mu + k * sigma) / f(mu),
      (k) => Math.exp(-(k ** 2) / 2),
    ),
};

const unitArea: Property<Unit<{ mu: number; sigma: number }>> = {
  name: "the area is 1",
  pairs: ({ f, parameters: { mu, sigma } }) => [
    { at: "over 12 sigma", found: area(f, mu - 12 * sigma, mu + 12 * sigma), right: 1 },
  ],
};

/** A value at 1 to 16 digits: of the normal distribution, and of the logistic function. */
const valueAtOne = (value: number): Property<Unit<unknown>> => ({
  name: "published value at 1",
  pairs: ({ f }) => at([1], f, () => value),
});

/** Published to 16 digits in tables of functions (Abramowitz and Stegun, tables 4.4 and 4.15 to 9 of them). */
const tanhValues: ReadonlyMap<number, number> = new Map([
  [0.5, 0.46211715726000976],
  [1, 0.7615941559557649],
  [2, 0.9640275800758169],
]);

const additive: Property<Unit<unknown>> = {
  name: "f(x + y) = f(x) + f(y), and f(1) = 1",
  pairs: ({ f }) => [
    ...at(
      points,
      (x) => f(x + 0.5),
      (x) => f(x) + f(0.5),
    ),
    { at: "at x = 1", found: f(1), right: 1 },
  ],
};

type Properties = { readonly [N in UnitName]: readonly Property<Unit<ActivationParameters[N]>>[] };

/** What each activation must be, whatever its derivative. */
const unitProperties: Properties = {
  identity: [additive],
  sigmoid: [
    complement,
    {
      name: "log(f / (1 - f)) = beta x",
      pairs: ({ f, parameters: { beta } }) =>
        at(
          [-2, -0.5, 0.1, 1, 3].map((z) => z / (beta || 1)),
          (x) => Math.log(f(x) / (1 - f(x))),
          (x) => beta * x,
        ),
    },
  ],
  piecewiseLinear: [
    {
      name: "0 up to xMin, and 1 from xMax on",
      pairs: ({ f, parameters: { xMin, xMax } }) => [
        ...at(
          points,
          (x) => f(xMin - x),
          () => 0,
        ),
        ...at(
          points,
          (x) => f(xMax + x),
          () => 1,
        ),
      ],
    },
    {
      name: "f(x) = m x + b between",
      pairs: ({ f, parameters: { m, b, xMin, xMax } }) =>
        at(
          [0.1, 0.5, 0.8].map((t) => xMin + t * (xMax - xMin)),
          f,
          (x) => m * x + b,
        ),
    },
  ],
  gaussian: [unitArea, evenAboutMu, bellWidth],
  bump: [
    evenAboutMu,
    bellWidth,
    { name: "1 at its top", pairs: ({ f, parameters: { mu } }) => at([mu], f, () => 1) },
  ],
  step: [
    {
      name: "0 below 0, and 1 above",
      pairs: ({ f }) => [
        ...at(
          points,
          (x) => f(-x),
          () => 0,
        ),
        ...at(points, f, () => 1),
      ],
    },
  ],
  relu: [
    splitsTheLine,
    {
      name: "f(x) f(-x) = 0",
      pairs: ({ f }) =>
        at(
          points,
          (x) => f(x) * f(-x),
          () => 0,
        ),
    },
  ],
  tanh: [
    odd,
    {
      name: "f(2x) = 2 f(x) / (1 + f(x)^2)",
      pairs: ({ f }) =>
        at(
          bothSides,
          (x) => f(2 * x),
          (x) => (2 * f(x)) / (1 + f(x) ** 2),
        ),
    },
    {
      name: "published values",
      pairs: ({ f }) => at([...tanhValues.keys()], f, (x) => tanhValues.get(x)!),
    },
  ],
  gelu: [splitsTheLine, valueAtOne(0.8413447460685429)],
  silu: [splitsTheLine, valueAtOne(0.7310585786300049)],
  softplus: [
    splitsTheLine,
    {
      name: "exp(f(x)) - exp(x) = 1",
      pairs: ({ f }) =>
        at(
          [-4, -0.9, 0, 0.3, 2],
          (x) => Math.exp(f(x)) - Math.exp(x),
          () => 1,
        ),
    },
  ],
};

/**
 * Whether a function is the activation that it is said to be: its symmetries, identities, area and published values.
 *
 * These see what no comparison of derivatives can: a wrong formula differentiates consistently in every voice.
 *
 * @param f the function under test
 * @param name the activation that it is said to be
 * @param parameters the parameters that it is said to have
 *
 * @example
 * ```ts
 * import { askUnit } from "@chainrule/check";
 * const wrong = (x: number) => 2 / (1 + Math.exp(-x)) - 1; // meant as tanh
 * askUnit("tanh", wrong, {}).filter(({ outcome }) => outcome === "fails").map(({ oracle }) => oracle); // => ["published values"]
 * ```
 */
export function askUnit<N extends UnitName>(
  name: N,
  f: (x: number) => number,
  parameters: ActivationParameters[N],
): readonly OracleResult[] {
  requireGiven({ name, f }, { name: nameIn(unitProperties) });
  const properties = unitProperties[name] as readonly Property<Unit<ActivationParameters[N]>>[];
  return tryAll(properties, { f, parameters });
}

/**
 * Whether a function of one number is a density: it integrates to 1 and is nowhere negative.
 *
 * @param center where the most of it is
 * @param width its standard deviation, or about that: it must be negligible 12 widths away
 *
 * @example
 * ```ts
 * import { askDensity } from "@chainrule/check";
 * const printed = (x: number) => Math.exp(-(x ** 2) / (2 * 0.25 ** 2)) / Math.sqrt(2 * Math.PI * 0.25);
 * const [area] = askDensity(printed, 0, 0.25);
 * [area?.outcome, area?.figures["found"]?.toFixed(6)]; // => ["fails", "0.500000"]
 * ```
 */
export function askDensity(f: (x: number) => number, center: number, width: number): readonly OracleResult[] {
  requireGiven({ f });
  const nowhereNegative: Property<Unit<{ mu: number; sigma: number }>> = {
    name: "nowhere negative",
    pairs: ({ parameters: { mu, sigma } }) =>
      at(
        bothSides,
        (k) => excess(-f(mu + k * sigma), 0),
        () => 0,
      ),
  };
  return tryAll([unitArea, nowhereNegative], { f, parameters: { mu: center, sigma: width } });
}

/**
 * Whether a function from a list of numbers to a list of numbers is softmax.
 *
 * Its results sum to 1 and stay the same when all numbers grow by the same; their ratios are `exp(x_i - x_j)`.
 *
 * @example
 * ```ts
 * import { askSoftmax } from "@chainrule/check";
 * const unnormalised = (x: readonly number[]) => x.map(Math.exp);
 * askSoftmax(unnormalised).map(({ outcome }) => outcome); // => ["fails", "fails", "holds"]
 * ```
 */
export function askSoftmax(f: (x: readonly number[]) => readonly number[]): readonly OracleResult[] {
  requireGiven({ f });
  requireGiven(
    { "f([0, 1])": f([0, 1]) },
    { "f([0, 1])": [Array.isArray, "a function that returns a list"] },
  );
  return tryAll(softmaxProperties, f);
}

type VectorFunction = (x: readonly number[]) => readonly number[];

const logits: readonly (readonly number[])[] = [
  [0, 0, 0],
  [1, -0.5, 0.25],
  [-3, 2.5, 0.1, 0.7],
];

const softmaxProperties: readonly Property<VectorFunction>[] = [
  {
    name: "the sum is 1",
    pairs: (f) =>
      logits.map((x) => ({
        at: `at [${x.join(", ")}]`,
        found: f(x).reduce((sum, p) => sum + p, 0),
        right: 1,
      })),
  },
  {
    name: "f(x + c) = f(x)",
    pairs: (f) =>
      logits.flatMap((x) => {
        const [here, moved] = [f(x), f(x.map((each) => each + 1.5))];
        return here.map((p, i) => ({ at: `at [${x.join(", ")}][${i}]`, found: moved[i]!, right: p }));
      }),
  },
  {
    name: "log f(x)_i - log f(x)_j = x_i - x_j",
    pairs: (f) =>
      logits.flatMap((x) => {
        const p = f(x);
        return x.map((each, i) => ({
          at: `at [${x.join(", ")}][${i}]`,
          found: Math.log(p[i]! / p[0]!),
          right: each - x[0]!,
        }));
      }),
  },
];
