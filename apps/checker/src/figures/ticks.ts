/** Round numbers within a range, at most `most` of them. */
export function ticks(from: number, to: number, most: number): readonly number[] {
  if (!(to > from) || !Number.isFinite(to - from)) return Number.isFinite(from) ? [from] : [];
  const step = roundStep((to - from) / Math.max(1, most));
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The least of 1, 2, 5 times a power of ten that is at least the size. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Powers of ten within a range of positive numbers, at most about `most`; where they are few, 2 and 5 of each too. */
export function logTicks(from: number, to: number, most: number): readonly number[] {
  const [low, high] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const within = (factors: readonly number[]): readonly number[] =>
    powers
      .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
      .filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
  const whole = within([1]);
  if (whole.length > 2) return whole.filter((_, i) => i % Math.ceil(whole.length / most) === 0);
  const fine = within([1, 2, 5]);
  return fine.length > 2 ? fine : ticks(from, to, most);
}

/** A number at an axis or in a table: at most `digits` digits, a power of ten where it is very large or small. */
export function short(x: number, digits = 4): string {
  if (Number.isNaN(x)) return "–";
  if (!Number.isFinite(x)) return x < 0 ? "−∞" : "∞";
  const size = Math.abs(x);
  const written =
    x !== 0 && (size < 1e-3 || size >= 1e5)
      ? x.toExponential(Math.max(0, digits - 2))
      : x.toPrecision(digits);
  const [mantissa = "", power] = written.split("e");
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const text = power === undefined ? trimmed : `${trimmed}e${Number(power)}`;
  return text.replaceAll("-", "−");
}
