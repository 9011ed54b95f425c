import { array, NDArray } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { applyOne } from "./apply.ts";
import {
  add,
  clip,
  exp,
  grad,
  linear,
  matmul,
  max,
  maxPool2d,
  relu,
  reshape,
  subtract,
  sum,
  tanh,
  where,
} from "./index.ts";
import { forgotten, isRead, NotSavedError } from "./memory.ts";
import { maximum, multiply, sin } from "./operations/elementwise.ts";
import type { Application, Linear, Primitive } from "./primitive.ts";
import { Tape, type TapeEntry } from "./tape.ts";
import { drawn, generator } from "./testing/random.ts";
import { SAMPLES } from "./testing/samples.ts";
import { recordTape } from "./transforms/record.ts";
import { type ArrayLike, asArray, concrete, isDifferentiable, shapeOf, type Tensor, Value } from "./value.ts";

// What a tape holds on to: that rules read what their rows declare, all of it and nothing else, and how much that is.

/** One entry's rules by one input, with some of its inputs and outputs forgotten. */
interface Trial {
  readonly row: Primitive;
  readonly by: number;
  readonly full: Application<unknown>;
  readonly cotangents: readonly Linear[];
  readonly tangents: readonly Linear[];
}

const next = generator(7);

function trialsOf({ primitive, params, inputs, outputs }: TapeEntry): Trial[] {
  const primals = inputs.map((x) => (x instanceof Value ? x.primal! : x) as ArrayLike);
  const results = outputs.map(({ primal }) => primal);
  const saved = primitive.saves?.({ params, inputs: primals, outputs: results }) ?? [];
  const cotangents = results.map((y) => (isDifferentiable(y) ? drawn(next, shapeOf(y)) : undefined));
  return primals.flatMap((x, by) => {
    if (!isDifferentiable(x) || primitive.name === "whileLoop") return [];
    const needed = primals.map((_, k) => k === by);
    const full = { params, inputs: primals, outputs: results, saved, needed, rules: new Map() };
    const tangents = primals.map((_, k) => (k === by ? drawn(next, shapeOf(x)) : undefined));
    return [{ row: primitive, by, full, cotangents, tangents }];
  });
}

/** The elements of the contribution, and of the tangents of the outputs, where only `known` inputs and outputs are kept. */
function derivatives({ row, by, full, cotangents, tangents }: Trial, known: readonly boolean[]): number[] {
  const keep = (x: ArrayLike, k: number): ArrayLike => (known[k] ? x : forgotten(x));
  const inputs = full.inputs.map(keep);
  const outputs = full.outputs.map((y, k) => keep(y, inputs.length + k));
  const application = { ...full, inputs, outputs };
  const contribution = row.vjp(cotangents, application)[by];
  const pushed = row.jvp(tangents, application);
  return [contribution, ...pushed].flatMap((x) => (x === undefined ? [] : elementsOf(x)));
}

function elementsOf(x: ArrayLike): number[] {
  return Array.from(asArray(concrete(x)).toTypedArray());
}

const trials = SAMPLES.flatMap(({ f, inputs }) =>
  recordTape((xs: readonly Tensor[]) => sum(f(...xs)))(inputs).entries.flatMap(trialsOf),
);

function declared({ row, full }: Trial): boolean[] {
  return [...full.inputs, ...full.outputs].map((_, place) => isRead(row, full.needed, place));
}

describe("every row that a sample applies", () => {
  it("reads nothing that it does not declare", () => {
    for (const trial of trials) {
      const all = declared(trial).map(() => true);
      expect(derivatives(trial, declared(trial)), trial.row.name).toEqual(derivatives(trial, all));
    }
  });

  it("declares nothing that it does not read", () => {
    const [claimed, read] = [new Set<string>(), new Set<string>()];
    for (const trial of trials) {
      const flags = declared(trial);
      flags.forEach((isDeclared, place) => {
        if (!isDeclared) return;
        const claim = `${trial.row.name} by input ${trial.by}: place ${place}`;
        claimed.add(claim);
        const without = flags.map((flag, k) => flag && k !== place);
        if (isRefused(() => derivatives(trial, without))) read.add(claim);
      });
    }
    expect([...claimed].filter((claim) => !read.has(claim))).toEqual([]);
    expect(claimed.size).toBeGreaterThan(100);
  });
});

function isRefused(attempt: () => unknown): boolean {
  try {
    attempt();
    return false;
  } catch (error) {
    if (error instanceof NotSavedError) return true;
    throw error;
  }
}

/** How many bytes a lean tape holds for a function of one array, besides that array. */
function held(f: (x: ArrayLike) => ArrayLike, x: NDArray): number {
  const tape = new Tape({ lean: true });
  tape.finish([f(tape.input(x))]);
  const arrays = new Set([...tape.list.others, ...[...tape.list.saved.values()].flat()]);
  arrays.delete(x);
  return [...arrays].reduce<number>(
    (bytes, each) => bytes + (each instanceof NDArray ? bytesOf(each) : 0),
    0,
  );
}

function bytesOf(x: NDArray): number {
  return x.read((view) => view.byteLength);
}

describe("what a tape holds, of an array of 8 kB", () => {
  const x = array(Array.from({ length: 1000 }, (_, i) => Math.sin(i)));
  const whole = bytesOf(x);
  const weights = array(Array.from({ length: 1000 }, (_, i) => Math.cos(i)));

  it.each<readonly [string, (x: ArrayLike) => ArrayLike, number]>([
    ["sums, differences, shapes: nothing", (a) => sum(reshape(subtract(add(add(a, 1), a), 2), [10, 100])), 0],
    ["a sum of squares: the operand, which is there", (a) => sum(multiply(a, a)), 0],
    ["a product with constants: the constants", (a) => sum(multiply(add(a, 1), weights)), whole],
    ["a product with a number: nothing", (a) => sum(multiply(add(a, 1), 2)), 0],
    ["sin: its operand", (a) => sum(sin(add(a, 1))), whole],
    ["exp: its result", (a) => sum(exp(add(a, 1))), whole],
    ["relu of relu of sums: each result", (a) => sum(relu(add(relu(add(a, 1)), 1))), 2 * whole],
    ["clip: a mask of bytes", (a) => sum(clip(add(a, 1), 0, 1)), whole / 8],
    ["max: a mask of bytes", (a) => max(add(a, 1)), whole / 8],
    ["where: the condition", (a) => sum(where(array([true]), add(a, 1), 2)), 1],
  ])("%s", (_, f, bytes) => {
    expect(held(f, x)).toBe(bytes);
  });

  it("maxPool2d: an index of four bytes for each window", () => {
    const image = reshape(x, [1, 1, 20, 50]) as NDArray;
    expect(held((a) => sum(maxPool2d(add(a, 1), 2)), image)).toBe(250 * 4);
  });

  it("a network: what comes before and after each activation, and no sum", () => {
    const [w, b] = [array([[1, 2], [3, 4]]), array([1, 2])]; // biome-ignore format: one line
    const examples = reshape(x, [500, 2]) as NDArray;
    const layer = (a: ArrayLike): ArrayLike => tanh(add(matmul(a as Tensor, w), b));
    // The operand of each tanh; its result is read only for the derivative by the next weights, which are constants here.
    expect(held((a) => sum(layer(layer(layer(a)))), examples)).toBe(3 * whole + bytesOf(w));
  });

  it("operations that do not reach the result hold nothing", () => {
    const f = (a: ArrayLike): ArrayLike => {
      const y = add(a, 1);
      sin(y); // alone would have y held
      sin(exp(y));
      return sum(y);
    };
    expect(held(f, x)).toBe(0);
  });
});

describe("a lean tape", () => {
  it("keeps everything where someone looks at it", () => {
    const tape = recordTape((a: ArrayLike) => sum(maximum(add(a, 1), 2)))(array([1, 3]));
    expect(tape.entries.map(({ outputs }) => elementsOf(outputs[0]!.primal))).toEqual([[2, 4], [2, 4], [6]]);
    const seen: number[][] = [];
    grad((a: ArrayLike) => sum(add(a, 1)), {
      edges: ({ entry, contributions }) => {
        seen.push(elementsOf(entry.outputs[0]!.primal));
        return contributions;
      },
    })(array([1, 3]));
    expect(seen).toEqual([[6], [2, 4]]);
  });

  it("refuses a rule that reads more than its row declares, and gives a replaced rule everything", () => {
    const doubled = linear<undefined>({
      name: "doubled",
      family: "move",
      shape: (_, a) => a,
      kernel: (_, a) => a,
      transpose: (cotangent) => multiply(2, cotangent),
    });
    const wrong: Primitive = { ...(doubled as Primitive), vjp: ([g], { inputs: [a] }) => [multiply(g!, a!)] };
    const f = (row: Primitive) => (a: ArrayLike) => sum(applyOne(row, undefined, [add(a, 1)]));
    expect(() => grad(f(wrong))(array([1]))).toThrow(expect.objectContaining({ code: "tape/not-saved" }));
    const gradient = grad(f(doubled as Primitive), { rules: { doubled: { vjp: wrong.vjp } } })(array([3]));
    expect(elementsOf(gradient as Tensor)).toEqual([4]);
  });
});
