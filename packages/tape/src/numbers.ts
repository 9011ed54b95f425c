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
  const arity = partials?.length ?? 0;
  const x = tape.primalOf(a);
  const y = arity === 2 ? tape.primalOf(b!) : 0;
  if (number === undefined || arity < 1 || arity > 2 || typeof x !== "number" || typeof y !== "number")
    return undefined;
  const first = tape.operandOf(a);
  const second = arity === 2 ? tape.operandOf(b!) : undefined;
  const result = arity === 2 ? number(x, y, params) : number(x, params);
  const line = tape.list.line(result, rowUnder(tape.rules, row), params, first, second);
  return new TapeVariable(tape, line, result);
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
  if (partials === undefined || typeof y !== "number" || others.has(line)) return false;
  const cotangent = numbers[line]!;
  const arity = partials.length;
  if (cotangent === 0 || arity > 2) return cotangent === 0;
  const params = list.params(line);
  const first = list.first(line);
  const byA = partials[0];
  const a = list.value(first < 0 ? ~first : first);
  if (arity === 1) {
    if (first >= 0 && byA !== undefined) numbers[first]! += cotangent * byA(a, y, params);
    return true;
  }
  const second = list.second(line);
  const byB = partials[1];
  const b = list.value(second < 0 ? ~second : second);
  if (first >= 0 && byA !== undefined) numbers[first]! += cotangent * byA(a, b, y, params);
  if (second >= 0 && byB !== undefined) numbers[second]! += cotangent * byB(a, b, y, params);
  return true;
}
