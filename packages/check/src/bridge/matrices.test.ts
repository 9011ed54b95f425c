import { array, type NDArray } from "@chainrule/array";
import { evaluate } from "@chainrule/expr";
import { doubleDouble } from "@chainrule/special";
import {
  type ArrayLike,
  add,
  det,
  eigvalsh,
  inverse,
  log,
  matmul,
  matrixTranspose,
  multiply,
  type Primitive,
  evaluate as run,
  slogdet,
  solve,
  sum,
  type Tensor,
  trace,
  triangularSolve,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { overallVerdict } from "../report/overall.ts";
import type { CheckedFunction } from "../subject/function.ts";
import { bindingsOf } from "../voices/symbolic.ts";
import { lift } from "./lift.ts";
import { NotLiftedError } from "./notLifted.ts";

const a = array([
  [2, -1, 0.5],
  [1, 3, -2],
  [0.25, 1, 4],
]);
const b = array([
  [1, 2],
  [0, -1],
  [3, 0.5],
]);

type Operation = (...args: Tensor[]) => ArrayLike;

/** Scalars made of each row that expr has words for. */
const functions: Readonly<Record<string, Operation>> = {
  det: (x) => det(x!),
  slogdet: (x) => multiply(slogdet(x!).sign, slogdet(x!).logAbsDet),
  inverse: (x) => sum(multiply(inverse(x!), a)),
  solve: (x, y) => sum(multiply(solve(x!, y!), y!)),
  "solve, vector": (x) => sum(solve(x!, array([1, 2, 3]))),
  triangularSolve: (x, y) => sum(multiply(triangularSolve(x!, y!), b)),
  "triangularSolve, the other way": (x, y) =>
    sum(multiply(triangularSolve(x!, y!, { upper: true, transposed: true, unitDiagonal: true }), b)),
  "log-likelihood of a normal distribution": (x) => {
    const precision = add(
      matmul(x!, matrixTranspose(x!)),
      array([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    );
    return add(slogdet(precision).logAbsDet, log(det(precision)));
  },
};

const argumentsOf = (f: Operation): NDArray[] => [a, b].slice(0, f.length);

describe.each(Object.entries(functions))("%s", (name, f) => {
  it("has the same value as a formula", () => {
    const args = argumentsOf(f);
    const program = trace((...xs: Tensor[]) => f(...xs))(...args);
    const names = args.map((_, i) => `x${i}`);
    const { expression, inputs, constants } = lift(program, names);
    const bindings = bindingsOf(
      { expression, variables: inputs, constants },
      args.map((value, i) => ({ name: names[i]!, value })),
    );
    const left = doubleDouble.toNumber(evaluate(expression, bindings, { arithmetic: doubleDouble }) as never);
    const [right] = run(program, args, doubleDouble);
    expect(left).toBeCloseTo(doubleDouble.toNumber(right!.data[0]!), 13);
  });

  it("is checked: its gradient passes, a planted fault is found", () => {
    const args = argumentsOf(f);
    const row = ROWS[name] ?? name;
    const slightly = (own: Primitive): Partial<Primitive> => ({
      vjp: (cotangents, application) =>
        own.vjp(cotangents, application).map((x) => x && multiply(1 + 1e-12, x)),
    });
    expect(overallVerdict(check(f as CheckedFunction, args))).toBe("agree");
    expect(overallVerdict(check(f as CheckedFunction, args, { order: 2 }))).toBe("agree");
    expect(overallVerdict(check(f as CheckedFunction, args, { fault: { rules: { [row]: slightly } } }))).toBe(
      "disagree",
    );
  });
});

/** The rows that the functions apply, where they are called something else. */
const ROWS: Readonly<Record<string, string>> = {
  "solve, vector": "solve",
  "triangularSolve, the other way": "triangularSolve",
  "log-likelihood of a normal distribution": "slogdet",
};

describe("what is not lifted", () => {
  const stack = array([
    [
      [2, 0],
      [0, 3],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ]);
  it.each([
    ["a stack", (x: Tensor) => sum(det(x)), stack, "det"],
    ["eigenvalues", (x: Tensor) => sum(eigvalsh(x)), a, "eigh"],
  ] as const)("%s", (_, f, x, primitive) => {
    expect(() => lift(trace(f)(x), ["x"])).toThrow(NotLiftedError);
    expect(() => lift(trace(f)(x), ["x"])).toThrow(expect.objectContaining({ primitive }));
  });
});
