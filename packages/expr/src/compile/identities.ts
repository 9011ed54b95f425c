import type { OperationName } from "./operations.ts";
import type { Recorder, Register } from "./recorder.ts";

/**
 * Identities that hold for every double, bit by bit: signs move out of products and quotients, where sums absorb them;
 * a division by a power of two is a product. None is an approximation, and none reorders sums.
 */

type Rewriter = (recorder: Recorder, operands: readonly Register[]) => Register | undefined;

const rewriters: Partial<Readonly<Record<OperationName, Rewriter>>> = {
  add: (recorder, [a, b]) => {
    const [minusA, minusB] = [negated(recorder, a!), negated(recorder, b!)];
    if (minusB !== undefined) return recorder.emit("subtract", a!, minusB);
    return minusA === undefined ? undefined : recorder.emit("subtract", b!, minusA);
  },
  subtract: (recorder, [a, b]) => {
    const minusB = negated(recorder, b!);
    return minusB === undefined ? undefined : recorder.emit("add", a!, minusB);
  },
  multiply: (recorder, [a, b]) =>
    timesUnit(recorder, a!, b!) ?? timesUnit(recorder, b!, a!) ?? withoutSigns(recorder, "multiply", a!, b!),
  divide: (recorder, [a, b]) => {
    const inverse = exactInverse(recorder.valueOf(b!));
    if (inverse !== undefined) return recorder.emit("multiply", a!, recorder.constant(inverse));
    return withoutSigns(recorder, "divide", a!, b!);
  },
  negate: (recorder, [a]) => negated(recorder, a!),
  select: (recorder, [condition, a, b]) => {
    const value = recorder.valueOf(condition!);
    if (value !== undefined) return value === 0 ? b : value ? a : recorder.constant(Number.NaN);
    return Number.isNaN(recorder.valueOf(b!)) ? recorder.emit("within", condition!, a!) : undefined;
  },
  within: (recorder, [condition, a]) => {
    const value = recorder.valueOf(condition!);
    if (value === undefined) return undefined;
    return value ? a : recorder.constant(Number.NaN);
  },
  unlessZero: (recorder, [a, b]) => {
    const value = recorder.valueOf(a!);
    if (value === undefined) return undefined;
    return value === 0 ? recorder.constant(0) : b;
  },
};

/** A register that has the operation's value already or computes it with less, if an identity gives one. */
export function rewrite(
  recorder: Recorder,
  name: OperationName,
  operands: readonly Register[],
): Register | undefined {
  return rewriters[name]?.(recorder, operands);
}

/** The x of a recorded -x. */
function negated(recorder: Recorder, register: Register): Register | undefined {
  const recorded = recorder.at(register);
  return recorded.kind === "operation" && recorded.name === "negate" ? recorded.operands[0] : undefined;
}

/** 1 x and -1 x. */
function timesUnit(recorder: Recorder, unit: Register, x: Register): Register | undefined {
  const value = recorder.valueOf(unit);
  if (value === 1) return x;
  return value === -1 ? recorder.emit("negate", x) : undefined;
}

/** The product or quotient without its operands' signs, and the sign. */
function withoutSigns(
  recorder: Recorder,
  name: "multiply" | "divide",
  a: Register,
  b: Register,
): Register | undefined {
  const [minusA, minusB] = [negated(recorder, a), negated(recorder, b)];
  if (minusA === undefined && minusB === undefined) return undefined;
  const result = recorder.emit(name, minusA ?? a, minusB ?? b);
  return minusA !== undefined && minusB !== undefined ? result : recorder.emit("negate", result);
}

/** 1/c where dividing by c is the same as multiplying by it: c is a power of two. */
function exactInverse(c: number | undefined): number | undefined {
  if (c === undefined || 2 ** Math.round(Math.log2(Math.abs(c))) !== Math.abs(c)) return undefined;
  return Number.isFinite(1 / c) ? 1 / c : undefined;
}
