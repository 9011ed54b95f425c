import { type Arithmetic, float64 } from "@chainrule/special";
import type { FunctionName } from "../functions/names.ts";
import { scalarFunctions } from "../functions/values/table.ts";
import { recordingArithmetic, UndecidedError } from "./arithmetic.ts";
import type { OperationName } from "./operations.ts";
import type { Recorder, Register } from "./recorder.ts";

/** What functions are recorded with. */
export interface Context {
  readonly recorder: Recorder;
  readonly arithmetic: Arithmetic<Register>;
}

/** A context that has recorded nothing yet. */
export function createContext(recorder: Recorder): Context {
  return { recorder, arithmetic: recordingArithmetic(recorder) };
}

type Branching = (context: Context, args: readonly Register[]) => Register;

/** Functions whose formula branches; here both branches are computed, and one is selected. */
const branching: Partial<Readonly<Record<FunctionName, Branching>>> = {
  less: operation("less"),
  lessEqual: operation("lessEqual"),
  equal: operation("equal"),
  not: operation("not"),
  and: folding("and"),
  or: folding("or"),
  max: folding("larger"),
  min: folding("smaller"),
  polygamma: operation("polygamma"),
  step: ({ recorder }, [x]) => recorder.emit("lessEqual", recorder.constant(0), x!),
  kronecker: ({ recorder }, [i, j]) =>
    recorder.emit("equal", recorder.emit("subtract", i!, j!), recorder.constant(0)),
  acoth: ({ recorder, arithmetic: A }, [x]) => {
    const beyond = A.subtract(A.abs(x!), A.fromNumber(1));
    const half = A.divide(A.log1p(A.divide(A.fromNumber(2), beyond)), A.fromNumber(2));
    const isInside = recorder.emit("less", beyond, A.fromNumber(0));
    return A.multiply(A.sign(x!), recorder.emit("select", isInside, A.fromNumber(Number.NaN), half));
  },
  piecewiseLinear: ({ recorder, arithmetic: A }, [x, m, b, low, high]) => {
    const isHigh = recorder.emit("lessEqual", high!, x!);
    const rising = recorder.emit("select", isHigh, A.fromNumber(1), A.add(A.multiply(m!, x!), b!));
    const flat = recorder.emit("select", isHigh, A.fromNumber(0), A.fromNumber(0)); // NaN where undecided
    return recorder.emit("select", recorder.emit("lessEqual", x!, low!), flat, rising);
  },
};

function operation(name: OperationName): Branching {
  return ({ recorder }, args) => recorder.emit(name, ...args);
}

/** From the left; one operand is combined with itself. */
function folding(name: OperationName): Branching {
  return ({ recorder }, args) =>
    args.length === 1
      ? recorder.emit(name, args[0]!, args[0]!)
      : args.reduce((a, b) => recorder.emit(name, a, b));
}

/** The value of a function of the table: its own formula recorded, or as a routine where that branches. */
export function recordCall(context: Context, name: FunctionName, args: readonly Register[]): Register {
  const branches = branching[name];
  if (branches !== undefined) return branches(context, args);
  try {
    return scalarFunctions[name](context.arithmetic, args);
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    const value = (values: readonly number[]) => [scalarFunctions[name](float64, values)];
    return context.recorder.run({ name, value }, args, 1)[0]!;
  }
}

/** Values and conditions in turn, then the value otherwise; NaN where a condition that matters is undecided. */
export function recordPiecewise({ recorder }: Context, operands: readonly Register[]): Register {
  let result = operands.at(-1)!;
  for (let k = operands.length - 3; k >= 0; k -= 2) {
    result = recorder.emit("select", operands[k + 1]!, operands[k]!, result);
  }
  return result;
}
