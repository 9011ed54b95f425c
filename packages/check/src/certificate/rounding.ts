import { ulp } from "@chainrule/special";

/** An object of a report as JSON has it. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is known where two figures are compared: the objects that hold them, and the largest magnitude in the parameter array. */
export interface Place {
  readonly derived: Fields;
  readonly reported: Fields;
  readonly scale: number;
  /** A bound on the error of the function's own value in float64, computed where it is asked for. */
  readonly valueError: () => number;
}

/** How far a figure that was derived on another machine may be from the one derived here. */
type Rule = (place: Place) => number;

const figure = (fields: Fields, name: string): number => Number(fields[name]);

/** Two derivations of what cannot be told closer than the detection limit; where nothing can be told, as large as they are. */
const voices: Rule = ({ derived, scale }) => {
  const sizes = ["symbolic", "tape", "right"].map((name) => Math.abs(figure(derived, name)));
  const magnitude = Math.max(scale, ...sizes.filter(Number.isFinite));
  const limit = Object.hasOwn(derived, "detectionLimit") ? figure(derived, "detectionLimit") : settled;
  return Math.min(1, limit) * magnitude;
};

/** A claim holds the right value without its detection limit, which is that of an entry that agrees. */
const settled = 1e-25;

/** A part of the figure itself. */
const part =
  (name: string, fraction: number): Rule =>
  ({ derived }) =>
    fraction * Math.abs(figure(derived, name));

/**
 * Bounds follow the values that they are bounds for, and these may differ by the last places of `Math`: the bounds of checks in
 * which every function of `Math` was off by a unit in the last place were found to differ by 14 % at most.
 */
const bounds = 0.25;

/** The bound of that direction which is off most; rounding may decide which one that is. */
const otherDirection = 3;

/** Detection limits are computed in 106 bits: of them the last places of `Math` were found to change 1e-15. */
const limits = 1e-9;

/** Values that are taken in float64 without a bound. */
const doubles = 1e-12;

/** The unit in which the error of an entry is told. */
function unitOf({ derived }: Place): number {
  const truth = figure(derived, "symbolic");
  return Math.max(Number.MIN_VALUE, ulp(truth === 0 ? figure(derived, "kernel") : truth));
}

/** Both float64 results are within the bound of what the backward pass means, right or wrong. */
const kernel: Rule = (place) => 2 * figure(place.derived, "boundUlps") * unitOf(place);

/** An error follows from the float64 result, as reported, and the exact one. */
const ulps: Rule = (place) => {
  const moved = Math.abs(figure(place.reported, "kernel") - figure(place.derived, "kernel"));
  return (moved + voices(place)) / unitOf(place) + part("ulps", limits)(place);
};

/** In units of bounds that values keep on every machine; of mistakes it is as large as the bounds are small. */
const deviation: Rule = (place) => 1 + part("deviation", bounds)(place);

const byKind: readonly (readonly [mark: string, rules: Readonly<Record<string, Rule>>])[] = [
  [
    "boundUlps",
    {
      symbolic: voices,
      tape: voices,
      difference: voices,
      kernel,
      ulps,
      boundUlps: part("boundUlps", bounds),
      detectionLimit: part("detectionLimit", limits),
      zeroBelow: part("zeroBelow", limits),
    },
  ],
  [
    "contradicts",
    {
      value: (place) => 2 * figure(place.derived, "error") + part("value", doubles)(place),
      error: part("error", bounds),
      deviation,
      bound: part("bound", otherDirection),
      seenAbove: part("seenAbove", bounds),
    },
  ],
  [
    "allowed",
    {
      claimed: part("claimed", doubles),
      right: voices,
      difference: (place) =>
        Math.abs(figure(place.reported, "claimed") - figure(place.derived, "claimed")) +
        part("claimed", doubles)(place),
      allowed: part("allowed", bounds),
    },
  ],
  ["leadsTo", { found: part("found", doubles), right: part("right", doubles) }],
  ["left", { left: part("left", doubles), right: part("right", doubles) }],
  ["precision", { detectionLimit: part("detectionLimit", bounds) }],
  [
    "primalVerdict",
    { value: ({ valueError }) => 2 * valueError(), detectionLimit: part("detectionLimit", limits) },
  ],
];

/** How far a named figure may be off where it stands; 0 where it must be the same. */
export function allowedRounding(name: string, place: Place): number {
  const rules = byKind.find(([mark]) => Object.hasOwn(place.derived, mark))?.[1] ?? {};
  return Object.hasOwn(rules, name) ? rules[name]!(place) : 0;
}

/** The largest magnitude among the entries of an array, if these are entries. */
export function scaleOf(entries: unknown): number {
  if (!Array.isArray(entries)) return 0;
  const sizes = entries.map(({ symbolic, right }) => Math.abs(Number(symbolic ?? right)));
  return sizes.filter(Number.isFinite).reduce((most, size) => Math.max(most, size), 0);
}
