import { expect, test } from "vitest";
import {
  call,
  compile,
  countOperations,
  differentiate,
  domainOf,
  evaluate,
  explain,
  freeSymbols,
  gradient,
  hessian,
  jacobian,
  kinksAt,
  oneSidedDerivatives,
  parse,
  simplify,
  substitute,
  symbol,
  toLatex,
  toMathML,
  toText,
  toTypeScript,
  trace,
} from "./index.ts";

const text = "x^2" as never;
const nothing = undefined as never;
const x = parse("x");

test.each<[string, () => unknown]>([
  ["differentiate", () => differentiate(text, "x")],
  ["differentiate by nothing", () => differentiate(x, nothing)],
  ["gradient", () => gradient(text, ["x"])],
  ["gradient by nothing", () => gradient(x, nothing)],
  ["hessian", () => hessian(nothing, ["x"])],
  ["jacobian", () => jacobian([text], ["x"])],
  ["simplify", () => simplify(text)],
  ["explain", () => explain(text, "x")],
  ["toText", () => toText(nothing)],
  ["toLatex", () => toLatex(text)],
  ["toMathML", () => toMathML(nothing)],
  ["toTypeScript", () => toTypeScript(text)],
  ["evaluate", () => evaluate(text)],
  ["evaluate at null", () => evaluate(x, null as never)],
  ["evaluate at a text", () => evaluate(x, { x: "3" } as never)],
  ["substitute", () => substitute(text, {})],
  ["substitute nothing", () => substitute(x, nothing)],
  ["freeSymbols", () => freeSymbols(nothing)],
  ["countOperations", () => countOperations(text)],
  ["domainOf", () => domainOf(text)],
  ["compile", () => compile(text, ["x"])],
  ["compile without variables", () => compile(x, nothing)],
  ["kinksAt", () => kinksAt(text, {})],
  ["oneSidedDerivatives", () => oneSidedDerivatives(text, "x", {})],
  ["call of a name that is no function", () => call("sqrt" as never, x)],
  ["call of a name that every object has", () => call("constructor" as never, x)],
  ["symbol", () => symbol(nothing)],
  ["trace", () => trace(text)],
])("%s refuses what it was not made for by name", (_, attempt) => {
  expect(attempt).toThrow(expect.objectContaining({ code: "expr/value" }));
});

test("work is bounded where asked", () => {
  const deep = parse(`${"sin(".repeat(200)}x${")".repeat(200)}`);
  const limits = { nodes: 100 };
  for (const attempt of [
    () => differentiate(deep, "x", 1, { limits }),
    () => gradient(deep, ["x"], { limits }),
    () => jacobian([deep], ["x"], { limits }),
    () => hessian(deep, ["x"], { limits }),
  ]) {
    expect(attempt).toThrow(expect.objectContaining({ code: "expr/limit", quantity: "nodes" }));
  }
});
