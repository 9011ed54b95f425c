import { broadcastToShape } from "./families.ts";
import type { Primitive } from "./primitive.ts";
import { type ActiveRecorder, nextRecorderId } from "./recorder.ts";
import { UnknownValue } from "./unknown.ts";
import { type ArrayLike, abstractOf, addInPlace, shapeOf, type Value } from "./value.ts";

/** One example of a batch: it stands for many values, with the batch axis in front, so that none can be read. */
class Batched extends UnknownValue {
  readonly whole: ArrayLike;

  constructor(recorder: Batching, whole: ArrayLike) {
    const { shape, dtype, weak } = abstractOf(whole);
    super(recorder, { shape: shape.slice(1), dtype, weak });
    this.whole = whole;
  }

  override absorb(term: ArrayLike): boolean {
    return term instanceof Batched && term.recorder === this.recorder && addInPlace(this.whole, term.whole);
  }
}

/** Vectorisation: the function sees one example, the primitives get the whole batch. */
export class Batching implements ActiveRecorder {
  readonly id: number = nextRecorderId();
  readonly name: string;
  readonly size: number;
  open = true;

  constructor(name: string, size: number) {
    this.name = name;
    this.size = size;
  }

  /** One example of `whole`, whose first axis is the batch axis. */
  lift(whole: ArrayLike): Value {
    return new Batched(this, whole);
  }

  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[] {
    const batched = inputs.map((input) => this.owns(input));
    const wholes = inputs.map((input) => (this.owns(input) ? input.whole : input));
    return primitive.batch(wholes, { params, size: this.size, batched }).map((whole) => this.lift(whole));
  }

  /** The whole batch; a value that is the same for all examples is repeated. */
  lower(x: ArrayLike): ArrayLike {
    return this.owns(x) ? x.whole : broadcastToShape(x, [this.size, ...shapeOf(x)]);
  }

  owns(x: ArrayLike): x is Batched {
    return x instanceof Batched && x.recorder === this;
  }
}
