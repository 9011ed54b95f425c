import {
  below,
  count,
  doWhile,
  increase,
  loadInteger,
  plus,
  select,
  sequence,
  set,
  times,
} from "../expressions.ts";
import type { FloatType, Lanes } from "../lanes.ts";
import type { ModuleBuilder } from "../module.ts";

/**
 * What the module exports as `gather`. Addresses of an example's first channel, of the table at the first window, and of the
 * first element of the matrix; windows; channels and bytes of one; rows of the table and bytes of one; bytes of a row of the matrix.
 */
export type GatherFunction = (
  x: number,
  table: number,
  target: number,
  windows: number,
  channels: number,
  channelBytes: number,
  taps: number,
  tableRow: number,
  targetRow: number,
) => void;

const PARAMETERS = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;

/** Places below this are places; -1, read as unsigned, is not. */
const LEAST_NEGATIVE = -(2 ** 31);

/**
 * Defines the gathering of windows into columns of a matrix: a row for each channel and each element of a window, which holds what
 * lies at the places that the table says, or 0.
 */
export function defineGather<T extends FloatType>(module: ModuleBuilder, lanes: Lanes<T>): void {
  module.define("gather", PARAMETERS, (parameters, declare) => {
    const [x, table, target, windows, channels, channelBytes, taps, tableRow, targetRow] = parameters;
    const [channel, tap, place] = [declare("i32"), declare("i32"), declare("i32")];
    const [from, to, end, row] = [declare("i32"), declare("i32"), declare("i32"), declare("i32")];
    const element = lanes.load(plus(x, times(place, lanes.bytes)));
    const alongWindows = doWhile(
      below(to, end),
      set(place, loadInteger(from)),
      lanes.store(to, select(below(place, LEAST_NEGATIVE), element, lanes.zero)),
      increase(from, 4),
      increase(to, lanes.bytes),
    );
    const overTaps = count(
      tap,
      taps,
      1,
      set(from, row),
      set(to, target),
      set(end, plus(target, times(windows, lanes.bytes))),
      alongWindows,
      increase(row, tableRow),
      increase(target, targetRow),
    );
    return count(channel, channels, 1, sequence(set(row, table), overTaps), increase(x, channelBytes));
  });
}
