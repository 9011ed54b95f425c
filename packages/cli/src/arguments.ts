import { type Fault, faults, type Order } from "@chainrule/check";
import { InvalidArgumentError } from "commander";

/** `x=1,y=-2.5e3` as numbers by name. */
export function parsePoint(text: string): Readonly<Record<string, number>> {
  const entries = text.split(",").map((part): [string, number] => {
    const [name = "", value = "", ...rest] = part.split("=").map((word) => word.trim());
    const number = Number(value);
    if (name === "" || value === "" || rest.length > 0 || Number.isNaN(number)) {
      throw new InvalidArgumentError(`"${part}" is no assignment; write --at x=1,y=2.5`);
    }
    return [name, number];
  });
  const twice = entries.find(([name], i) => entries.findIndex(([other]) => other === name) < i);
  if (twice !== undefined) throw new InvalidArgumentError(`"${twice[0]}" is given twice.`);
  return Object.fromEntries(entries);
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
  throw new InvalidArgumentError(`"${text}" is no whole number.`);
}

/** One of the faults that can be planted. */
export function parseFault(text: string): Fault {
  const fault = faults.find(({ name }) => name === text);
  if (fault !== undefined) return fault;
  throw new InvalidArgumentError(
    `there is no fault "${text}"; choose one of ${faults.map(({ name }) => name).join(", ")}.`,
  );
}
