import {
  type CheckDocument,
  type ClaimPrecision,
  type Fault,
  faults,
  type NestedNumbers,
  type Order,
  type Verdict,
  type WitnessName,
} from "@chainrule/check";
import { InvalidArgumentError } from "commander";

type Point = NonNullable<CheckDocument["at"]>;

/** `x=1,y=-2.5e3,W=[[1,2],[3,4]]` as numbers and nested lists by name; an option that is given again adds to the point. */
export function parsePoint(text: string, given: Point = {}): Point {
  const added = outsideBrackets(text).map((part): [string, NestedNumbers] => {
    const [name = "", value = "", ...rest] = part.split("=").map((word) => word.trim());
    if (name === "" || value === "" || rest.length > 0) throw notAssigned(part);
    return [name, valueOf(value, part)];
  });
  const entries = [...Object.entries(given), ...added];
  const twice = entries.find(([name], i) => entries.findIndex(([other]) => other === name) < i);
  if (twice !== undefined) throw new InvalidArgumentError(`"${twice[0]}" is given twice.`);
  return Object.fromEntries(entries);
}

/** The parts between commas that stand in no brackets. */
function outsideBrackets(text: string): readonly string[] {
  let depth = 0;
  const parts = [""];
  for (const character of text) {
    if (character === "[") depth += 1;
    if (character === "]") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** A number, or a list in brackets; what is in the list is checked where the document is read. */
function valueOf(value: string, part: string): NestedNumbers {
  if (!value.startsWith("[")) {
    const number = Number(value);
    if (Number.isNaN(number)) throw notAssigned(part);
    return number;
  }
  try {
    return JSON.parse(value) as NestedNumbers;
  } catch {
    throw notAssigned(part);
  }
}

function notAssigned(part: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `"${part}" is no assignment; write --at x=1,y=2.5 or --at "W=[[1,2],[3,4]]"`,
  );
}

/** `a,b,c` as a list. */
export function parseList(text: string): readonly string[] {
  return text.split(",").map((word) => word.trim());
}

/** The order of the derivatives to compare. */
export function parseOrder(text: string): Order {
  const order = ([1, 2, 3] as const).find((each) => String(each) === text);
  if (order !== undefined) return order;
  throw new InvalidArgumentError("the order is 1 (gradients), 2 (Hessians) or 3.");
}

/** A positive number. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`"${text}" is no positive number.`);
}

/** An integer of at least 0. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0 && text.trim() !== "") return value;
  throw new InvalidArgumentError(`"${text}" is no whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
}

/** A port: 0 takes any that is free. */
export function parsePort(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65_536 && text.trim() !== "") return value;
  throw new InvalidArgumentError(`"${text}" is no port; ports are 0 to 65535.`);
}

/** One of the faults that can be planted. */
export function parseFault(text: string): Fault {
  const fault = faults.find(({ name }) => name === text);
  if (fault !== undefined) return fault;
  throw new InvalidArgumentError(
    `there is no fault "${text}"; choose one of ${faults.map(({ name }) => name).join(", ")}.`,
  );
}

/** Every word of a list as one of some values, by a name for each. */
function chosenFrom<T>(
  text: string,
  what: string,
  choices: Readonly<Record<string, readonly T[]>>,
): readonly T[] {
  return parseList(text).flatMap((word) => {
    if (Object.hasOwn(choices, word)) return choices[word]!;
    throw new InvalidArgumentError(
      `there is no ${what} "${word}"; choose from ${Object.keys(choices).join(", ")}.`,
    );
  });
}

const all: readonly WitnessName[] = ["complex step", "finite difference", "dual numbers", "forward mode"];

/** The witnesses beside the two voices. */
export function parseWitnesses(text: string): readonly WitnessName[] {
  return chosenFrom(text, "witness", {
    "complex-step": ["complex step"],
    "finite-difference": ["finite difference"],
    "dual-numbers": ["dual numbers"],
    "forward-mode": ["forward mode"],
    all,
    none: [],
  });
}

/** The verdicts that make the command fail. */
export function parseFailOn(text: string): readonly Verdict[] {
  return chosenFrom<Verdict>(text, "verdict", {
    disagree: ["disagree"],
    inconclusive: ["inconclusive"],
    kinks: ["not differentiable here"],
    none: [],
  });
}

/** A floating-point format, or a count of significant digits. */
export function parsePrecision(text: string): ClaimPrecision {
  const format = (["float64", "float32", "float16", "bfloat16"] as const).find((each) => each === text);
  if (format !== undefined) return format;
  const digits = Number(text);
  if (Number.isInteger(digits) && digits >= 1 && digits <= 17) return digits;
  throw new InvalidArgumentError(
    `"${text}" is no precision; write float64, float32, float16, bfloat16 or 1 to 17 significant digits.`,
  );
}
