import {
  type Binding,
  differentiate,
  type Expression,
  ExpressionError,
  evaluate,
  freeSymbols,
  parse,
  simplify,
  toText,
} from "../index.ts";
import { hostileText } from "./hostileText.ts";
import { createRandom } from "./sweep/random.ts";

/** What was done with a text, and what went wrong. */
export interface Fault {
  readonly text: string;
  /** The function that failed. */
  readonly step: string;
  /** What it threw, or how long it took. */
  readonly problem: string;
}

/** What a run did. */
export interface FuzzResult {
  readonly inputs: number;
  readonly parsed: number;
  /** How many of those that were read were differentiated, simplified, printed and evaluated as well. */
  readonly used: number;
  readonly slowest: { readonly milliseconds: number; readonly text: string };
  /** The errors, by their codes. */
  readonly codes: ReadonlyMap<string, number>;
  readonly faults: readonly Fault[];
}

/** The most time that an input may take. */
const mostMilliseconds = 1000;

/** What an input is used for once it is read. A derivative of what is not smooth may be refused, never fail. */
const uses: Readonly<Record<string, (e: Expression) => unknown>> = {
  toText: (e) => toText(e, { shared: true }),
  differentiate: (e) => differentiate(e, freeSymbols(e)[0]?.name ?? "x"),
  simplify: (e) => simplify(e),
  simplifyDerivative: (e) => simplify(differentiate(e, "x")),
  evaluate: (e) => evaluate(e, bindingsFor(e)),
};

/** Reads `count` texts made of a seed, and uses one in `every` of those that are expressions; the clock tells milliseconds. */
export function fuzz(count: number, seed: number, every: number, clock: () => number = Date.now): FuzzResult {
  const random = createRandom(seed);
  const codes = new Map<string, number>();
  const faults: Fault[] = [];
  let [parsed, used] = [0, 0];
  let slowest = { milliseconds: 0, text: "" };
  for (let k = 0; k < count; k++) {
    const { text, shapes } = hostileText(random);
    const start = clock();
    const attempt = (step: string, action: () => unknown): unknown => {
      const [result, error] = outcome(action);
      if (error instanceof ExpressionError) codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
      else if (error !== undefined) faults.push({ text, step, problem: String(error) });
      return result;
    };
    const e = attempt("parse", () => parse(text, shapes === undefined ? {} : { shapes })) as Expression;
    if (e !== undefined) parsed += 1;
    if (e !== undefined && parsed % every === 0) {
      used += 1;
      for (const [step, use] of Object.entries(uses)) attempt(step, () => use(e));
    }
    const milliseconds = clock() - start;
    if (milliseconds > mostMilliseconds) faults.push({ text, step: "time", problem: `${milliseconds} ms` });
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
  }
  return { inputs: count, parsed, used, slowest, codes, faults };
}

function outcome(action: () => unknown): [result: unknown, error: unknown] {
  try {
    return [action(), undefined];
  } catch (error) {
    return [undefined, error ?? new TypeError("undefined was thrown")];
  }
}

/** Every variable bound to a value of its own; tensors to ones with axes of three where their sizes are symbols. */
function bindingsFor(e: Expression): Map<string, Binding> {
  return new Map(
    freeSymbols(e).map(({ name, shape }, k): [string, Binding] => {
      const sizes = shape.map((size) => (size.kind === "number" ? Number(size.value.numerator) : 3));
      const volume = sizes.reduce((product, size) => product * size, 1);
      if (sizes.length === 0) return [name, 0.25 + k / 8];
      return [name, { shape: sizes, data: Array.from({ length: Math.min(volume, 1e4) }, (_, i) => i / 4) }];
    }),
  );
}
