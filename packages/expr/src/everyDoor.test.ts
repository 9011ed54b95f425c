import { expect, test } from "vitest";
import { compile as compileToJavaScript } from "./codegen.ts";
import * as entry from "./index.ts";
import { strangers } from "./testing/strangers.ts";

type Door = (...args: never[]) => unknown;

const { compile, ExpressionError, functions, number, parse, symbol } = entry;
const x = parse("x^2 + y");
const v = symbol("v", { shape: [3] });
const A = symbol("A", { shape: [3, 3] });
const i = symbol("i");
const at = { x: 1, y: 2 };
const limits = { nodes: 10_000 };

/** Arguments that each function takes. A function without a line here fails. */
const usual: Readonly<Record<string, readonly unknown[]>> = {
  number: [3],
  fraction: [1, 2],
  symbol: ["x", { shape: [3] }],
  symbols: ["a", "b", { shape: [2] }],
  add: [x, x],
  subtract: [x, x],
  multiply: [x, x],
  divide: [x, x],
  negate: [x],
  power: [x, x],
  call: ["sin", x],
  piecewise: [x, x, x],
  element: [v, 1],
  elementwise: [[x, v], ([a]: unknown[]) => a],
  freshIndices: [v.shape],
  reduce: ["add", i, 1, 3, i],
  tensor: [[i], [3], i],
  equal: [x, x],
  differentiate: [x, "x", 1, { limits }],
  gradient: [x, ["x"], { limits }],
  hessian: [x, ["x"], { limits }],
  jacobian: [[x], ["x"], { layout: "numerator", limits }],
  transposeLayout: [v, v],
  domainOf: [x],
  simplify: [x],
  explain: [x, "x", 1],
  expand: [x, { limits: { terms: 10 } }],
  collect: [x, "x", { limits: { terms: 10 } }],
  equivalent: [x, x, { seed: 1, limits: { points: 2 } }],
  freeSymbols: [x],
  substitute: [x, { x }],
  countOperations: [x],
  kinksAt: [x, at],
  oneSidedDerivative: [x, "x", "left"],
  oneSidedDerivatives: [x, "x", at],
  evaluate: [x, at, { outsideDomain: true }],
  compile: [x, ["x", "y"], { sizes: {}, limits }],
  expr: [{ raw: ["a + ", ""] }, x],
  parse: ["x", { shapes: { x: [3] }, limits }],
  diag: [v],
  eye: [2],
  filled: [[2], x],
  logSumExp: [v],
  matmul: [A, v],
  norm: [v],
  outer: [v, v],
  reduceAll: ["add", v],
  softmax: [v],
  trace: [A],
  transpose: [A],
  cofactor: [A, 1],
  det: [A],
  inverse: [A],
  logdet: [A],
  toText: [x, { shared: true, limit: 100 }],
  toLatex: [x, { shared: true, limit: 100 }],
  toMathML: [x, { display: "inline" }],
  toTypeScript: [x, { name: "f", variables: ["x", "y"] }],
};

/** Every function of the entries that is no class, and what compiling gives. */
const doors: readonly (readonly [name: string, door: Door, args: readonly unknown[] | undefined])[] = [
  ...Object.entries(entry)
    .filter(([name, value]) => typeof value === "function" && !/^[A-Z]/.test(name))
    .map(([name, door]) => [name, door as Door, usual[name]] as const),
  ...(["sin", "max", "sqrt", "kronecker", "polygamma"] as const).map(
    (name) => [`functions.${name}`, functions[name] as Door, [x, x]] as const,
  ),
  ["codegen's compile", compileToJavaScript as Door, usual["compile"]],
  ...[compile, compileToJavaScript].flatMap((make): (readonly [string, Door, readonly unknown[]])[] => {
    const [one, all] = [make(x, ["x", "y"]), make([x, v], ["x", "y", v])];
    const columns = (count: number) => Array.from({ length: count }, () => new Float64Array(2));
    const name = `compiled by the ${one.engine}`;
    return [
      [name, one as Door, [[1, 2]]],
      [`columns ${name}`, one.columns as Door, [columns(2), new Float64Array(2)]],
      [`list ${name}`, all as Door, [[1, 2, 3, 4, 5], new Float64Array(4)]],
      [`columns of a list ${name}`, all.columns as Door, [columns(5), columns(4)]],
    ];
  }),
];

type Within = (stranger: never) => unknown;

/** Doors inside what is given: fields of options, elements of lists. */
const inside: Readonly<Record<string, Within>> = {
  "a size": (stranger) => symbol("x", { shape: [stranger] }),
  "a sign": (stranger) => symbol("x", { sign: stranger }),
  "declared sizes": (stranger) => parse("x", { shapes: { x: stranger } }),
  "declared sizes in a map": (stranger) => parse("x", { shapes: new Map([["x", stranger]]) }),
  "a declared size": (stranger) => parse("x", { shapes: { x: [stranger] } }),
  shapes: (stranger) => parse("x", { shapes: stranger }),
  limits: (stranger) => parse("x", { limits: stranger }),
  "a limit": (stranger) => parse("x", { limits: { milliseconds: stranger } }),
  "a binding": (stranger) => entry.evaluate(x, { x: stranger, y: 1 }),
  "a binding in a map": (stranger) => entry.evaluate(x, new Map<string, number>([["x", stranger]])),
  "the binding of a vector": (stranger) => entry.evaluate(v, { v: stranger }),
  "a shape": (stranger) => entry.evaluate(v, { v: { shape: stranger, data: [1, 2, 3] } }),
  data: (stranger) => entry.evaluate(v, { v: { shape: [3], data: stranger } }),
  "an element": (stranger) => entry.evaluate(v, { v: { shape: [3], data: [1, 2, stranger] } }),
  "an arithmetic": (stranger) => entry.evaluate(x, at, { arithmetic: stranger }),
  "a variable": (stranger) => entry.gradient(x, [stranger]),
  "a variable to collect": (stranger) => entry.collect(x, [stranger]),
  "an element of a list": (stranger) => entry.jacobian([stranger], ["x"]),
  "an expression in a list": (stranger) => entry.evaluate([stranger] as never, at),
  "the limits of a derivative": (stranger) => entry.hessian(x, ["x"], { limits: stranger }),
  "an order of a derivative": (stranger) => entry.differentiate(x, "x", stranger),
  "a limit of a derivative": (stranger) => entry.differentiate(x, "x", 1, { limits: { nodes: stranger } }),
  "a layout": (stranger) => entry.jacobian([x], ["x"], { layout: stranger }),
  "a compiled variable": (stranger) => compile(x, [stranger]),
  sizes: (stranger) => compile(parse("sum(u)", { shapes: { u: ["n"] } }), ["u"], { sizes: stranger }),
  "a length of a print": (stranger) => entry.toText(x, { limit: stranger }),
  "a display": (stranger) => entry.toMathML(x, { display: stranger }),
  "a function's name": (stranger) => entry.toTypeScript(x, { name: stranger }),
  "a replacement": (stranger) => entry.substitute(x, { x: stranger }),
  "a combination": (stranger) => entry.elementwise([v], () => stranger),
  "an index": (stranger) => entry.tensor([stranger], [3], x),
  "a size of a tensor": (stranger) => entry.tensor([i], [stranger], x),
  "a size of a filling": (stranger) => entry.filled([stranger], x),
  "raw strings": (stranger) => entry.expr({ raw: stranger } as never),
  "a value in a template": (stranger) => entry.expr`1 + ${stranger}`,
  "a seed": (stranger) => entry.equivalent(x, x, { seed: stranger }),
  "the limits of a comparison": (stranger) => entry.equivalent(x, number(1), { limits: stranger }),
  "a limit of a comparison": (stranger) => entry.equivalent(x, number(1), { limits: { points: stranger } }),
};

const mostMilliseconds = 100;

/** What is wrong with how a call ends; undefined where it gives a value or one of our errors, in time. */
function faultOf(action: () => unknown): string | undefined {
  const start = Date.now();
  try {
    action();
  } catch (error) {
    const isOurs = error instanceof ExpressionError && /^expr\/[a-z-]+$/.test(error.code);
    if (!isOurs) return String(error);
  }
  const milliseconds = Date.now() - start;
  return milliseconds > mostMilliseconds ? `${milliseconds} ms` : undefined;
}

/** A pause of the machine is no fault. */
function lastingFaultOf(action: () => unknown): string | undefined {
  return faultOf(action) && faultOf(action);
}

test.each(doors)("%s", (_, door, args) => {
  expect(args).toBeDefined();
  const call = (given: readonly unknown[]) => lastingFaultOf(() => door(...(given as never[])));
  expect(call(args!)).toBeUndefined();
  const faults = args!.flatMap((_, k) => [
    [`only ${k} arguments`, call(args!.slice(0, k))],
    ...strangers.map(([name, stranger]) => [`${name} as argument ${k}`, call(args!.with(k, stranger))]),
  ]);
  const beside = strangers.map(([name, stranger]) => [
    `${name} beside the others`,
    call([...args!, stranger]),
  ]);
  expect([...faults, ...beside].filter(([, fault]) => fault !== undefined)).toEqual([]);
});

test.each(Object.entries(inside))("%s inside", (_, door) => {
  const faults = strangers.map(([name, stranger]) => [name, lastingFaultOf(() => door(stranger as never))]);
  expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([]);
});
