import { type Arithmetic, float64 } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import { recordingArithmetic, UndecidedError } from "./arithmetic.ts";
import { interpret } from "./interpreter.ts";
import { memoryOf } from "./kernel.ts";
import { createRecorder } from "./recorder.ts";

const points = [
  0,
  -0,
  5e-324,
  1e-200,
  0.5,
  -0.5,
  1,
  -1.5,
  2,
  -3,
  1e200,
  Number.POSITIVE_INFINITY,
  Number.NaN,
];

type Formula = <T>(A: Arithmetic<T>, x: T) => T;

/** The formula recorded, and run on one number. */
function recorded(formula: Formula, x: number): number {
  const recorder = createRecorder();
  const program = recorder.finish([formula(recordingArithmetic(recorder), recorder.input(0))]);
  const kernel = interpret(program);
  const memory = memoryOf(program, kernel, 1);
  if (program.inputs.length > 0) memory[kernel.plan.slotOf[0]!] = x;
  kernel.run(memory, 1, 1);
  return memory[kernel.plan.slotOf[program.outputs[0]!]!]!;
}

function expectSame(formula: Formula): void {
  for (const x of points) expect(recorded(formula, x)).toBe(formula(float64, x));
}

describe("what is recorded is what float64 computes", () => {
  test.each([-1074, -7, -3, -2, -1, 0, 1, 2, 3, 7, 1000])("integerPower(x, %s)", (n) => {
    expectSame((A, x) => A.integerPower(x, n));
  });

  test("constants", () => {
    expectSame((A) => A.pi);
    expectSame((A) => A.e);
    expectSame((A, x) => A.multiply(x, A.fromRatio(-1n, 3n)));
    expectSame((A) => A.fromNumber(-0));
  });

  test("signs and powers of two, whose identities hold bit by bit", () => {
    const signed: readonly Formula[] = [
      (A, x) => A.add(A.negate(x), A.fromNumber(0)),
      (A, x) => A.add(A.negate(x), A.negate(x)),
      (A, x) => A.subtract(A.negate(x), A.fromNumber(1)),
      (A, x) => A.subtract(A.fromNumber(1), A.negate(x)),
      (A, x) => A.subtract(A.negate(x), A.negate(x)),
      (A, x) => A.negate(A.negate(x)),
      (A, x) => A.multiply(A.negate(x), A.fromNumber(3)),
      (A, x) => A.divide(A.negate(A.sin(x)), A.negate(A.cos(x))),
      (A, x) => A.divide(A.fromNumber(1), A.negate(x)),
      (A, x) => A.multiply(A.fromNumber(-1), A.negate(x)),
    ];
    for (const formula of signed) expectSame(formula);
    for (const c of [2, -0.25, 1, -1, 2 ** 1023, 2 ** -1022, 2 ** -1023, 2 ** -1074, 3, 0, Number.NaN]) {
      expectSame((A, x) => A.divide(x, A.fromNumber(c)));
    }
  });
});

test("a formula may branch on constants, not on what only the running program knows", () => {
  const recorder = createRecorder();
  const A = recordingArithmetic(recorder);
  expect(A.compare(A.fromNumber(1), A.fromNumber(2))).toBe(-1);
  expect(A.toNumber(A.add(A.fromNumber(1), A.fromNumber(2)))).toBe(3);
  expect(() => A.compare(recorder.input(0), A.fromNumber(0))).toThrow(UndecidedError);
});

test("choices between constants are made when recording", () => {
  const recorder = createRecorder();
  const { constant, emit, valueOf, input } = recorder;
  const [a, b] = [input(0), input(1)];
  expect(emit("select", constant(1), a, b)).toBe(a);
  expect(emit("select", constant(-0), a, b)).toBe(b);
  expect(valueOf(emit("select", constant(Number.NaN), a, b))).toBeNaN();
  expect(emit("within", constant(1), a)).toBe(a);
  expect(valueOf(emit("within", constant(0), a))).toBeNaN();
  expect(emit("unlessZero", constant(2), a)).toBe(a);
  expect(valueOf(emit("unlessZero", constant(-0), a))).toBe(0);
});

test("equal instructions are one register, whatever the order of what commutes", () => {
  const { emit, input } = createRecorder();
  const [a, b] = [input(0), input(1)];
  expect(emit("multiply", a, b)).toBe(emit("multiply", b, a));
  expect(emit("add", a, b)).toBe(emit("add", b, a));
  expect(emit("subtract", a, b)).not.toBe(emit("subtract", b, a));
  expect(emit("larger", a, b)).not.toBe(emit("larger", b, a));
});
