import { describe, expect, it } from "vitest";
import { inBasis, unit } from "./unity.ts";

/** Euler's totient. */
const totients: Readonly<Record<number, number>> = {
  3: 2,
  4: 2,
  5: 4,
  7: 6,
  9: 6,
  12: 4,
  15: 8,
  16: 8,
  24: 8,
  26: 12,
  30: 8,
};

describe("roots of unity in a basis", () => {
  it("have the same value", () => {
    for (let q = 1; q <= 16; q++) {
      for (let k = -40; k <= 40; k++) {
        const { exponents, sign } = inBasis((k * unit) / q);
        const total = (f: (x: number) => number) =>
          exponents.reduce((sum, e) => sum + f((Math.PI * e) / unit), 0);
        expect(sign * total(Math.cos)).toBeCloseTo(Math.cos((Math.PI * k) / q), 12);
        expect(sign * total(Math.sin)).toBeCloseTo(Math.sin((Math.PI * k) / q), 12);
      }
    }
  });

  it.each(Object.entries(totients))(
    "of order %s span as many dimensions as the totient says",
    (order, dimension) => {
      const used = new Set<number>();
      for (let k = 0; k < Number(order); k++)
        for (const e of inBasis((2 * k * unit) / Number(order)).exponents) used.add(e);
      expect(used.size).toBe(dimension);
    },
  );
});
