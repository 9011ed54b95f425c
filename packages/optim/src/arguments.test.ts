import fc from "fast-check";
import { expect, test } from "vitest";
import * as all from "./index.ts";

const isClass = (f: unknown): boolean => String(f).startsWith("class");
const functions = Object.entries(all).filter(([, f]) => typeof f === "function" && !isClass(f));

/** What nobody should give, and values that are right somewhere else. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, Number.NaN, -1, 2, "", "x", true, () => undefined, [null], {
    a: null,
  }),
  fc.anything({ maxDepth: 1, withBigInt: true, withTypedArray: true }),
);

test.each(functions)("%s fails with a code, whatever it is given", async (_, f) => {
  const failure = async (args: readonly unknown[]): Promise<unknown> => {
    try {
      const result = await (f as (...args: readonly unknown[]) => unknown)(...args);
      return Symbol.iterator in Object(result) ? void [...(result as Iterable<unknown>)] : undefined;
    } catch (error) {
      return error;
    }
  };
  const property = fc.asyncProperty(fc.array(odd, { maxLength: 3 }), async (args) => {
    const error = await failure(args);
    if (error !== undefined) expect(error).toHaveProperty("code", expect.stringMatching(/^[a-z]+\/[a-z-]+$/));
  });
  await fc.assert(property, { numRuns: 100, seed: 1 });
});
