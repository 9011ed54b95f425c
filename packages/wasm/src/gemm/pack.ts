import {
  below,
  bitAnd,
  clearBytes,
  count,
  doWhile,
  increase,
  type Local,
  minus,
  plus,
  type Statement,
  sequence,
  set,
  smaller,
  times,
  when,
} from "../expressions.ts";
import type { FloatType, Lanes } from "../lanes.ts";
import type { FunctionReference, ModuleBuilder } from "../module.ts";

/** Source, target, members, depth, bytes from member to member, bytes along the depth. */
export type PackFunction = FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32"]>;

/**
 * Defines the packing of members (rows of the first matrix, columns of the second) into panels of `group`: their k-th
 * elements lie side by side. Panels are filled up with zeros: what these compute is stored nowhere, but subnormal numbers that an
 * earlier product left there would be slow to compute with.
 */
export function definePack<T extends FloatType>(
  module: ModuleBuilder,
  name: string,
  lanes: Lanes<T>,
  group: number,
): PackFunction {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  const width = group * lanes.bytes;
  return module.define(name, parameters, ([source, target, members, depth, stride, step], declare) => {
    const [member, inside, lane] = [declare("i32"), declare("i32"), declare("i32")];
    const cursor: Cursor = { from: declare("i32"), to: declare("i32"), end: declare("i32"), step, width };
    const isContiguous = bitAnd(below(group - 1, inside), below(stride, lanes.bytes + 1));
    const byElement = count(
      lane,
      inside,
      1,
      set(cursor.from, plus(source, times(lane, stride))),
      set(cursor.to, plus(target, times(lane, lanes.bytes))),
      along(cursor, depth, lanes.store(cursor.to, lanes.load(cursor.from))),
    );
    const byVector = sequence(
      set(cursor.from, source),
      set(cursor.to, target),
      along(cursor, depth, copyGroup(lanes, cursor)),
    );
    return count(
      member,
      members,
      group,
      set(inside, smaller(group, minus(members, member))),
      when(below(inside, group), clearBytes(target, times(depth, width))),
      when(isContiguous, byVector, byElement),
      increase(source, times(stride, group)),
      increase(target, times(depth, width)),
    );
  });
}

/** A walk along the depth: through the source in steps, through the panel from one group to the next. */
interface Cursor {
  readonly from: Local<"i32">;
  readonly to: Local<"i32">;
  readonly end: Local<"i32">;
  readonly step: Local<"i32">;
  readonly width: number;
}

function along({ from, to, end, step, width }: Cursor, depth: Local<"i32">, copy: Statement): Statement {
  const round = doWhile(below(to, end), copy, increase(from, step), increase(to, width));
  return sequence(set(end, plus(to, times(depth, width))), round);
}

/** Copies a group: whole vectors, and the numbers that are left. */
function copyGroup<T extends FloatType>(lanes: Lanes<T>, { from, to, width }: Cursor): Statement {
  const copies: Statement[] = [];
  let at = 0;
  for (; at + 16 <= width; at += 16) copies.push(lanes.storeVector(to, lanes.loadVector(from, at), at));
  for (; at < width; at += lanes.bytes) copies.push(lanes.store(to, lanes.load(from, at), at));
  return sequence(...copies);
}
