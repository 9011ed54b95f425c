import { apply } from "./apply.ts";
import { type Linear, type Primitive, type Rules, rowUnder } from "./primitive.ts";
import { type ActiveRecorder, nextRecorderId } from "./recorder.ts";
import { type ArrayLike, abstractOf, isDifferentiable, Value } from "./value.ts";

/** A primal and its tangent. */
class Dual extends Value {
  readonly primal: ArrayLike;
  readonly tangent: Linear;

  constructor(recorder: Forward, primal: ArrayLike, tangent: Linear) {
    super(recorder, abstractOf(primal));
    this.primal = primal;
    this.tangent = tangent;
  }
}

/** Forward mode: every value carries its tangent along; nothing is kept. */
export class Forward implements ActiveRecorder {
  readonly id: number = nextRecorderId();
  readonly name: string;
  readonly rules: Rules;
  open = true;

  constructor(name: string, rules: Rules) {
    this.name = name;
    this.rules = rules;
  }

  /** The value with a tangent; a structural zero needs no recorder. */
  lift(primal: ArrayLike, tangent: Linear): ArrayLike {
    return tangent === undefined ? primal : new Dual(this, primal, tangent);
  }

  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[] {
    const primals = inputs.map((input) => this.primalOf(input));
    const outputs = apply(primitive, params, primals);
    if (!outputs.some(isDifferentiable)) return outputs;
    const row = rowUnder(this.rules, primitive);
    const saved = row.saves?.({ params, inputs: primals, outputs }) ?? [];
    const tangents = row.jvp(
      inputs.map((input) => this.tangentOf(input)),
      { params, inputs: primals, outputs, saved, needed: inputs.map(() => true), rules: this.rules },
    );
    return outputs.map((output, i) => this.lift(output, tangents[i]));
  }

  primalOf(x: ArrayLike): ArrayLike {
    return x instanceof Dual && x.recorder === this ? x.primal : x;
  }

  tangentOf(x: ArrayLike): Linear {
    return x instanceof Dual && x.recorder === this ? x.tangent : undefined;
  }
}
