import { describe, expect, it } from "vitest";
import * as special from "./index.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** Limits, poles, signed zeros and domains, from the functions' definitions: [arguments, value]. */
const edges: Readonly<Record<string, readonly (readonly [readonly number[], number])[]>> = {
  erf: [
    [[inf], 1],
    [[-inf], -1],
    [[0], 0],
    [[-0], -0],
    [[5e-324], 5e-324],
  ],
  erfc: [
    [[inf], 0],
    [[-inf], 2],
    [[0], 1],
    [[-0], 1],
  ],
  erfcx: [
    [[inf], 0],
    [[-inf], inf],
    [[0], 1],
    [[-0], 1],
  ],
  erfinv: [
    [[1], inf],
    [[-1], -inf],
    [[0], 0],
    [[-0], -0],
    [[1.5], nan],
    [[-1.5], nan],
  ],
  normalCdf: [
    [[0], 0.5],
    [[inf], 1],
    [[-inf], 0],
    [[-40], 0],
  ],
  logNormalCdf: [
    [[inf], -0],
    [[-inf], -inf],
    [[0], -Math.LN2],
  ],
  normalQuantile: [
    [[0.5], 0],
    [[0], -inf],
    [[1], inf],
    [[-0.1], nan],
    [[1.1], nan],
  ],
  i0: [
    [[0], 1],
    [[-0], 1],
    [[inf], inf],
    [[-inf], inf],
    [[714], inf],
  ],
  i1: [
    [[0], 0],
    [[-0], -0],
    [[5e-324], 0],
    [[inf], inf],
    [[-inf], -inf],
  ],
  i0e: [
    [[0], 1],
    [[inf], 0],
    [[-inf], 0],
  ],
  i1e: [
    [[0], 0],
    [[-0], -0],
    [[inf], 0],
    [[-inf], -0],
  ],
  gamma: [
    [[0], inf],
    [[-0], -inf],
    [[inf], inf],
    [[-inf], nan],
    [[-1], nan],
    [[-1e300], nan],
    [[1], 1],
    [[2], 1],
    [[5], 24],
    [[19], 6402373705728000],
    [[-200.5], -0],
    [[-201.5], 0],
    [[5e-324], inf],
  ],
  lgamma: [
    [[0], inf],
    [[-0], inf],
    [[inf], inf],
    [[-inf], inf],
    [[-3], inf],
    [[1], 0],
    [[2], 0],
    [[1e306], inf],
  ],
  digamma: [
    [[0], -inf],
    [[-0], inf],
    [[inf], inf],
    [[-inf], nan],
    [[-1], nan],
    [[-200], nan],
  ],
  trigamma: [
    [[0], inf],
    [[-0], inf],
    [[inf], 0],
    [[-inf], nan],
    [[-7], inf],
  ],
  polygamma: [
    [[2, 0], -inf],
    [[2, -0], inf],
    [[2, -1], nan],
    [[3, -1], inf],
    [[2, inf], -0],
    [[3, inf], 0],
    [[-1, 2], nan],
    [[1.5, 2], nan],
    [[171, 2], nan],
    [[1, -inf], nan],
    [[1, nan], nan],
    [[170, 1e300], -0],
    [[4, 1e-200], -inf],
    [[1, 1e300], 1e-300],
    [[2, 2 ** 500], -(2 ** -1000)],
  ],
  sigmoid: [
    [[inf], 1],
    [[-inf], 0],
    [[0], 0.5],
  ],
  softplus: [
    [[inf], inf],
    [[-inf], 0],
  ],
  logSigmoid: [
    [[inf], 0],
    [[-inf], -inf],
  ],
  logit: [
    [[0], -inf],
    [[1], inf],
    [[0.5], 0],
    [[-0.1], nan],
    [[1.1], nan],
  ],
  log1mexp: [
    [[0], -inf],
    [[inf], -0],
    [[-1], nan],
  ],
  logaddexp: [
    [[-inf, -inf], -inf],
    [[inf, -inf], inf],
    [[inf, inf], inf],
    [[-inf, 3], 3],
    [[3, -inf], 3],
    [[-1e-20, -800], -1e-20],
    [[1, nan], nan],
    [[nan, -inf], nan],
  ],
  logCosh: [
    [[inf], inf],
    [[-inf], inf],
    [[0], 0],
    [[-0], 0],
  ],
  xlogy: [
    [[0, 0], 0],
    [[0, inf], 0],
    [[0, nan], nan],
    [[0, -1], 0],
    [[1, 0], -inf],
    [[1, -1], nan],
  ],
  xlog1py: [
    [[0, -1], 0],
    [[0, inf], 0],
    [[0, nan], nan],
    [[1, -1], -inf],
    [[1, -2], nan],
  ],
  sech: [
    [[inf], 0],
    [[-inf], 0],
    [[0], 1],
  ],
  csch: [
    [[inf], 0],
    [[-inf], -0],
    [[0], inf],
    [[-0], -inf],
  ],
  coth: [
    [[inf], 1],
    [[-inf], -1],
    [[0], inf],
    [[-0], -inf],
  ],
  asech: [
    [[0], inf],
    [[1], 0],
    [[1.5], nan],
    [[-0.5], nan],
  ],
  acsch: [
    [[inf], 0],
    [[-inf], -0],
    [[0], inf],
    [[-0], -inf],
  ],
  acoth: [
    [[inf], 0],
    [[-inf], -0],
    [[1], inf],
    [[-1], -inf],
    [[0.5], nan],
    [[0], nan],
  ],
  cot: [
    [[0], inf],
    [[-0], -inf],
    [[inf], nan],
  ],
  sec: [
    [[0], 1],
    [[inf], nan],
  ],
  csc: [
    [[0], inf],
    [[-0], -inf],
    [[inf], nan],
  ],
  acot: [
    [[0], Math.PI / 2],
    [[-0], -Math.PI / 2],
    [[inf], 0],
    [[-inf], -0],
  ],
  asec: [
    [[1], 0],
    [[-1], Math.PI],
    [[inf], Math.PI / 2],
    [[-inf], Math.PI / 2],
    [[0.5], nan],
    [[0], nan],
  ],
  acsc: [
    [[1], Math.PI / 2],
    [[-1], -Math.PI / 2],
    [[inf], 0],
    [[-inf], -0],
    [[0.5], nan],
    [[0], nan],
  ],
  sinPi: [
    [[1], 0],
    [[-1], -0],
    [[2], 0],
    [[0], 0],
    [[-0], -0],
    [[0.5], 1],
    [[-0.5], -1],
    [[1.5], -1],
    [[1e300], 0],
    [[inf], nan],
  ],
  cosPi: [
    [[1], -1],
    [[2], 1],
    [[0], 1],
    [[0.5], 0],
    [[-1.5], 0],
    [[1e300], 1],
    [[inf], nan],
  ],
  sinc: [
    [[0], 1],
    [[-0], 1],
    [[1], 0],
    [[inf], 0],
    [[-inf], 0],
  ],
  hypot: [
    [[0, 0], 0],
    [[-0, -0], 0],
    [[3, 4], 5],
    [[inf, nan], inf],
    [[nan, -inf], inf],
    [[nan, 1], nan],
    [[5e-324, 0], 5e-324],
    [[1e308, 1e308], 1.4142135623730951e308],
    [[1.7e308, 1.7e308], inf],
  ],
};

describe.each(Object.entries(edges))("%s", (name, rows) => {
  const f = (special as unknown as Record<string, (...inputs: number[]) => number>)[name];

  it.each(rows)("(%j) is %d", (inputs, value) => {
    expect(f?.(...inputs)).toBe(value);
  });

  it("passes NaN on", () => {
    const inputs = (rows[0] as (typeof rows)[number])[0].map((_, k) =>
      name === "polygamma" && k === 0 ? 1 : nan,
    );
    expect(f?.(...inputs)).toBeNaN();
  });
});
