/** Sign, rounding and selection with running error bounds: exact away from their jumps, unknown where one may lie. */
import type { Arithmetic, PiecewiseFunctions } from "../arithmetic.ts";
import { type Bounded, outward, UNKNOWN } from "./value.ts";

export function boundedPiecewise<T>(base: Arithmetic<T>): PiecewiseFunctions<Bounded<T>> {
  const gap = (a: T, b: T): number => Math.abs(base.toNumber(base.subtract(a, b)));
  const half = base.fromNumber(0.5);
  const one = base.fromNumber(1);

  /** The value, exact if the argument's interval stays clear of both neighbouring jumps. */
  function step(value: T, a: Bounded<T>, below: T, above: T): Bounded<T> {
    const radius = a.error * outward * outward;
    const clear = a.error === 0 || (gap(a.value, below) > radius && gap(a.value, above) > radius);
    return { value, error: clear ? 0 : UNKNOWN };
  }

  /** The one the bounds decide for; else the value chosen with the larger error. */
  function select(a: Bounded<T>, b: Bounded<T>, value: T): Bounded<T> {
    const slack = (a.error + b.error) * outward * outward;
    const chosen = base.compare(value, a.value) === 0 ? a : b;
    const decided = gap(a.value, b.value) > slack;
    return { value, error: decided || slack === 0 ? chosen.error : Math.max(a.error, b.error) };
  }

  return {
    abs: (a) => ({ value: base.abs(a.value), error: a.error }),
    sign: (a) => {
      const clear = a.error === 0 || Math.abs(base.toNumber(a.value)) > a.error * outward;
      return { value: base.sign(a.value), error: clear ? 0 : UNKNOWN };
    },
    floor: (a) => {
      const value = base.floor(a.value);
      return step(value, a, value, base.add(value, one));
    },
    ceil: (a) => {
      const value = base.ceil(a.value);
      return step(value, a, base.subtract(value, one), value);
    },
    round: (a) => {
      const value = base.round(a.value);
      return step(value, a, base.subtract(value, half), base.add(value, half));
    },
    max: (a, b) => select(a, b, base.max(a.value, b.value)),
    min: (a, b) => select(a, b, base.min(a.value, b.value)),
  };
}
