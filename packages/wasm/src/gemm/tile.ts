import {
  below,
  bitAnd,
  doWhile,
  type Expression,
  type Integer,
  increase,
  type Local,
  plus,
  type Statement,
  sequence,
  set,
  times,
  when,
} from "../expressions.ts";
import type { FloatType, Lanes } from "../lanes.ts";
import type { Declare, FunctionReference, ModuleBuilder } from "../module.ts";

/** Rows of a tile. With two vectors a row, its sums take 12 of the 16 registers that x86 has. */
export const TILE_ROWS = 6;

/** Vectors in a row of a tile. */
const VECTORS = 2;

/** Columns of a tile. */
export function tileColumns({ count }: { readonly count: number }): number {
  return VECTORS * count;
}

/** How many products of a sum the inner loop takes at once. */
const UNROLLED = 2;

/** The depth of packed panels: that of the matrices, filled up to a multiple of what the inner loop takes at once. */
export function paddedDepth(depth: Integer): Expression<"i32"> {
  return bitAnd(plus(depth, UNROLLED - 1), -UNROLLED);
}

/** Packed rows, packed columns, corner of the result, bytes between its rows, products in a sum, whether to add. */
export type TileFunction = FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32"]>;

/**
 * Defines the innermost kernel: a tile of the result, `TILE_ROWS` by two vectors, as a sum of outer products of packed
 * columns and rows; all sums stay in registers.
 */
export function defineTile<T extends FloatType>(
  module: ModuleBuilder,
  lanes: Lanes<T>,
  fused: boolean,
): TileFunction {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.define("tile", parameters, ([a, b, c, stride, depth, isAdding], declare) => {
    const sums = grid(() => declare("v128"));
    const end = declare("i32");
    const step = UNROLLED * TILE_ROWS * lanes.bytes;
    return sequence(
      set(end, plus(a, times(depth, TILE_ROWS * lanes.bytes))),
      doWhile(
        below(a, end),
        addProducts(lanes, fused, sums, [a, b], declare),
        increase(a, step),
        increase(b, UNROLLED * VECTORS * 16),
      ),
      when(isAdding, writeRows(lanes, sums, c, stride, true), writeRows(lanes, sums, c, stride, false)),
    );
  });
}

type Vector = Local<"v128">;

function grid(make: () => Vector): Vector[][] {
  return Array.from({ length: TILE_ROWS }, () => Array.from({ length: VECTORS }, make));
}

/** One round of the inner loop: each element of a packed column of `a` times each vector of a packed row of `b`. */
function addProducts<T extends FloatType>(
  lanes: Lanes<T>,
  fused: boolean,
  sums: readonly Vector[][],
  [a, b]: readonly [Local<"i32">, Local<"i32">],
  declare: Declare,
): Statement {
  const row = Array.from({ length: VECTORS }, () => declare("v128"));
  const factor = declare("v128");
  const product = (vector: Vector, sum: Vector): Expression<"v128"> =>
    fused ? lanes.relaxedMultiplyAdd(factor, vector, sum) : lanes.add(sum, lanes.multiply(factor, vector));
  const steps: Statement[] = [];
  for (let k = 0; k < UNROLLED; k++) {
    row.forEach((vector, j) => {
      steps.push(set(vector, lanes.loadVector(b, (k * VECTORS + j) * 16)));
    });
    sums.forEach((sumsOfRow, i) => {
      steps.push(set(factor, lanes.loadSplat(a, (k * TILE_ROWS + i) * lanes.bytes)));
      sumsOfRow.forEach((sum, j) => {
        steps.push(set(sum, product(row[j] as Vector, sum)));
      });
    });
  }
  return sequence(...steps);
}

/** Stores the sums, or adds them to what is there. */
function writeRows<T extends FloatType>(
  lanes: Lanes<T>,
  sums: readonly Vector[][],
  c: Local<"i32">,
  stride: Local<"i32">,
  isAdding: boolean,
): Statement {
  const rows = sums.flatMap((sumsOfRow) => [
    ...sumsOfRow.map((sum, j) =>
      lanes.storeVector(c, isAdding ? lanes.add(lanes.loadVector(c, j * 16), sum) : sum, j * 16),
    ),
    increase(c, stride),
  ]);
  return sequence(...rows);
}
