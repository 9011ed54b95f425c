import { type Arithmetic, float64 } from "@chainrule/special";
import { ExpressionError } from "../errors.ts";
import { type OperationName, operations } from "./operations.ts";
import type { Recorder, Register } from "./recorder.ts";

/** A formula branches on a number that only the running program knows; its function is recorded as a routine then. */
export class UndecidedError extends ExpressionError {
  constructor() {
    super("expr/undecided", "the value of a register is not known yet: record the formula as a routine");
  }
}

/**
 * The arithmetic whose numbers are registers: a formula evaluated in it is recorded. So compiled programs compute what
 * `evaluate` computes, operation by operation.
 */
export function recordingArithmetic(recorder: Recorder): Arithmetic<Register> {
  const { constant, emit } = recorder;
  const toNumber = (a: Register): number => {
    const value = recorder.valueOf(a);
    if (value === undefined) throw new UndecidedError();
    return value;
  };
  return {
    ...recordingFunctions(recorder),
    name: "recorded float64",
    unitRoundoff: float64.unitRoundoff,
    pi: constant(float64.pi),
    e: constant(float64.e),
    fromNumber: constant,
    fromRatio: (numerator, denominator) => constant(float64.fromRatio(numerator, denominator)),
    toNumber,
    compare: (a, b) => float64.compare(toNumber(a), toNumber(b)),
    max: (a, b) => emit("larger", a, b),
    min: (a, b) => emit("smaller", a, b),
    integerPower: (a, n) => integerPower(recorder, a, n),
    polygamma: (n, a) => emit("polygamma", constant(n), a),
  };
}

type RecordedName = Exclude<OperationName, "polygamma"> & keyof Arithmetic<Register>;

/** The operations that an arithmetic has too, each recorded as itself. */
function recordingFunctions({ emit }: Recorder): Pick<Arithmetic<Register>, RecordedName> {
  const recorded = operations
    .filter(({ name }) => name in float64)
    .map(({ name }) => [name, (...operands: Register[]) => emit(name, ...operands)]);
  return Object.fromEntries(recorded) as Pick<Arithmetic<Register>, RecordedName>;
}

/** x^n by the same products as float64's: the reciprocal is taken last, unless x^n is out of range. */
function integerPower(recorder: Recorder, x: Register, n: number): Register {
  const { constant, emit } = recorder;
  if (n >= 0) return wholePower(recorder, x, n);
  const power = wholePower(recorder, x, -n);
  const isFinite = emit("less", emit("abs", power), constant(Number.POSITIVE_INFINITY));
  const other = wholePower(recorder, emit("divide", constant(1), x), -n);
  return emit("select", isFinite, emit("divide", constant(1), power), other);
}

/** x^n by repeated squaring. */
function wholePower({ constant, emit }: Recorder, x: Register, n: number): Register {
  let result = constant(1);
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = emit("multiply", result, square);
    if (rest > 1) square = emit("multiply", square, square);
  }
  return result;
}
