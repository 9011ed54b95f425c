import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { differentiate, type Expression, ExpressionError, evaluate, freeSymbols, parse } from "../index.ts";

/** `repeat`, `concat` and `join` describe long strings. */
type Described =
  | string
  | { readonly repeat: readonly [string, number] }
  | { readonly concat: readonly Described[] }
  | { readonly join: readonly [string, string, number, number] };

interface HostileCase {
  readonly id: string;
  readonly kind: string;
  readonly api: string;
  readonly input: Described;
  readonly must: { readonly outcome: "typed-error" | "value" | "value-or-error"; readonly maxMs: number };
}

const { inputs } = JSON.parse(
  readFileSync(new URL("../../fixtures/hostile-inputs.json", import.meta.url), "utf8"),
) as { readonly inputs: readonly HostileCase[] };

function spelled(input: Described): string {
  if (typeof input === "string") return input;
  if ("repeat" in input) return input.repeat[0].repeat(input.repeat[1]);
  if ("concat" in input) return input.concat.map(spelled).join("");
  const [separator, template, from, to] = input.join;
  return Array.from({ length: to - from }, (_, k) => template.replace("%d", String(from + k))).join(
    separator,
  );
}

function attempt({ api, input }: HostileCase): "value" | "typed-error" {
  try {
    run(parse(spelled(input)), api);
    return "value";
  } catch (error) {
    if (error instanceof ExpressionError) return "typed-error";
    throw error;
  }
}

function run(e: Expression, api: string): void {
  const point = new Map(freeSymbols(e).map(({ name }) => [name, 0.5]));
  if (api.includes("eval")) evaluate(e, point);
  if (api.includes("diff")) evaluate(differentiate(e, "x", api === "diff-order-8" ? 8 : 1), point);
}

const before = Object.getOwnPropertyNames(Object.prototype).sort();

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  expect((globalThis as Record<string, unknown>)["__PWNED"]).toBeUndefined();
});

/** The bounds are for a machine of its own; tests share theirs. */
const patience = 5;

describe.each(inputs)("$kind: $id", (hostile) => {
  test("its outcome, in its time", () => {
    const start = Date.now();
    const outcome = attempt(hostile);
    if (hostile.must.outcome !== "value-or-error") expect(outcome).toBe(hostile.must.outcome);
    expect(Date.now() - start).toBeLessThan(patience * hostile.must.maxMs);
  });
});

describe("names of inherited properties are variables", () => {
  test.each(["__proto__", "toString", "constructor", "hasOwnProperty"])("%s", (name) => {
    const e = parse(`${name}^2 + x`);
    expect(() => evaluate(e, { x: 1 })).toThrow(expect.objectContaining({ code: "expr/unbound-variable" }));
    expect(
      evaluate(
        e,
        new Map([
          ["x", 1],
          [name, 3],
        ]),
      ),
    ).toBe(10);
    const own = Object.defineProperty({ x: 1 }, name, { value: 3, enumerable: true });
    expect(evaluate(e, own as unknown as Record<string, number>)).toBe(10);
    expect(evaluate(differentiate(e, "x"), new Map())).toBe(1);
    expect(evaluate(differentiate(e, name), new Map([[name, 3]]))).toBe(6);
  });

  test("accessors are not called", () => {
    const trap = Object.defineProperty({}, "x", { get: () => 1, enumerable: true });
    expect(() => evaluate(parse("x"), trap)).toThrow(
      expect.objectContaining({ code: "expr/unbound-variable" }),
    );
  });
});
