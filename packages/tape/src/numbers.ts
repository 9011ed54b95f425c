import type { Cotangents } from "./cotangents.ts";
import { type Primitive, rowUnder } from "./primitive.ts";
import { type Tape, TapeVariable } from "./tape.ts";
import type { ArrayLike } from "./value.ts";
import type { WengertList } from "./wengert.ts";

// The tape of plain numbers: what `Tape.record` and the vjp rules do, without making arrays for a single element. Who reads the
// tape may pass it over; it changes only how long things take.

/** Notes a row of one or two plain numbers on the tape; undefined where they are none. */
export function pushNumber(
  tape: Tape,
  row: Primitive,
  params: unknown,
  a: ArrayLike,
  b: ArrayLike | undefined,
): ArrayLike | undefined {
  const { number, partials } = row;
  const arity = partials === undefined || number === undefined ? 0 : partials.length;
  if (arity === 0 || arity > 2) return undefined;
  const { list } = tape;
  const ownA = a instanceof TapeVariable && a.recorder === tape;
  const x = ownA ? a.primal : a;
  if (typeof x !== "number") return undefined;
  if (arity === 1) {
    const first = ownA ? a.index : ~list.line(x);
    const result = number!(x, params);
    return new TapeVariable(tape, list.line(result, rowUnder(tape.rules, row), params, first), result);
  }
  const ownB = b instanceof TapeVariable && b.recorder === tape;
  const y = ownB ? b.primal : b!;
  if (typeof y !== "number") return undefined;
  const first = ownA ? a.index : ~list.line(x);
  const second = ownB ? b.index : ~list.line(y);
  const result = number!(x, y, params);
  return new TapeVariable(tape, list.line(result, rowUnder(tape.rules, row), params, first, second), result);
}

/**
 * The chain rule between plain numbers: what the vjp of a row does, without arrays around them. False where something else is
 * among them.
 */
export function pullNumber(
  list: WengertList,
  line: number,
  { partials }: Primitive,
  { numbers, others }: Cotangents,
): boolean {
  const y = list.value(line);
  if (partials === undefined || typeof y !== "number" || (others.size > 0 && others.has(line))) return false;
  const cotangent = numbers[line]!;
  const arity = partials.length;
  if (cotangent === 0 || arity > 2) return cotangent === 0;
  const params = list.params(line);
  const byA = partials[0];
  const byB = partials[1];
  const first = list.first(line);
  if (arity === 1) {
    if (first >= 0 && byA !== undefined)
      numbers[first]! += cotangent * (typeof byA === "number" ? byA : byA(valueAt(list, first), y, params));
    return true;
  }
  const second = list.second(line);
  if (typeof byA === "number" && typeof byB === "number") {
    if (first >= 0) numbers[first]! += cotangent * byA;
    if (second >= 0) numbers[second]! += cotangent * byB;
    return true;
  }
  const a = valueAt(list, first);
  const b = valueAt(list, second);
  if (first >= 0 && byA !== undefined)
    numbers[first]! += cotangent * (typeof byA === "number" ? byA : byA(a, b, y, params));
  if (second >= 0 && byB !== undefined)
    numbers[second]! += cotangent * (typeof byB === "number" ? byB : byB(a, b, y, params));
  return true;
}

/** The value of an operand. */
function valueAt(list: WengertList, operand: number): ArrayLike {
  return list.value(operand < 0 ? ~operand : operand);
}
