import { expect, it } from "vitest";
import { bernoulliNumbers } from "./bernoulli.ts";

it("gives the Bernoulli numbers of the handbook", () => {
  // Abramowitz and Stegun, table 23.2: B(2), B(4), ..., B(60).
  const published: Readonly<Record<number, readonly [bigint, bigint]>> = {
    2: [1n, 6n],
    4: [-1n, 30n],
    6: [1n, 42n],
    8: [-1n, 30n],
    10: [5n, 66n],
    12: [-691n, 2730n],
    20: [-174611n, 330n],
    30: [8615841276005n, 14322n],
    36: [-26315271553053477373n, 1919190n],
    60: [-1215233140483755572040304994079820246041491n, 56786730n],
  };
  const numbers = bernoulliNumbers(30);
  for (const [n, [p, q]] of Object.entries(published)) {
    const [numerator, denominator] = numbers[Number(n) / 2 - 1]!;
    expect(numerator * q, `B(${n})`).toBe(p * denominator);
  }
});
