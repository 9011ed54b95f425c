import fc from "fast-check";

type Callable = (...args: readonly unknown[]) => unknown;

/** The functions that an entry exports, by name: no classes. */
export function functionsOf(entry: object): [name: string, f: Callable][] {
  return Object.entries(entry).filter(([, f]) => typeof f === "function" && !String(f).startsWith("class"));
}

/** What nobody should give, and values that are right somewhere else. */
const STRANGERS: readonly unknown[] = [
  ...[undefined, null, Number.NaN, -1, 2, 1.5, 3n, true, "", "x", Symbol("stranger"), () => undefined],
  ...[[], [null], [[1]], [0, 1], {}, { a: null }, new Float64Array(2)],
];

/** How many calls of each function are tried. */
const CALLS = 200;

/**
 * A call with a failure that has no code such as `nn/argument`, if one is found; `usual` are values of the kinds that functions
 * take, so that strangers are met behind them too. The seed is always the same.
 */
export async function untypedFailure(
  f: Callable,
  usual: readonly unknown[] = [],
): Promise<string | undefined> {
  const argument = fc.oneof(
    fc.constantFrom(...STRANGERS),
    fc.anything({ maxDepth: 1, withBigInt: true, withTypedArray: true }),
    ...(usual.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...usual) }]),
  );
  const property = fc.asyncProperty(fc.array(argument, { maxLength: 4 }), async (args) => {
    const failure = await failureOf(f, args);
    return failure === undefined || /^[a-z]+\/[a-z-]+$/.test(String((failure as { code?: unknown })?.code));
  });
  const { counterexample } = await fc.check(property, { numRuns: CALLS, seed: 1 });
  if (counterexample === null) return undefined;
  return `${fc.stringify(counterexample[0])}: ${String(await failureOf(f, counterexample[0]))}`;
}

/** What a call throws, or the promise or the generator that it returns. */
async function failureOf(f: Callable, args: readonly unknown[]): Promise<unknown> {
  try {
    const result = await f(...args);
    const isGenerator = typeof result === "object" && result !== null && "next" in result;
    if (isGenerator) for (const _ of result as unknown as Iterable<unknown>);
    return undefined;
  } catch (error) {
    return error ?? "nothing";
  }
}
