import { point } from "../tape/point.ts";
import { type Engine, type LoopFamily, numericEngine, unsupported } from "./engine.ts";

/** What one writes by hand for scalars only: each line a value, two operands and two partial derivatives, in typed arrays. */
class WengertList {
  length = 1;
  readonly values: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly byLeft: Float64Array;
  readonly byRight: Float64Array;

  constructor(capacity: number) {
    this.values = new Float64Array(capacity);
    this.left = new Int32Array(capacity);
    this.right = new Int32Array(capacity);
    this.byLeft = new Float64Array(capacity);
    this.byRight = new Float64Array(capacity);
  }

  line(value: number, left = 0, byLeft = 0, right = 0, byRight = 0): number {
    const line = this.length;
    this.length = line + 1;
    this.values[line] = value;
    this.left[line] = left;
    this.right[line] = right;
    this.byLeft[line] = byLeft;
    this.byRight[line] = byRight;
    return line;
  }

  add(a: number, b: number): number {
    return this.line(this.values[a]! + this.values[b]!, a, 1, b, 1);
  }

  subtract(a: number, b: number): number {
    return this.line(this.values[a]! - this.values[b]!, a, 1, b, -1);
  }

  multiply(a: number, b: number): number {
    const [x, y] = [this.values[a]!, this.values[b]!];
    return this.line(x * y, a, y, b, x);
  }

  scaled(a: number, factor: number): number {
    return this.line(factor * this.values[a]!, a, factor);
  }

  subtractedFrom(constant: number, a: number): number {
    return this.line(constant - this.values[a]!, a, -1);
  }

  backward(output: number): Float64Array {
    const cotangents = new Float64Array(this.length);
    cotangents[output] = 1;
    for (let line = output; line > 0; line--) {
      const cotangent = cotangents[line]!;
      cotangents[this.left[line]!]! += cotangent * this.byLeft[line]!;
      cotangents[this.right[line]!]! += cotangent * this.byRight[line]!;
    }
    return cotangents;
  }
}

const functions: Readonly<Record<LoopFamily, (list: WengertList, x: readonly number[]) => number>> = {
  speelpenning: (list, x) => x.reduce((product, factor) => list.multiply(product, factor)),
  rosenbrock: (list, x) => {
    let sum = list.line(0);
    for (let i = 0; i + 1 < x.length; i++) {
      const a = list.subtract(x[i + 1]!, list.multiply(x[i]!, x[i]!));
      const b = list.subtractedFrom(1, x[i]!);
      sum = list.add(sum, list.add(list.scaled(list.multiply(a, a), 100), list.multiply(b, b)));
    }
    return sum;
  },
};

/** The list, written anew for every gradient, as for functions whose path depends on values. */
export const wengertList: Engine = numericEngine((job) => {
  if (job.name !== "loop") return unsupported(job.name);
  const numbers = point(job.n);
  return () => {
    const list = new WengertList(10 * job.n);
    const x = numbers.map((value) => list.line(value));
    const cotangents = list.backward(functions[job.family](list, x));
    return x.map((line) => cotangents[line]!)[3]!;
  };
});
