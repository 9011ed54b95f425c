import { array } from "@chainrule/array";
import { expect, it } from "vitest";
import { add, multiply } from "./operations/arithmetic.ts";
import { sum } from "./operations/reductions.ts";
import { Tape } from "./tape.ts";
import { grad } from "./transforms/grad.ts";
import { trace } from "./transforms/trace.ts";
import { vmap } from "./transforms/vmap.ts";
import type { Tensor, Value } from "./value.ts";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** What a console shows of a value. */
const shown = (x: unknown): string => (x as Record<symbol, () => string>)[INSPECT]!();

it("consoles show elements where they are known, through all recorders", () => {
  const texts: string[] = [];
  const f = (x: Tensor): Tensor => {
    texts.push(shown(multiply(x, 2) as Value));
    return sum(x);
  };
  grad(f)(array([1, 2]));
  trace(f)(array([1, 2]));
  vmap(f)(array([[1, 2]]));
  grad((x: number) => {
    texts.push(shown(x));
    return x;
  })(3);
  expect(texts).toEqual([
    "float64[2] in grad\n[2. 4.]",
    "float64[2] in trace",
    "float64[2] in vmap",
    "float64[] in grad\n3.0",
  ]);
});

it("consoles show shape and dtype of what a lean tape forgot", () => {
  const tape = new Tape({ lean: true });
  tape.finish([add(add(tape.input(array([1, 2])), 1), 2)]);
  expect(tape.entries.map(({ outputs }) => shown(outputs[0]))).toEqual([
    "float64[2] in Tape",
    "float64[2] in Tape\n[4. 5.]",
  ]);
});
