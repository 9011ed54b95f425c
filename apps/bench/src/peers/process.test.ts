import { afterAll, describe, expect, test } from "vitest";
import { compare, ratioOf, timeText } from "./compare.ts";
import { type EngineProcess, engineProcess } from "./process.ts";
import type { Question } from "./protocol.ts";

const ours = engineProcess("chainrule");
afterAll(() => ours.stop());

describe("a system in a process of its own", () => {
  test("answers", async () => {
    expect(await ours.ask({ ask: "derivative", text: "x^2" })).toEqual({ text: "2*x" });
    const timed = await ours.ask({
      ask: "time",
      job: { name: "gradient", family: "product", n: 10 },
      repeats: 2,
    });
    expect(timed).toMatchObject({ result: 10, milliseconds: expect.any(Number) });
  });

  test("says what it cannot do", async () => {
    expect(await ours.ask({ ask: "derivative", text: "x +" })).toMatchObject({
      failure: expect.stringMatching(/^ExpressionSyntaxError: /),
    });
  });

  test("is ended when it takes too long, and starts again when asked next", async () => {
    const endless: Question = { ask: "time", job: { name: "ten" }, repeats: 1e12 };
    expect(await ours.ask(endless, 0.5)).toEqual({ failure: "no answer in 0.5 s" });
    expect(await ours.ask({ ask: "derivative", text: "sin(x)" })).toEqual({ text: "cos(x)" });
  });
});

/** A system whose work takes the times listed, one a question. */
function clockwork(name: EngineProcess["name"], times: readonly (number | string)[]): EngineProcess {
  let asked = 0;
  const ask = async () => {
    const time = times[asked++ % times.length]!;
    if (typeof time === "string") return { failure: time };
    return { milliseconds: time, elapsed: time, result: 7 };
  };
  return { name, ask, stop: () => {} };
}

describe("times taken in turns", () => {
  test("are the best and the middle of the rounds, the first two not counted", async () => {
    const job = { name: "ten" } as const;
    const contestants = [
      { process: clockwork("chainrule", [1, 2, 9, 5, 7]), job },
      { process: clockwork("mathjs", [10]), job },
      { process: clockwork("algebrite", ["not installed"]), job },
    ];
    const [a, b, none] = await compare(contestants, { rounds: 3, share: 1 });
    expect(a).toEqual({ best: 5, median: 7, result: 7 });
    expect(ratioOf(a!, b!)).toBe(0.5);
    expect(ratioOf(a!, none!)).toBeUndefined();
    expect([timeText(b!, 10), timeText(none!)]).toEqual(["1 ms", "not installed"]);
  });
});
