import { type ArrayLike, add, customVjp, less, multiply, sum, whileLoop } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { functionSubject } from "../subject/function.ts";
import { tapeVoice } from "../voices/tape.ts";
import { forwardMode } from "./forwardMode.ts";

/** y = x + y/2 by iteration, which is 2 x. */
const equilibrium = (x: ArrayLike): ArrayLike =>
  whileLoop(
    ([, k]) => less(k, 60),
    ([y, k]) => [add(x, multiply(0.5, y)), add(k, 1)] as [ArrayLike, ArrayLike],
    [x, 0] as [ArrayLike, ArrayLike],
  )[0];

/** A while loop has no reverse mode, and a rule that contains one no transpose, which forward mode would need. */
const layer = customVjp(equilibrium, { backward: (_, cotangent) => [equilibrium(cotangent)] });
const subject = functionSubject((x: ArrayLike) => sum(layer(x)), [0.7]);

describe("forwardMode", () => {
  it("says nothing where the rule of an operation cannot be turned around, and the check goes on", () => {
    expect(forwardMode(tapeVoice(subject), 0, 0)).toBeUndefined();
    const report = crossCheck(subject);
    const entry = report.parameters[0]!.entries[0]!;
    expect([report.verdict, entry.kernel, entry.forwardMode]).toEqual(["agree", 2, undefined]);
  });

  it("hides no other failure", () => {
    const voice = tapeVoice(functionSubject((x: ArrayLike) => sum(x), [0.7]));
    const forward = () => {
      throw new RangeError("not of the tape");
    };
    expect(() => forwardMode({ ...voice, forward }, 0, 0)).toThrow(RangeError);
  });
});
