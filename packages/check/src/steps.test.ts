import { array } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { crossCheck, crossCheckAsync } from "./crossCheck.ts";
import { CancelledError, type Signal } from "./steps.ts";
import { formulaSubject } from "./subject/formula.ts";
import { networkSubject } from "./subject/network.ts";

const { setTimeout: later } = globalThis as unknown as {
  setTimeout(callback: () => void, milliseconds: number): void;
};

/** A signal, and who aborts it. */
function abortable(): { readonly signal: Signal; abort(): void } {
  let aborted = false;
  const signal = {
    get aborted(): boolean {
      return aborted;
    },
  };
  return {
    signal,
    abort: () => {
      aborted = true;
    },
  };
}

const net = networkSubject("3 -> 20 tanh -> 20 tanh -> 2", {
  inputs: array([[1, 2, 3]]),
  targets: array([[0, 1]]),
});

describe("a check in turns", () => {
  it("reports just what the check at once does", async () => {
    expect(await crossCheckAsync(net)).toEqual(crossCheck(net));
    const subject = formulaSubject("sin(x y)", { x: 1, y: 2 });
    expect(await crossCheckAsync(subject, { order: 3 })).toEqual(crossCheck(subject, { order: 3 }));
  });

  it("lets timers have their turn while it runs", async () => {
    let turns = 0;
    let running = true;
    const tick = (): void => {
      turns += 1;
      if (running) later(tick, 0);
    };
    later(tick, 0);
    await crossCheckAsync(net, { order: 2 });
    running = false;
    expect(turns).toBeGreaterThan(1);
  });

  it("is cancelled from outside, and not heard of again", async () => {
    const controller = abortable();
    later(() => controller.abort(), 0);
    const seen: number[] = [];
    const run = crossCheckAsync(net, {
      order: 3,
      signal: controller.signal,
      onProgress: (f) => seen.push(f),
    });
    await expect(run).rejects.toThrow(CancelledError);
    expect(seen.at(-1)).toBeLessThan(1);
  });
});

describe("a check at once", () => {
  it("is cancelled by whoever is told how far it is", () => {
    const controller = abortable();
    const seen: number[] = [];
    const onProgress = (fraction: number): void => {
      seen.push(fraction);
      if (fraction > 0.5) controller.abort();
    };
    expect(() => crossCheck(net, { onProgress, signal: controller.signal })).toThrow(
      expect.objectContaining({ code: "check/cancelled" }),
    );
    expect(seen.filter((fraction) => fraction > 0.5)).toHaveLength(1);
  });

  it.each([1, 2, 3] as const)("of order %d tells numbers that grow up to 1", (order) => {
    const seen: number[] = [];
    crossCheck(formulaSubject("x y", { x: 1, y: 2 }), {
      order,
      onProgress: (fraction) => seen.push(fraction),
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});
