import { monomial, type Polynomial, sum } from "../algebraic/polynomial.ts";
import { functions } from "../functions/table.ts";
import { rational } from "../rational.ts";
import { difference, type Field, make } from "./field.ts";
import { unit } from "./unity.ts";
import { isZero } from "./vanishing.ts";

/** A call as a generator: the same for arguments that are proved equal, opposite for an odd function of opposite ones. */
export function opaqueCall(
  field: Field,
  name: string,
  args: readonly Polynomial[],
  kind: "atom" | "condition" = "atom",
): Polynomial {
  const parity = functions[name as keyof typeof functions]?.parity;
  for (const call of field.calls) {
    if (call.name !== name || call.args.length !== args.length) continue;
    if (args.every((arg, k) => isZero(field, difference(field, arg, call.args[k]!)))) {
      return monomial([call.generator, unit]);
    }
    if (parity === undefined || !isZero(field, sum(field, [args[0]!, call.args[0]!]))) continue;
    return monomial([call.generator, unit], rational(parity === "odd" ? -1 : 1));
  }
  const generator = make(field, kind === "atom" ? { kind, positive: false } : { kind });
  field.calls.push({ name, args, generator });
  return monomial([generator, unit]);
}
