import { CheckError } from "../errors.ts";
import { isFields, isOneOf, optionWishes, shown, type Wishes } from "../given.ts";
import { functionWishes } from "../subject/function.ts";

/** A matcher was given what it cannot take (`check/matcher`). */
export class MatcherError extends CheckError {
  override readonly name: string = "MatcherError";

  constructor(what: string, remedy: string) {
    super("check/matcher", `${what}: ${remedy}.`);
  }
}

const isCount = (value: unknown): boolean => typeof value === "number" && value >= 0;
const isDigits = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= 17;

/** The options of `toPassGradientCheck`, and what they can be. */
export const checkWishes: Wishes = {
  ...functionWishes,
  ...optionWishes,
  fault: [isFields, "{ rules } or { edges }"],
  witnesses: [
    (value) => isFields(value) && Object.values(value).every((each) => Number.isInteger(each)),
    "{ complexStep, finiteDifference, dualNumbers, forwardMode }, each a number of entries, or -1",
  ],
  signal: [(value) => isFields(value) && typeof value["aborted"] === "boolean", "an AbortSignal"],
  allowKinks: [(value) => typeof value === "boolean", "true or false"],
};

/** The options of `toHaveGradient`, and what they can be. */
export const claimWishes: Wishes = {
  ...functionWishes,
  precision: [
    (value) =>
      isOneOf("float64", "float32")(value) ||
      isDigits(value) ||
      (isFields(value) && Object.keys(value).join() === "decimals" && Object.values(value).every(isCount)),
    '"float64", "float32", 1 to 17 significant digits, or { decimals }',
  ],
};

/**
 * Refuses what is no function, and options that are none: an option that is passed over is a misunderstanding.
 *
 * @throws MatcherError (`check/matcher`)
 */
export function refuseStrangers(f: unknown, options: unknown, wishes: Wishes): void {
  if (typeof f !== "function") {
    throw new MatcherError(
      `${shown(f)} is no function`,
      "write expect((x) => ...) with the function to differentiate",
    );
  }
  if (!isFields(options)) {
    throw new MatcherError(
      `The options are ${shown(options)}`,
      `give { ${Object.keys(wishes).join(", ")} } or nothing`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(wishes, name)) {
      throw new MatcherError(`There is no option "${name}"`, `choose from ${Object.keys(wishes).join(", ")}`);
    }
    const [isMet, words] = wishes[name]!;
    if (!isMet(value)) throw new MatcherError(`The option ${name} is ${shown(value)}`, `give ${words}`);
  }
}
