import { describe, expect, test } from "vitest";
import {
  add,
  call,
  differentiate,
  divide,
  type Expression,
  ExpressionSyntaxError,
  element,
  equal,
  evaluate,
  expr,
  fraction,
  LimitError,
  multiply,
  negate,
  number,
  parse,
  piecewise,
  power,
  reduce,
  ShapeError,
  subtract,
  symbol,
  tensor,
  toText,
  ValueError,
} from "../index.ts";
import { postorder } from "../traverse.ts";

const [a, b, c, x, y, z, n] = ["a", "b", "c", "x", "y", "z", "n"].map((name) => symbol(name)) as Expression[];

/** Texts and the trees that mathematical convention gives them. */
const trees: readonly (readonly [text: string, tree: Expression | undefined])[] = [
  ["a + b*c", add(a!, multiply(b!, c!))],
  ["(a + b)*c", multiply(add(a!, b!), c!)],
  ["a - b - c", add(a!, negate(b!), negate(c!))],
  ["a - (b - c)", add(a!, negate(subtract(b!, c!)))],
  ["-x^2", negate(power(x!, 2))],
  ["(-x)^2", power(negate(x!), 2)],
  ["x^y^z", power(x!, power(y!, z!))],
  ["(x^y)^z", power(power(x!, y!), z!)],
  ["2^-x", power(2, negate(x!))],
  ["2^-3^2", power(2, negate(power(3, 2)))],
  ["2^-x*y", multiply(power(2, negate(x!)), y!)],
  ["-x*y", multiply(-1, x!, y!)],
  ["-2x", multiply(-2, x!)],
  ["--x", x],
  ["+x", x],
  ["x - -y", add(x!, y!)],
  ["1/2x", multiply(fraction(1, 2), x!)],
  ["x/2", multiply(fraction(1, 2), x!)],
  ["a/b/c", multiply(a!, power(b!, -1), power(c!, -1))],
  ["a/(b c)", multiply(a!, power(b!, -1), power(c!, -1))],
  ["a/(b/c)", multiply(a!, power(b!, -1), power(power(c!, -1), -1))],
  ["1/(1/x)", power(power(x!, -1), -1)],
  ["1/(1/(1/x))", power(x!, -1)],
  ["1/(1/2)", number(2)],
  ["a/b*c", multiply(a!, power(b!, -1), c!)],
  ["1/x", power(x!, -1)],
  ["1/x^2", power(x!, -2)],
  ["2 x y", multiply(2, x!, y!)],
  ["2(x + 1)", multiply(2, add(x!, 1))],
  ["(x + 1)(x - 1)", multiply(add(x!, 1), add(x!, -1))],
  ["x\u0000y", multiply(x!, y!)],
  ["2x^3", multiply(2, power(x!, 3))],
  ["x^2y", multiply(power(x!, 2), y!)],
  ["x sin(y)", multiply(x!, call("sin", y!))],
  ["sin (x)", call("sin", x!)],
  ["|x|", call("abs", x!)],
  ["|x|y", multiply(call("abs", x!), y!)],
  ["2|x - |y||", multiply(2, call("abs", subtract(x!, call("abs", y!))))],
  ["max(|x|, |y|)", call("max", call("abs", x!), call("abs", y!))],
  ["log(x)", call("log", x!)],
  ["ln(x)", call("log", x!)],
  ["log(x, b)", divide(call("log", x!), call("log", b!))],
  ["sqrt(x)", power(x!, fraction(1, 2))],
  ["root(x, 3)", power(x!, fraction(1, 3))],
  ["arcsin(x)", call("asin", x!)],
  ["artanh(x)", call("atanh", x!)],
  ["arctan2(y, x)", call("atan2", y!, x!)],
  ["sigmoid(x, b)", call("sigmoid", multiply(b!, x!))],
  ["gaussian(x, a, b)", call("gaussian", x!, a!, b!)],
  ["π", call("pi")],
  ["2 pi e", multiply(2, call("pi"), call("e"))],
  ["e^x", power(call("e"), x!)],
  ["E_n + m_0", add(symbol("E_n"), symbol("m_0"))],
  ["gamma*gamma(x)", multiply(symbol("gamma"), call("gamma", x!))],
  ["x·y × z", multiply(x!, y!, z!)],
  ["x − y", subtract(x!, y!)],
  ["x ÷ y", multiply(x!, power(y!, -1))],
  ["0.1", fraction(1, 10)],
  [".5", fraction(1, 2)],
  ["2.", number(2)],
  ["12.50e-1", fraction(5, 4)],
  ["1E3", number(1000)],
  ["9007199254740993", number(9007199254740993n)],
  ["piecewise(x, x > 0, 0)", piecewise(x!, call("less", 0, x!), 0)],
  [
    "piecewise(a, x >= 0 and x <= 1 or y != 2, b, x == y, c)",
    piecewise(
      a!,
      call(
        "or",
        call("and", call("lessEqual", 0, x!), call("lessEqual", x!, 1)),
        call("not", call("equal", y!, 2)),
      ),
      b!,
      call("equal", x!, y!),
      c!,
    ),
  ],
  ["piecewise(a, x ≤ 0, b)", piecewise(a!, call("lessEqual", x!, 0), b!)],
  ["sum(k^2, k, 1, n)", reduce("add", symbol("k"), 1, n!, power(symbol("k"), 2))],
  ["product(k, k, 1, n)", reduce("multiply", symbol("k"), 1, n!, symbol("k"))],
  ["maximum(k x, k, 1, n)", reduce("max", symbol("k"), 1, n!, multiply(symbol("k"), x!))],
  [
    "tensor(i + 10j, i, 2, j, 3)",
    tensor([symbol("i"), symbol("j")], [2, 3], add(symbol("i"), multiply(10, symbol("j")))),
  ],
];

describe("parse", () => {
  test.each(trees)("%j", (text, tree) => {
    expect(equal(parse(text), tree!)).toBe(true);
  });

  test("limits of a sum are outside the name it binds, and bodies see the innermost name", () => {
    const [i, k] = [symbol("i"), symbol("k")];
    const inner = reduce("add", k, 1, k, multiply(i, k));
    expect(equal(parse("sum(sum(i*k, k, 1, k), i, 1, n)"), reduce("add", i, 1, n!, inner))).toBe(true);
    const shadowed = reduce("add", i, 1, 2, reduce("add", i, 1, 3, i));
    expect(equal(parse("sum(sum(i, i, 1, 3), i, 1, 2)"), shadowed)).toBe(true);
  });

  test("a name that is indexed is a tensor, of sizes of its own where none are declared", () => {
    const free = parse("x[i + 1]") as Extract<Expression, { kind: "element" }>;
    expect(free.operands[0].shape).toHaveLength(1);
    const declared = parse("x[2]", { shapes: { x: [3] } });
    expect(equal(declared, element(symbol("x", { shape: [3] }), 2))).toBe(true);
    expect(equal(parse("x[2]", { shapes: new Map([["x", [3]]]) }), declared)).toBe(true);
  });

  test("e and pi are variables between backquotes, where they are given a shape, and where they are indexed", () => {
    expect(evaluate(differentiate(parse("`e`^2 + e^2"), "e"), { e: 3 })).toBe(6);
    const shapes = { e: [], pi: [2] };
    expect(evaluate(parse("e^2 + sum(pi)", { shapes }), { e: 3, pi: { shape: [2], data: [1, 2] } })).toBe(12);
    expect(evaluate(parse("D(e^3, e)", { shapes: new Map([["e", []]]) }), { e: 2 })).toBe(12);
    expect(evaluate(parse("sum(e[i], i, 1, 2) + pi"), { e: { shape: [2], data: [1, 2] } })).toBe(3 + Math.PI);
    expect(evaluate(parse("sum(e^2, e, 1, 3)"))).toBe(14);
    expect(evaluate(parse("e", { shapes: { x: [2] } }))).toBe(Math.E);
  });

  test("names of Object.prototype are variables like any other, shapes included", () => {
    expect(equal(parse("__proto__ + toString"), add(symbol("__proto__"), symbol("toString")))).toBe(true);
    expect(parse("constructor", { shapes: {} }).shape).toEqual([]);
  });

  test("a long product of divisions is one product", () => {
    const node = parse(`x${"/y".repeat(50_000)}`);
    expect(node.operands).toHaveLength(50_001);
  });

  test("quotients under quotients grow no faster than they are written", () => {
    const nested = (depth: number) =>
      postorder([parse(`${"x/(".repeat(depth)}x${")".repeat(depth)}`)]).length;
    for (const depth of [90, 2000]) expect(nested(depth)).toBeLessThan(5 * depth);
  });

  test("quotients of numbers fold exactly, yet not without bound", () => {
    expect(equal(parse("6/4/3"), fraction(1, 2))).toBe(true);
    expect(equal(parse("3 x/2"), multiply(fraction(3, 2), x!))).toBe(true);
    expect(parse(`1${"/3".repeat(20_000)}`).kind).toBe("product");
    expect(equal(parse("0/0"), multiply(0, power(0, -1)))).toBe(true);
  });

  test("more than 32 indices are no tensor", () => {
    expect(() => parse(`x[${"1, ".repeat(32)}1]`)).toThrow(ExpressionSyntaxError);
  });

  test("calls take any number of arguments", () => {
    expect(parse(`max(${"x, ".repeat(200_000)}2)`).operands).toHaveLength(200_001);
    expect(parse(`piecewise(${"0, x < 0, ".repeat(80_000)}3)`).operands).toHaveLength(160_001);
    expect(parse("piecewise(x)")).toEqual(x);
  });

  test("what is no text is refused", () => {
    expect(() => parse(undefined as unknown as string)).toThrow(ValueError);
  });

  test("limits", () => {
    expect(() => parse("x".repeat(1_000_001))).toThrow(LimitError);
    expect(() => parse("x + y", { limits: { nodes: 2 } })).toThrow(LimitError);
    expect(() => parse(`${"sum(".repeat(201)}x${", i, 1, n)".repeat(201)}`)).toThrow(LimitError);
  });
});

describe("tensors in text", () => {
  const shapes = { W: [3, 2], v: [2], u: [2], b: [3], X: ["n", 2] } as const;
  const shapeOf = (text: string) =>
    parse(text, { shapes }).shape.map((size) =>
      size.kind === "symbol" ? size.name : Number((size as { value: { numerator: bigint } }).value.numerator),
    );

  test.each([
    ["W @ v", [3]],
    ["W @ v + b", [3]],
    ["b @ W", [2]],
    ["X @ W'", ["n", 3]],
    ["X @ W' + b", ["n", 3]],
    ["v' @ u", []],
    ["W'", [2, 3]],
    ["(W')'", [3, 2]],
    ["v'", [2]],
    ["outer(b, v)", [3, 2]],
    ["sigmoid(W @ v + b)", [3]],
    ["2 W/3", [3, 2]],
    ["sum(W)", []],
    ["max(v)", []],
    ["trace(W @ W')", []],
    ["diag(v)", [2, 2]],
    ["diag(W @ W')", [3]],
    ["eye(3)", [3, 3]],
    ["ones(n)", ["n"]],
    ["zeros(2, 3)", [2, 3]],
    ["softmax(X)", ["n", 2]],
    ["logSumExp(X)", ["n"]],
    ["(W @ v)[2]", []],
    ["sum(W[i, k] * v[k], k, 1, 2)", []],
  ])("%s", (text, shape) => {
    if (text.includes("[i,")) expect(shapeOf(`tensor(${text}, i, 3)`)).toEqual([3]);
    else expect(shapeOf(text)).toEqual(shape);
  });

  test("@ is the sum over the inner index", () => {
    const [i, k] = [symbol("i"), symbol("k")];
    const [W, v] = [symbol("W", { shape: [3, 2] }), symbol("v", { shape: [2] })];
    const written = tensor([i], [3], reduce("add", k, 1, 2, multiply(element(W, i, k), element(v, k))));
    expect(equal(parse("W @ v", { shapes }), written)).toBe(true);
  });

  test.each([
    ["-v' @ W' @ b", "-(v' @ W' @ b)"],
    ["1 - -v @ v", "1 + v @ v"],
    ["2*-v @ v/3", "-2*(v @ v)/3"],
  ])("the sign of %s is that of the product", (text, other) => {
    expect(toText(parse(text, { shapes }))).toBe(toText(parse(other, { shapes })));
  });

  test.each([
    "W @ b",
    "v + b",
    "W @ 2",
    "outer(W, v)",
    "trace(W)",
    "W[4, 1]",
    "W[1]",
    "X'[1, 2, 3]",
    "softmax(2)",
  ])("%s has shapes that do not fit", (text) => {
    expect(() => parse(text, { shapes })).toThrow(ShapeError);
    expect(() => parse(text, { shapes })).toThrow(/\n {2}.*\n *\^/);
  });
});

describe("D(f, x)", () => {
  const valueAt = (text: string, x: number) => evaluate(parse(text), { x });

  test("is the derivative, of any order", () => {
    expect(valueAt("D(x^3, x)", 2)).toBe(12);
    expect(valueAt("D(sin(x)*x^2, x, 2)", 1)).toBeCloseTo(Math.sin(1) + 4 * Math.cos(1), 14);
    expect(valueAt("x*D(x^2, x, 0)", 3)).toBe(27);
    expect(valueAt("D(D(x^4, x), x)", 2)).toBe(48);
  });

  test("stands under a sum, whose index is a constant to it", () => {
    const expected = Math.cos(0.5) + 2 * Math.cos(1) + 3 * Math.cos(1.5);
    expect(valueAt("sum(D(sin(i*x), x), i, 1, 3)", 0.5)).toBeCloseTo(expected, 14);
  });

  test("of a tensor's name has the tensor's shape", () => {
    expect(parse("D(sum(W^2), W)", { shapes: { W: [3, 2] } }).shape).toHaveLength(2);
  });

  test.each(["D(x)", "D(x^2, 2)", "D(x, x, 1/2)", "D(x, x, -1)", "D(x, y, 1, 2)", "sum(D(i^2, i), i, 1, 3)"])(
    "%s is an error",
    (text) => {
      expect(() => parse(text)).toThrow(ExpressionSyntaxError);
    },
  );

  test("of an order that is too high is refused", () => {
    expect(() => parse("D(x, x, 101)")).toThrow(LimitError);
  });
});

describe("functions of tensors", () => {
  const v = { shape: [3], data: [2, 3, 4] };
  const valueOf = (text: string) => evaluate(parse(text, { shapes: { v: [3] } }), { v });

  test.each([
    ["sum(v)", 9],
    ["product(v)", 24],
    ["maximum(v)", 4],
    ["minimum(v)", 2],
    ["max(v)", 4],
    ["min(v)", 2],
    ["max(7)", 7],
    ["v' @ v", 29],
    ["ones(3)' @ v", 9],
    ["v' @ ones(3)", 9],
    ["trace(outer(v, v))", 29],
    ["sum(diag(v) @ v)", 29],
    ["sum(eye(3) @ v)", 9],
    ["sum(softmax(v))", 1],
    ["logSumExp(v)", 4 + Math.log(1 + Math.exp(-1) + Math.exp(-2))],
    ["logSumExp(2)", 2],
    ["v[1]*v[3]", 8],
    ["sum(v[i]*(-1)^i, i, 1, 3)", -3],
    ["minimum((i - 2)^2, i, 1, 9)", 0],
    ["sum(tensor(i*v, i, 2))", 27],
    ["tensor(tensor(10i + j, j, 2), i, 3)[3, 2]", 32],
    ["sum(sum(tensor(i*j, j, 2), i, 1, 3))", 18],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toBeCloseTo(value, 14);
  });
});

describe("expr`...`", () => {
  test("sets nodes in, never text", () => {
    const sum = parse("a + b");
    expect(equal(expr`${sum}^2 / ${2}`, multiply(fraction(1, 2), power(sum, 2)))).toBe(true);
    expect(equal(expr`2${x!}`, multiply(2, x!))).toBe(true);
    expect(equal(expr`f + ${0.5}`, add(symbol("f"), fraction(1, 2)))).toBe(true);
  });

  test("a placeholder written by hand is no value", () => {
    expect(() => expr`\ufffc + ${1}`).toThrow(/U\+005C|"\\"/);
    expect(() => parse("\ufffc")).toThrow(/has no meaning/);
  });
});
