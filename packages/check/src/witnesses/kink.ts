/** The narrow step of the one-sided differences; for large x as many units in the last place. */
const stepAt = (x: number): number => Math.max(2 ** -23, 2 ** -43 * Math.abs(x));

/** How many times wider the wide step is. */
const widening = 128;

/**
 * Whether f looks kinked or broken at x, from values alone.
 *
 * Where f is smooth, the gap between its one-sided difference quotients is `h f''(x)`: it shrinks with the step, and
 * the quotients stay. At a kink the gap stays; at a jump the quotients grow as the step shrinks.
 *
 * @param valueError a bound on the absolute error of a value of f near x
 */
export function looksKinked(f: (x: number) => number, x: number, valueError: number): boolean {
  const h = stepAt(x);
  const narrow = quotients(f, x, h);
  const wide = quotients(f, x, widening * h);
  const rounding = 2 ** -52 * (narrow.size + Math.abs(x) * narrow.slope);
  const noise = (8 * (valueError + rounding)) / h;
  const bends = narrow.gap > noise && narrow.gap > wide.gap / 2;
  const breaks = narrow.slope > noise && narrow.slope > (wide.slope * widening) / 8;
  return bends || breaks;
}

/** The gap between the two one-sided quotients, the larger of them, and the size of the values. */
function quotients(
  f: (x: number) => number,
  x: number,
  h: number,
): { readonly gap: number; readonly slope: number; readonly size: number } {
  const [below, here, above] = [f(x - h), f(x), f(x + h)];
  const [left, right] = [(here - below) / h, (above - here) / h];
  return {
    gap: Math.abs(right - left),
    slope: Math.max(Math.abs(left), Math.abs(right)),
    size: Math.max(Math.abs(below), Math.abs(here), Math.abs(above)),
  };
}
