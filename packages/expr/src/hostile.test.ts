import { describe, expect, test } from "vitest";
import fixture from "../fixtures/hostile-inputs.json" with { type: "json" };
import { compile as compileToCode } from "./codegen.ts";
import {
  compile,
  differentiate,
  type Expression,
  ExpressionError,
  evaluate,
  LimitError,
  parse,
  toText,
  UnboundVariableError,
} from "./index.ts";
import { postorder } from "./traverse.ts";

type Recipe =
  | string
  | {
      readonly concat?: unknown;
      readonly repeat?: unknown;
      readonly join?: unknown;
      readonly codeUnits?: unknown;
    };

/** A text from its recipe: repeat, concat and join describe long ones, code units those that are no Unicode. */
function textOf(recipe: Recipe): string {
  if (typeof recipe === "string") return recipe;
  const { concat, repeat, join, codeUnits } = recipe;
  if (codeUnits !== undefined) return String.fromCharCode(...(codeUnits as number[]));
  if (concat !== undefined) return (concat as Recipe[]).map(textOf).join("");
  if (repeat !== undefined) {
    const [part, count] = repeat as [string, number];
    return part.repeat(count);
  }
  const [separator, template, from, to] = join as [string, string, number, number];
  const parts = Array.from({ length: to - from }, (_, k) => template.replace("%d", String(from + k)));
  return parts.join(separator);
}

/** Every variable bound to a value of its own. */
function bindingsFor(e: Expression): Map<string, number> {
  const names = postorder([e]).flatMap((node) =>
    node.kind === "symbol" && node.level === 0 ? [node.name] : [],
  );
  return new Map(names.map((name, k) => [name, 0.25 + k / 8]));
}

/** What is done with the text, as its row says. */
const actions: Readonly<Record<string, (text: string) => unknown>> = {
  parse: (text) => toText(parse(text, {})),
  "parse+compile": (text) => compileToCode(parse(text), ["x"])([2]),
  compile: (text) => compile(parse(text), ["x"])([2]),
  diff: (text) => differentiate(parse(text), "x"),
  "diff-order-8": (text) => differentiate(parse(text), "x", 8),
  eval: (text) => evaluate(parse(text), {}),
  "parse+diff+eval": (text) => {
    const e = parse(text);
    const derivative = differentiate(e, "x");
    return [evaluate(e, bindingsFor(e)), evaluate(derivative, bindingsFor(e))];
  },
};

const codes: Readonly<Record<string, string>> = {
  SYNTAX: "expr/syntax",
  UNKNOWN_FUNCTION: "expr/unknown-function",
  LIMIT: "expr/limit",
};

interface Outcome {
  readonly error: unknown;
  readonly milliseconds: number;
}

function attempt(action: () => unknown): Outcome {
  const start = Date.now();
  let error: unknown;
  try {
    action();
  } catch (caught) {
    error = caught;
  }
  return { error, milliseconds: Date.now() - start };
}

const prototypeNames = Object.getOwnPropertyNames(Object.prototype);

describe("hostile inputs", () => {
  test.each(fixture.inputs.map((input) => [input.id, input] as const))("%s", (_, input) => {
    const { must } = input;
    const text = textOf(input.input as Recipe);
    const run = () => attempt(() => actions[input.api]!(text));
    const outcomes = [run()];
    while (outcomes.length < 3 && outcomes.at(-1)!.milliseconds > must.maxMs) outcomes.push(run());
    const { error, milliseconds } = outcomes.at(-1)!;
    if (must.outcome === "typed-error") {
      expect(error).toBeInstanceOf(ExpressionError);
      expect((error as ExpressionError).code).toBe(codes[must.errorCode as string]);
    } else if (must.outcome === "value") expect(error).toBeUndefined();
    else if (error !== undefined) expect(error).toBeInstanceOf(ExpressionError);
    expect(milliseconds).toBeLessThanOrEqual(must.maxMs);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototypeNames);
    expect((globalThis as { __PWNED?: unknown }).__PWNED).toBeUndefined();
  });
});

describe("names", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "undefined", "NaN"];

  test.each(names)("%s is a variable: only own bindings count", (name) => {
    const e = parse(`${name}^2 + x`);
    expect(() => evaluate(e, { x: 1 })).toThrow(UnboundVariableError);
    expect(
      evaluate(
        e,
        new Map([
          [name, 3],
          ["x", 1],
        ]),
      ),
    ).toBe(10);
    const bindings = Object.defineProperty({ x: 1 }, name, { value: 3, enumerable: true });
    expect(evaluate(e, bindings as Record<string, number>)).toBe(10);
    expect(evaluate(differentiate(e, "x"), { x: 1 })).toBe(1);
    expect(evaluate(differentiate(e, name), new Map([[name, 3]]))).toBe(6);
  });
});

describe("depth", () => {
  const nest = `${"sin(".repeat(10_000)}x${")".repeat(10_000)}`;

  test("sin nested 10,000 deep parses, differentiates, evaluates, prints", () => {
    const e = parse(nest);
    const derivative = differentiate(e, "x");
    let value = 1;
    let slope = 1;
    for (let k = 0; k < 10_000; k++) {
      slope *= Math.cos(value);
      value = Math.sin(value);
    }
    expect(evaluate(e, { x: 1 })).toBeCloseTo(value, 12);
    expect(Math.abs((evaluate(derivative, { x: 1 }) as number) / slope - 1)).toBeLessThan(1e-9);
    expect(() => toText(derivative)).toThrow(LimitError);
    expect(toText(derivative, { shared: true }).length).toBeLessThan(1_000_000);
  }, 20_000);

  test.each([
    ["parentheses", `${"(".repeat(100_000)}x${")".repeat(100_000)}`, 0.5],
    ["minus signs", `${"-".repeat(100_001)}x`, -0.5],
    ["minus signs and parentheses", `${"-(".repeat(100_001)}x${")".repeat(100_001)}`, -0.5],
    ["sums", `${"x + (".repeat(100_000)}x${")".repeat(100_000)}`, 50_000.5],
    ["products", `${"1 * (".repeat(100_000)}x${")".repeat(100_000)}`, 0.5],
    ["transposes", `x${"'".repeat(100_000)}`, 0.5],
  ])(
    "100,000 %s",
    (_, text, value) => {
      expect(evaluate(parse(text), { x: 0.5 })).toBeCloseTo(value, 9);
    },
    20_000,
  );

  test.each([
    ["powers", `x${"^1".repeat(10_000)}`, 0.5],
    ["differences", `${"x - (".repeat(10_000)}x${")".repeat(10_000)}`, 0.5],
    ["quotients", `${"1 / (".repeat(10_000)}x${")".repeat(10_000)}`, 0.5],
    ["bars", `${"|".repeat(10_000)}x${"|".repeat(10_000)}`, 0.5],
  ])(
    "10,000 %s",
    (_, text, value) => {
      expect(evaluate(parse(text), { x: 0.5 })).toBeCloseTo(value, 9);
    },
    20_000,
  );
});
