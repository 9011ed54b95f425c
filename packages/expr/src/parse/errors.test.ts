import { describe, expect, test } from "vitest";
import {
  ExpressionError,
  ExpressionSyntaxError,
  NumberLiteralError,
  parse,
  UnknownFunctionError,
} from "../index.ts";

function failure(text: string): ExpressionError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

/** Text, line, column, and a part of what the message must say. */
const faults: readonly (readonly [text: string, line: number, column: number, says: RegExp])[] = [
  ["", 1, 1, /unexpected end of the text; expected a number, a name or "\("/],
  ["   ", 1, 4, /unexpected end of the text/],
  ["+", 1, 2, /unexpected end of the text/],
  [")", 1, 1, /unexpected "\)"/],
  ["2 * (x + )", 1, 10, /unexpected "\)"; expected a number/],
  ["(x", 1, 3, /expected an operator or "\)"[\s\S]*line 1, column 1 is not closed/],
  ["|x", 1, 3, /expected an operator or "\|"/],
  ["x]", 1, 2, /unexpected "]"; expected an operator or the end/],
  ["(a, b)", 1, 3, /unexpected ","/],
  ["max(a, )", 1, 8, /unexpected "\)"/],
  ["sin()", 1, 5, /unexpected "\)"/],
  ["a +\n  b *\n  * c", 3, 3, /unexpected "\*"/],
  ["2 3", 1, 3, /product of two numbers with \*/],
  ["x.5", 1, 2, /unexpected "\.5"/],
  ["a < b < c", 1, 7, /a < b and b < c/],
  ["x = 2", 1, 3, /==/],
  ["x!", 1, 2, /gamma\(n \+ 1\)/],
  ["x % 2", 1, 3, /mod\(x, y\)/],
  ["x**2", 1, 2, /\^/],
  ["x²", 1, 2, /Write powers with \^/],
  ["{x}", 1, 1, /\( and \)/],
  ["1e", 1, 1, /not a number[\s\S]*1e5/],
  ["2exp(x)", 1, 1, /2\*e/],
  ["1_000", 1, 1, /without separators/],
  ["0x10", 1, 1, /decimal/],
  ["1.2.3", 1, 1, /0\.5/],
  [".", 1, 1, /decimal point/],
  ["x\u202ey", 1, 2, /U\+202E/],
  ["\u0430 + a", 1, 1, /U\+0430/],
  ["\uff58", 1, 1, /U\+FF58/],
  ["x+\ud83d", 1, 3, /U\+D83D/],
  ["sin x", 1, 1, /Write sin\(x\)/],
  ["2 + sin(x, y)", 1, 5, /sin takes 1 argument, and 2 were given/],
  ["atan2(x)", 1, 1, /atan2 takes 2 arguments, and 1 was given/],
  ["piecewise(x, x > 0)", 1, 1, /odd number/],
  ["sum(k, 2, 1, 3)", 1, 8, /sum needs a name/],
  ["b + sum(b, i, 1, 5/2)", 1, 5, /5\/2 is no limit of an index/],
  ["product(i, i, 1/2, 3)", 1, 1, /1\/2 is no limit of an index/],
  ["tensor(i, i)", 1, 1, /tensor takes a body/],
  ["tensor(i, i, 2, i, 3)", 1, 17, /bound twice/],
  ["f'(x)", 1, 2, /no derivative[\s\S]*D\(f\(x\), x\)[\s\S]*f' \*/],
  ["2 + sigmoid''(z)", 1, 13, /no derivative/],
  ["A' (x + y)", 1, 2, /no derivative/],
  ["``", 1, 1, /Quote a name as `x y`/],
  ["x + `y", 1, 5, /Quote a name/],
  ["```", 1, 1, /Quote a name/],
  ["a and", 1, 6, /unexpected end of the text/],
];

describe("syntax errors", () => {
  test.each(faults)("%j", (text, line, column, says) => {
    const error = failure(text) as ExpressionSyntaxError;
    expect(error).toBeInstanceOf(ExpressionSyntaxError);
    expect(error.code).toBe("expr/syntax");
    expect([error.line, error.column]).toEqual([line, column]);
    expect(error.message).toMatch(says);
  });

  test("the caret stands under the fault", () => {
    const lines = failure("alpha + beta * (gamma - )").message.split("\n");
    expect(lines[1]).toBe("  alpha + beta * (gamma - )");
    expect(lines[2]?.indexOf("^")).toBe(lines[1]?.lastIndexOf(")"));
  });

  test("the carets cover the whole word", () => {
    const [, line, carets] = failure("1 + sigmiod(x)").message.split("\n");
    expect(line?.slice(carets?.indexOf("^"), (carets?.lastIndexOf("^") ?? 0) + 1)).toBe("sigmiod");
  });

  test("of a long line, only the part around the fault is shown", () => {
    const [, line, carets] = failure(`${"x + ".repeat(1000)} ) ${" + y".repeat(1000)}`).message.split("\n");
    expect(line?.length).toBeLessThan(100);
    expect(line?.[carets?.indexOf("^") ?? 0]).toBe(")");
  });

  test("of several lines, the one with the fault is shown", () => {
    const [, line] = failure("a +\n  b + ]\n c").message.split("\n");
    expect(line).toBe("    b + ]");
  });

  test("a message shows no control or direction character", () => {
    const { message } = failure("x\u007f + )");
    expect(message).toContain("U+007F");
    expect(message).not.toContain("\u007f");
    expect(failure("\u202e").message).not.toContain("\u202e");
  });
});

describe("unknown functions", () => {
  test("the nearest name is suggested, and the product", () => {
    const error = failure("1 + sigmiod(x)") as UnknownFunctionError;
    expect(error).toBeInstanceOf(UnknownFunctionError);
    expect([error.code, error.functionName, error.suggestion]).toEqual([
      "expr/unknown-function",
      "sigmiod",
      "sigmoid",
    ]);
    expect([error.line, error.column]).toEqual([1, 5]);
  });

  test.each([
    ["Sin", "sin"],
    ["arctanhh", "arctanh"],
    ["sofmax", "softmax"],
    ["squareroot", undefined],
    ["f", undefined],
    ["z".repeat(1000), undefined],
  ])("%s", (name, suggestion) => {
    expect((failure(`${name}(x)`) as UnknownFunctionError).suggestion).toBe(suggestion);
  });

  test("x(x + 1) names the product as the remedy", () => {
    expect(failure("x(x + 1)").message).toContain("x * (...)");
  });

  test("a syntax error further on comes first, and of unknown names the first one", () => {
    expect(failure("f(x) = x").code).toBe("expr/syntax");
    expect((failure("g(h(x)) + f(x)") as UnknownFunctionError).functionName).toBe("g");
  });

  test.each(["toString", "constructor", "__proto__", "hasOwnProperty"])("%s(x) is no function", (name) => {
    expect(failure(`${name}(x)`)).toBeInstanceOf(UnknownFunctionError);
  });
});

describe("numbers that are too long", () => {
  test.each(["1e-999999999", "1e1000", "1".repeat(1001), `0.${"1".repeat(600)}`])("%.20s", (text) => {
    expect(failure(text)).toBeInstanceOf(NumberLiteralError);
  });
});
