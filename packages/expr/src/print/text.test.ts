import { describe, expect, test } from "vitest";
import {
  call,
  differentiate,
  type Expression,
  element,
  equal,
  evaluate,
  LimitError,
  multiply,
  number,
  parse,
  power,
  reduce,
  substitute,
  symbol,
  tensor,
  toText,
} from "../index.ts";

const shapes = {
  W: [3, 2],
  V: [4, 3],
  S: [3, 3],
  x: [2],
  y: [2],
  a: [3],
  b: [3],
  X: ["n", 2],
  D: ["n", 3],
  s: ["n"],
} as const;

/** Texts with more brackets, marks or indices than needed, and how they are printed. */
const prints: readonly (readonly [text: string, printed: string])[] = [
  ["((p)) + (q*r)", "p + q*r"],
  ["(p + q)*r", "r*(p + q)"],
  ["sin(p)*q^2*2", "2*q^2*sin(p)"],
  ["p - (q - r)", "p - (q - r)"],
  ["(p - q) - r", "p - q - r"],
  ["-p + q", "q - p"],
  ["-p - q", "-p - q"],
  ["-(p + q)", "-(p + q)"],
  ["-(p*q)", "-p*q"],
  ["p*(-q)", "-p*q"],
  ["(-p)^2", "(-p)^2"],
  ["-(p^2)", "-p^2"],
  ["p^(q^r)", "p^q^r"],
  ["(p^q)^r", "(p^q)^r"],
  ["p^(-q)", "p^-q"],
  ["p^(q*r)", "p^(q*r)"],
  ["p^(1/3)", "p^(1/3)"],
  ["p^(1/2)", "sqrt(p)"],
  ["p^(-1/2)", "1/sqrt(p)"],
  ["p^-2", "1/p^2"],
  ["2^-1", "1/2"],
  ["(p*q)^-1", "1/(p*q)"],
  ["(p^2)^-1", "1/p^2"],
  ["1/2p", "p/2"],
  ["-1/2p", "-p/2"],
  ["3/2p/q", "3*p/(2*q)"],
  ["p/(q*r)", "p/(q*r)"],
  ["p/q/r", "p/(q*r)"],
  ["p/(q/r)", "p/(q/r)"],
  ["p/(2/(q*r))", "p/(2/(q*r))"],
  ["1/(1/p)", "1/(1/p)"],
  ["p/q^-2", "p/(1/q^2)"],
  ["p*q/(r + 1)", "p*q/(r + 1)"],
  ["0.1", "1/10"],
  ["-0.5 p", "-p/2"],
  ["2*3 p", "2*3*p"],
  ["2*p*(1/3)", "2*p*(1/3)"],
  ["1*p", "p"],
  ["2*2", "2*2"],
  ["3*p*3", "3*3*p"],
  ["1/8 p*3", "1/8*3*p"],
  ["0/0", "0/0"],
  ["(sin(p))^2", "sin(p)^2"],
  ["|p - q|", "abs(p - q)"],
  ["e^(-p)", "e^-p"],
  ["log(p, 10)", "log(p)/log(10)"],
  ["sigmoid(p, q)", "sigmoid(q*p)"],
  ["2 π r", "2*pi*r"],
  ["piecewise(p, (p > 0) and (q <= 1 or r != 2), 0)", "piecewise(p, 0 < p and (q <= 1 or r != 2), 0)"],
  ["not(p < q)", "not(p < q)"],
  ["sum(k^2, k, 1, m)", "sum(i^2, i, 1, m)"],
  ["sum(i*k, k, 1, m)", "sum(i*j, j, 1, m)"],
  ["product(k, k, 2, m)", "product(i, i, 2, m)"],
  ["sum(sum(p[u]*q[v], v, 1, u), u, 1, m)", "sum(sum(p[i]*q[j], j, 1, i), i, 1, m)"],
  ["maximum(p[k], k, 1, 3)", "maximum(p[i], i, 1, 3)"],
];

/** Index notation, and the matrix notation that it stands for. */
const matrices: readonly (readonly [text: string, printed: string])[] = [
  ["tensor(sum(W[i,k]*x[k], k, 1, 2), i, 3)", "W @ x"],
  ["tensor(sum(W[i,k]*x[k], k, 1, 2) + b[i], i, 3)", "W @ x + b"],
  ["tensor(sum(W[i,k]*a[i], i, 1, 3), k, 2)", "W' @ a"],
  ["tensor(2*sum(W[i,k]*x[k], k, 1, 2)/3, i, 3)", "2*W @ x/3"],
  ["tensor(sum(D[m,i]*X[m,k], m, 1, n), i, 3, k, 2)", "D' @ X"],
  ["tensor(sum(X[m,k]*W[i,k], k, 1, 2) + b[i], m, n, i, 3)", "X @ W' + b"],
  ["tensor(sum(D[m,i], m, 1, n), i, 3)", "D' @ ones(n)"],
  ["tensor(a[i]*x[k], i, 3, k, 2)", "outer(a, x)"],
  ["tensor(2*a[i]*b[i]*x[k]^2, i, 3, k, 2)", "2*outer(a*b, x^2)"],
  ["tensor(3*sin(a[i]), i, 3, k, 2)", "3*outer(sin(a), ones(2))"],
  ["tensor(a[i]*W[i,k], i, 3, k, 2)", "diag(a) @ W"],
  ["tensor(W[i,k]*x[k], i, 3, k, 2)", "W*x"],
  ["tensor(W[k,i], i, 2, k, 3)", "W'"],
  ["tensor(W[k,i] + x[i], i, 2, k, 3)", "(W + x)'"],
  ["tensor(a[i] + W[i,k], i, 3, k, 2)", "(a + W')'"],
  ["tensor(sum(a[m]*(W[m,i] + x[i]), m, 1, 3), i, 2)", "(W + x)' @ a"],
  ["tensor(S[i,i], i, 3)", "diag(S)"],
  ["tensor(kronecker(i, k), i, 3, k, 3)", "eye(3)"],
  ["tensor(a[i]*kronecker(i, k), i, 3, k, 3)", "diag(a)"],
  ["tensor(sigmoid(a[i])/b[i], i, 3)", "sigmoid(a)/b"],
  ["tensor(exp(x[i] - logSumExp(x)), i, 2)", "softmax(x)"],
  ["tensor(p, i, 3, k, 2)", "p*ones(3, 2)"],
  ["tensor(0, i, 3)", "zeros(3)"],
  ["tensor(x[k], i, 3, k, 2)", "x*ones(3, 2)"],
  ["sum(S[i,i], i, 1, 3)", "trace(S)"],
  ["sum(x[i]*y[i], i, 1, 2)", "x' @ y"],
  ["sum((x[i] - y[i])^2, i, 1, 2)", "sum((x - y)^2)"],
  ["sum(sum(W[i,k]^2, k, 1, 2), i, 1, 3)", "sum(W^2)"],
  ["maximum(x[i], i, 1, 2)", "max(x)"],
  ["tensor(sum(X[m,i]*sigmoid(s[m])*X[m,k], m, 1, n), i, 2, k, 2)", "X' @ diag(sigmoid(s)) @ X"],
  ["tensor(exp(W[i,k] - logSumExp(W[i,m], m, 1, 2)), i, 3, k, 2)", "softmax(W)"],
  ["softmax(W @ x + b)", "softmax(W @ x + b)"],
  ["tensor(exp(S[i, i] - logSumExp(S[i, j], j, 1, 3)), i, 3)", "exp(diag(S) - logSumExp(S))"],
  ["diag(softmax(S))", "diag(softmax(S))"],
  ["logSumExp(tensor(sin(p), i, 3))", "logSumExp(sin(p)*ones(3))"],
  ["W' @ tensor(sin(p), i, 3)", "sin(p)*W' @ ones(3)"],
  ["W' @ (-2*p*a/q)", "-2*p*W' @ a/q"],
  ["outer(2*a/p, -x/3)", "-2*outer(a, x)/(3*p)"],
  ["a - W @ x", "a - W @ x"],
  ["a' @ W @ x", "a' @ W @ x"],
  ["V @ (W @ x)", "V @ (W @ x)"],
  ["V @ W @ x", "V @ W @ x"],
  ["(V @ W)'", "W' @ V'"],
  ["-(W @ x)", "-W @ x"],
  ["(W @ x)[2]^2", "(W @ x)[2]^2"],
  ["logSumExp(X)", "logSumExp(X)"],
  ["softmax(X)", "softmax(X)"],
  ["max(0, W @ x + b)", "max(0, W @ x + b)"],
];

/** Sums that look like matrix products and are none: the range, an index or an axis is another. */
const indexed: readonly string[] = [
  "tensor(sum(W[i, j]*x[j], j, 1, 1), i, 3)",
  "tensor(sum(W[i, j]*x[j], j, 2, 2), i, 3)",
  "tensor(W[i, 1], i, 3)",
  "tensor(W[j, i], i, 2, j, 2)",
  "tensor(i*a[i], i, 3)",
  "tensor(a[i]*kronecker(i, j), i, 3, j, 4)",
  "sum(x[i + 1], i, 1, 2)",
  "sum(W[1, i]*x[i], i, 1, 2)",
];

describe("toText", () => {
  test.each(prints)("%s", (text, printed) => {
    expect(toText(parse(text))).toBe(printed);
    expect(equal(parse(printed), parse(text))).toBe(true);
  });

  test.each(matrices)("%s", (text, printed) => {
    expect(toText(parse(text, { shapes }))).toBe(printed);
    expect(toText(parse(printed, { shapes }))).toBe(printed);
  });

  test.each(indexed)("%s keeps its indices", (text) => {
    expect(toText(parse(text, { shapes }))).toBe(text);
  });

  test("gradients of a dense layer are in matrix notation", () => {
    const one = parse("sum((sigmoid(W @ x + b) - a)^2)/2", { shapes });
    const error = "sigmoid(W @ x + b)*sigmoid(-(W @ x + b))*(sigmoid(W @ x + b) - a)";
    expect(toText(differentiate(one, "W"))).toBe(`outer(${error}, x)`);
    expect(toText(differentiate(one, "b"))).toBe(error);
    const batch = parse("sum((X @ W' - D)^2)/2", { shapes });
    expect(toText(differentiate(batch, "W"))).toBe("(X @ W' - D)' @ X");
  });

  test("Jacobians of layers are in matrix notation", () => {
    const layer = differentiate(parse("sigmoid(W @ x + b)", { shapes }), "x");
    expect(toText(layer)).toBe("diag(sigmoid(W @ x + b)*sigmoid(-(W @ x + b))) @ W");
    expect(toText(differentiate(parse("softmax(x)", { shapes }), "x"))).toBe(
      "diag(softmax(x)) - outer(softmax(x), softmax(x))",
    );
    expect(toText(differentiate(parse("W @ x", { shapes }), "x"))).toBe("W");
  });

  test("indices are never named as a variable is", () => {
    const i = symbol("i");
    const k = symbol("k");
    expect(toText(reduce("add", k, 1, 3, multiply(i, k)))).toBe("sum(i*j, j, 1, 3)");
    expect(toText(parse("sum(i j k l m p q r s z, z, 1, 3)"))).toContain(", i1, 1, 3)");
  });

  test("an index is not caught by a binder that it is put under", () => {
    const at = {
      S: { shape: [3, 3], data: [1, 2, 3, 4, 5, 6, 7, 8, 10] },
      a: { shape: [3], data: [2, -1, 3] },
      b: { shape: [3], data: [1, 4, -2] },
    };
    const i = symbol("i");
    const k = symbol("k");
    const S = symbol("S", { shape: [3, 3] });
    const inner = parse("tensor(a[p]*sum(S[m, l]*b[l], l, 1, 3), m, 3)", { shapes });
    const row = substitute(inner, { p: i });
    const e = tensor([i], [3], reduce("add", k, 1, 3, multiply(element(row, k), element(S, k, i))));
    expect(evaluate(parse(toText(e), { shapes }), at)).toEqual(evaluate(e, at));
  });

  test("indices have the same names after reading", () => {
    const text = toText(parse("-sum(i*sum(j*i, j, 1, i), i, 1, 3)/product(y + j, j, 1, 3)"));
    expect(text).toBe("-sum(i*sum(j*i, j, 1, i), i, 1, 3)/product(y + j, j, 1, 3)");
    expect(toText(parse(text))).toBe(text);
    const exchanged = "product(y + j, j, 1, 3)^-1*sum(sum(j*i, j, 1, i)*i, i, 1, 3)";
    expect(toText(parse(exchanged))).toContain("sum(i*sum(j*i, j, 1, i), i, 1, 3)");
  });

  test("a divisor made by builders is written as one", () => {
    const x = symbol("x");
    expect(toText(power(multiply(x, 2), -1))).toBe("1/(2*x)");
    expect(toText(multiply(power(power(x, 2), -1), 3))).toBe("3/x^2");
    expect(toText(number(-3))).toBe("-3");
  });
});

describe("shared parts", () => {
  const doubled = (depth: number) => {
    let e: Expression = symbol("x");
    for (let k = 0; k < depth; k++) e = multiply(call("sin", e), call("cos", e));
    return e;
  };

  test("are named in the order of need", () => {
    const u = parse("exp(x + y + 1)");
    expect(toText(multiply(u, call("sin", u)), { shared: true })).toBe("t1 = exp(x + y + 1)\nt1*sin(t1)");
    expect(toText(multiply(u, call("sin", u)))).toBe("exp(x + y + 1)*sin(exp(x + y + 1))");
  });

  test("have names that no variable has", () => {
    const u = parse("exp(t1 + s + 1)");
    expect(toText(multiply(u, call("sin", u)), { shared: true })).toMatch(/^u1 = /);
  });

  test("with indices in index notation", () => {
    const text = "sum(exp(p[i + 1] + i)*sin(exp(p[i + 1] + i)), i, 1, 3)";
    const body = parse("sum(q*sin(q), z, 1, 3)");
    expect(toText(body, { shared: true })).toBe("sum(q*sin(q), i, 1, 3)");
    const k = symbol("k");
    const u = call("exp", multiply(k, k, k));
    const shared = reduce("add", k, 1, 3, multiply(u, call("sin", u)));
    expect(toText(shared, { shared: true })).toBe("t1[i] = exp(i*i*i)\nsum(t1[i]*sin(t1[i]), i, 1, 3)");
    expect(toText(parse(text))).toBe(text);
  });

  test("a graph that would print exponentially gives a limit error, or its parts", () => {
    const e = doubled(100);
    expect(() => toText(e)).toThrow(LimitError);
    expect(() => toText(e)).toThrow(/shared: true/);
    const lines = toText(e, { shared: true }).split("\n");
    expect(lines).toHaveLength(100);
    expect(() => toText(e, { shared: true, limit: 100 })).toThrow(LimitError);
  });

  test("sin nested 10,000 deep prints, and its derivative names shared parts or gives the limit error", () => {
    const nest = parse(`${"sin(".repeat(10_000)}x${")".repeat(10_000)}`);
    const text = toText(nest);
    expect(text).toBe(`${"sin(".repeat(10_000)}x${")".repeat(10_000)}`);
    const derivative = differentiate(nest, "x");
    expect(() => toText(derivative)).toThrow(LimitError);
    const lines = toText(derivative, { shared: true }).split("\n");
    expect(lines.length).toBeGreaterThan(3_000);
    expect(lines[0]).toBe("t1 = sin(sin(sin(x)))");
  }, 20_000);
});
