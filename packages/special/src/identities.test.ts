import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as special from "./index.ts";

const { erf, erfc, erfcx, erfinv, gamma, lgamma, digamma, trigamma, polygamma } = special;
const { sigmoid, softplus, logSigmoid, logit, log1mexp, logaddexp, logCosh } = special;
const { sech, csch, coth, asech, acsch, acoth, cot, sec, csc, acot, asec, acsc } = special;
const { sinPi, cosPi, sinc, hypot, xlogy, xlog1py, ulp } = special;

function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

/** Holds to `units` ulp of the largest of the numbers on both sides. */
function expectClose(left: number, right: number, units: number, ...sizes: number[]): void {
  const scale = Math.max(Math.abs(left), Math.abs(right), ...sizes.map(Math.abs));
  expect(Math.abs(left - right)).toBeLessThanOrEqual(units * ulp(scale));
}

function forAll(range: fc.Arbitrary<number>, property: (x: number) => unknown): void {
  const holds = (x: number): void => void property(x);
  fc.assert(fc.property(range, holds), { numRuns: 300 });
}

describe("error functions", () => {
  it("erf is odd", () => forAll(between(-30, 30), (x) => expect(erf(-x)).toBe(-erf(x))));
  it("erf(x) + erfc(x) = 1", () => forAll(between(-6, 6), (x) => expectClose(erf(x) + erfc(x), 1, 3)));
  it("erfc(-x) = 2 - erfc(x)", () => forAll(between(-6, 6), (x) => expectClose(erfc(-x), 2 - erfc(x), 3, 1)));
  it("erfcx(x) + erfcx(-x) = 2 exp(x^2)", () =>
    forAll(between(0, 5), (x) => expectClose(erfcx(x) + erfcx(-x), 2 * Math.exp(x * x), 60)));
  it("erfcx falls", () =>
    forAll(between(-26, 1e6), (x) => expect(erfcx(x + Math.abs(x) / 1e6 + 1e-9)).toBeLessThan(erfcx(x))));
  it("erf(erfinv(x)) = x", () => forAll(between(-1, 1), (x) => expectClose(erf(erfinv(x)), x, 4)));
});

describe("the gamma family", () => {
  const ordinary = between(0.01, 80);
  const left = between(-30, -0.01).filter((x) => Math.abs(x - Math.round(x)) > 1e-3);

  it("gamma(x + 1) = x gamma(x) at multiples of 1/64", () =>
    forAll(
      fc
        .integer({ min: -10000, max: 10000 })
        .filter((n) => n % 64 !== 0)
        .map((n) => n / 64),
      (x) => expectClose(gamma(x + 1), x * gamma(x), 3),
    ));
  it("gamma(x) gamma(1 - x) sin(pi x) = pi", () =>
    forAll(fc.integer({ min: 1, max: 1023 }), (n) =>
      expectClose(gamma(n / 1024) * gamma(1 - n / 1024) * sinPi(n / 1024), Math.PI, 5),
    ));
  it("lgamma = log |gamma|", () => {
    forAll(ordinary, (x) => expectClose(lgamma(x), Math.log(gamma(x)), 3, 1));
    forAll(left, (x) => expectClose(lgamma(x), Math.log(Math.abs(gamma(x))), 3, 1));
  });
  it("digamma(x + 1) - digamma(x) = 1 / x at multiples of 1/64", () =>
    forAll(
      fc
        .integer({ min: -3000, max: 10000 })
        .filter((n) => n % 64 !== 0)
        .map((n) => n / 64),
      (x) => expectClose(digamma(x + 1) - digamma(x), 1 / x, 5, digamma(x), digamma(x + 1)),
    ));
  it("digamma(1 - x) - digamma(x) = pi cot(pi x)", () =>
    forAll(fc.integer({ min: 1, max: 1023 }), (n) => {
      const x = n / 1024;
      expectClose(
        digamma(1 - x) - digamma(x),
        (Math.PI * cosPi(x)) / sinPi(x),
        8,
        digamma(x),
        digamma(1 - x),
      );
    }));
  it("trigamma(x) + trigamma(1 - x) = (pi / sin(pi x))^2", () =>
    forAll(fc.integer({ min: 1, max: 1023 }), (n) =>
      expectClose(trigamma(n / 1024) + trigamma(1 - n / 1024), (Math.PI / sinPi(n / 1024)) ** 2, 10),
    ));
  it("polygamma(n, x + 1) - polygamma(n, x) = (-1)^n n! / x^(n + 1) at multiples of 1/64", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -600, max: 600 }), (n, numerator) => {
        fc.pre(numerator % 64 !== 0);
        const x = numerator / 64;
        const step = ((n % 2 === 0 ? 1 : -1) * gamma(n + 1)) / x ** (n + 1);
        const scale = polygamma(n + (n % 2 === 0 ? 1 : 0), x) * (1 + Math.abs(x));
        expectClose(
          polygamma(n, x + 1) - polygamma(n, x),
          step,
          40,
          polygamma(n, x),
          polygamma(n, x + 1),
          scale,
        );
      }),
    ));
  it("polygamma(1, x) is trigamma and polygamma(0, x) digamma", () =>
    forAll(between(-20, 20), (x) => {
      expect(polygamma(0, x)).toBe(digamma(x));
      expect(polygamma(1, x)).toBe(trigamma(x));
    }));
});

describe("logistic and logarithms", () => {
  const range = between(-40, 40);
  it("sigmoid(x) + sigmoid(-x) = 1", () => forAll(range, (x) => expectClose(sigmoid(x) + sigmoid(-x), 1, 2)));
  it("softplus(x) - softplus(-x) = x", () =>
    forAll(range, (x) => expectClose(softplus(x) - softplus(-x), x, 3, softplus(x), softplus(-x))));
  it("logSigmoid(x) = -softplus(-x)", () =>
    forAll(range, (x) => expectClose(logSigmoid(x), -softplus(-x), 1)));
  it("logit(sigmoid(x)) = x left of 0", () =>
    forAll(between(-700, 0), (x) => expectClose(logit(sigmoid(x)), x, 6, 1)));
  it("exp(log1mexp(x)) + exp(-x) = 1", () =>
    forAll(between(1e-3, 50), (x) => expectClose(Math.exp(log1mexp(x)) + Math.exp(-x), 1, 4)));
  it("logaddexp is symmetric and shifts with its arguments", () =>
    fc.assert(
      fc.property(range, range, (a, b) => {
        expect(logaddexp(a, b)).toBe(logaddexp(b, a));
        expectClose(logaddexp(a + 64, b + 64), logaddexp(a, b) + 64, 3);
      }),
    ));
  it("logaddexp(x, 0) = softplus(x)", () =>
    forAll(range, (x) => expectClose(logaddexp(x, 0), softplus(x), 2)));
  it("xlog1py(x, y) = xlogy(x, 1 + y) where 1 + y is exact", () =>
    forAll(fc.integer({ min: -1023, max: 100000 }), (n) =>
      expectClose(xlog1py(3, n / 1024), xlogy(3, 1 + n / 1024), 4),
    ));
  it("logCosh(x) = -log(sech(x))", () =>
    forAll(between(-300, 300), (x) => expectClose(logCosh(x), -Math.log(sech(x)), 4, 1)));
});

describe("reciprocals and their inverses", () => {
  it("1 - sech^2 = tanh^2 and coth^2 - csch^2 = 1", () =>
    forAll(between(0.1, 20), (x) => {
      expectClose(sech(x) ** 2 + Math.tanh(x) ** 2, 1, 8);
      expectClose(coth(x) ** 2 - csch(x) ** 2, 1, 10, coth(x) ** 2);
    }));
  it("csc^2 - cot^2 = 1 and sec cos = 1", () =>
    forAll(between(0.1, 3), (x) => {
      expectClose(csc(x) ** 2 - cot(x) ** 2, 1, 10, csc(x) ** 2);
      expectClose(sec(x) * Math.cos(x), 1, 3);
    }));
  it("inverses invert", () =>
    forAll(between(1.001, 50), (x) => {
      expectClose(coth(acoth(x)), x, 80 * x);
      expectClose(csch(acsch(x)), x, 10);
      expectClose(1 / sech(asech(1 / x)), x, 10);
      expectClose(cot(acot(x)), x, 10);
      expectClose(csc(acsc(x)), x, 80 * x);
      expectClose(sec(asec(x)), x, 80 * x);
    }));
  it("asec(x) + acsc(x) = pi / 2", () =>
    forAll(between(1, 1e6), (x) => expectClose(asec(x) + acsc(x), Math.PI / 2, 4)));
  it("sinPi^2 + cosPi^2 = 1 and sinc(x) pi x = sinPi(x)", () =>
    forAll(between(-1000, 1000), (x) => {
      expectClose(sinPi(x) ** 2 + cosPi(x) ** 2, 1, 6);
      expectClose(sinc(x) * Math.PI * x, sinPi(x), 5);
    }));
  it("hypot is scaled by powers of two exactly", () =>
    fc.assert(
      fc.property(between(1e-3, 1e3), between(-1e3, -1e-3), (a, b) => {
        expect(hypot(a * 2 ** 900, b * 2 ** 900)).toBe(hypot(a, b) * 2 ** 900);
        expect(hypot(a * 2 ** -900, b * 2 ** -900)).toBe(hypot(a, b) * 2 ** -900);
      }),
    ));
});
