import { describe, expect, test, vi } from "vitest";
import { compile as generated } from "../codegen.ts";
import {
  add,
  call,
  differentiate,
  type Expression,
  evaluate,
  gradient,
  LimitError,
  multiply,
  parse,
  power,
  ShapeError,
  substitute,
  symbol,
  UnboundVariableError,
  ValueError,
} from "../index.ts";
import { compile as interpreted } from "./compile.ts";

const engines = [
  ["interpreted", interpreted],
  ["generated", generated],
] as const;

describe.each(engines)("%s", (_, compile) => {
  test("sin nested 10,000 deep, and its derivative", () => {
    const e = parse(`${"sin(".repeat(10_000)}x${")".repeat(10_000)}`);
    const both = [e, differentiate(e, "x")];
    expect([...compile(both, ["x"])([1])]).toEqual(evaluate(both, { x: 1 }));
  });

  test("a sum of 10,000 terms, and the gradient of a product of 2,000 factors", () => {
    const names = Array.from({ length: 10_000 }, (_, k) => `x${k}`);
    const values = names.map((_, k) => 1 + Math.sin(k) / 100);
    const symbols = names.map((name) => symbol(name));
    const total = add(...symbols.map((x, k) => multiply(k, power(x, 3))));
    const es = [total, ...gradient(multiply(...symbols.slice(0, 2000)), names.slice(0, 2000))];
    const bindings = new Map(names.map((name, k) => [name, values[k]!]));
    expect([...compile(es, names)(values)]).toEqual(evaluate(es, bindings));
  });

  test("shared parts are computed once: 2^200 paths", () => {
    let e: Expression = symbol("x");
    for (let k = 0; k < 200; k++) e = call("sin", add(e, e));
    expect(compile(e, ["x"])([1])).toBe(evaluate(e, { x: 1 }));
  });

  test.each(["__proto__", "constructor", "toString", "f0", "return", "a;alert(1)//", "`x`", "\u2028"])(
    "%j is a name like all others",
    (name) => {
      const e = multiply(symbol(name), add(symbol(name), symbol("r0")));
      expect(compile(e, [name, "r0"])([3, 4])).toBe(21);
    },
  );

  test("equal parts of all expressions are one", () => {
    const es = [parse("sin(x)*y"), parse("y*sin(x) + 1"), parse("-y*sin(x)")];
    expect([...compile(es, ["x", "y"])([0.5, 2])]).toEqual(evaluate(es, { x: 0.5, y: 2 }));
  });

  test("a million points in bounded memory, into the caller's own columns", () => {
    const f = compile([parse("x*y"), parse("7")], ["x", "unused", "y"]);
    const n = 1_000_003;
    const x = Float64Array.from({ length: n }, (_, k) => k);
    const y = new Float32Array(n).fill(2);
    const out = [x, new Float64Array(n)];
    f.columns([x, new Int32Array(n), y], out);
    expect(x.every((value, k) => value === 2 * k)).toBe(true);
    expect(out[1]!.every((value) => value === 7)).toBe(true);
  });

  test("mistakes have names", () => {
    expect(() => compile(parse("x + y"), ["x"])).toThrow(UnboundVariableError);
    expect(() => compile(parse("x"), ["x", "x"])).toThrow(ValueError);
    expect(() => compile(parse("v[1]"), [parse("v[1]")])).toThrow(ValueError);
    const f = compile([parse("x + y")], ["x", "y"]);
    expect(() => f([1])).toThrow(ShapeError);
    expect(() => f([1, 2], new Float64Array(2))).toThrow(ShapeError);
    expect(() => f.columns([Float64Array.of(1)])).toThrow(ShapeError);
    expect(() => f.columns([Float64Array.of(1), Float64Array.of(1, 2)])).toThrow(ShapeError);
    expect(() => compile(parse("sum(i, i, 1, 10^9)"), [])).toThrow(LimitError);
    const halved = substitute(parse("sum(i, i, n/2, 3)"), { n: 1 });
    expect(() => compile(halved, [])).toThrow(ValueError);
    expect(() => compile([symbol("x", { shape: [1e9, 1e9] })], ["x"])).toThrow(LimitError);
    expect(() => compile(parse("x + x^2 + 1"), ["x"], { limits: { nodes: 3 } })).toThrow(LimitError);
  });
});

test("where code generation is forbidden, generated programs are interpreted", () => {
  vi.stubGlobal("Function", () => {
    throw new EvalError("Code generation from strings disallowed for this context");
  });
  const f = generated(parse("exp(x)*y"), ["x", "y"]);
  vi.unstubAllGlobals();
  expect(f.engine).toBe("interpreter");
  expect(f([0, 3])).toBe(3);
});
