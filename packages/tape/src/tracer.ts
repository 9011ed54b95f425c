import type { Primitive } from "./primitive.ts";
import { type Entry, isVariable, type Operand, type Program, reaching, Variable } from "./program.ts";
import { type ActiveRecorder, nextRecorderId, whileTracing } from "./recorder.ts";
import { UnknownValue } from "./unknown.ts";
import { type Abstract, type ArrayLike, abstractOf, Value } from "./value.ts";

/** A value that a program will compute. */
class TracedValue extends UnknownValue {
  readonly variable: Variable;

  constructor(tracer: Tracer, variable: Variable) {
    super(tracer, variable);
    this.variable = variable;
  }
}

/** Notes a program without computing anything. */
class Tracer implements ActiveRecorder {
  readonly id: number = nextRecorderId();
  readonly name: string;
  readonly inputs: Variable[] = [];
  readonly entries: Entry[] = [];
  /** Values of outer recorders that the function used: they become inputs after its own. */
  readonly captured: Map<Value, Variable> = new Map();
  open = true;
  #count = 0;

  constructor(name: string) {
    this.name = name;
  }

  input(abstract: Abstract): Value {
    const variable = this.#variable(abstract);
    this.inputs.push(variable);
    return new TracedValue(this, variable);
  }

  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[] {
    const operands = inputs.map((input) => this.operandOf(input));
    const abstracts = operands.map((operand) =>
      operand instanceof Variable ? operand : abstractOf(operand),
    );
    const outputs = primitive.shape(params, abstracts).map((abstract) => this.#variable(abstract));
    this.entries.push({ primitive, params, inputs: operands, outputs });
    return outputs.map((variable) => new TracedValue(this, variable));
  }

  operandOf(x: ArrayLike): Operand {
    if (!(x instanceof Value)) return x;
    if (x instanceof TracedValue && x.recorder === this) return x.variable;
    const captured = this.captured.get(x) ?? this.#variable(x);
    this.captured.set(x, captured);
    return captured;
  }

  #variable(abstract: Abstract): Variable {
    const variable = new Variable(this.#count, abstract);
    this.#count += 1;
    return variable;
  }
}

/** A traced function: its program takes the function's inputs, then the captured values. */
export interface Traced {
  readonly program: Program;
  readonly captured: readonly ArrayLike[];
}

/** Traces a function of arrays at abstract inputs. */
export function traceFlat(
  name: string,
  f: (inputs: readonly ArrayLike[]) => readonly ArrayLike[],
  inputs: readonly Abstract[],
): Traced {
  const tracer = new Tracer(name);
  try {
    const values = inputs.map((input) => tracer.input(input));
    const outputs = whileTracing(tracer, () => f(values)).map((output) => tracer.operandOf(output));
    const program: Program = {
      inputs: [...tracer.inputs, ...tracer.captured.values()],
      entries: reaching(tracer.entries, outputs, isVariable),
      outputs,
    };
    return { program, captured: [...tracer.captured.keys()] };
  } finally {
    tracer.open = false;
  }
}
