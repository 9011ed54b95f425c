import {
  below,
  doWhile,
  type Expression,
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

/**
 * Rows of a tile. A round of the inner loop adds to a sum for each row and vector, and V8 has 15 registers on x86. With 4 rows, 8 sums, 2
 * vectors and 4 factors fit into these, although V8 before 13 loads all factors first. With 6, 12 sums keep two fused units of four
 * cycles busier than the 8 that these need at the least; 2 vectors and one factor after the other are left.
 */
export type TileRows = 4 | 6;

/** Vectors in a row of a tile. */
const VECTORS = 2;

/** Columns of a tile. */
export function tileColumns({ count }: { readonly count: number }): number {
  return VECTORS * count;
}

/** Packed rows, packed columns, corner of the result, bytes between its rows, products in a sum, whether to add. */
export type TileFunction = FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32"]>;

/**
 * Defines the innermost kernel: a tile of the result, some rows by two vectors, as a sum of outer products of packed
 * columns and rows; all sums stay in registers.
 */
export function defineTile<T extends FloatType>(
  module: ModuleBuilder,
  lanes: Lanes<T>,
  { fused, tileRows }: { readonly fused: boolean; readonly tileRows: TileRows },
): TileFunction {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.define("tile", parameters, ([a, b, c, stride, depth, isAdding], declare) => {
    const sums = grid(tileRows, () => declare("v128"));
    const end = declare("i32");
    return sequence(
      set(end, plus(a, times(depth, tileRows * lanes.bytes))),
      doWhile(
        below(a, end),
        addProducts(lanes, fused, sums, [a, b], declare),
        increase(a, tileRows * lanes.bytes),
        increase(b, VECTORS * 16),
      ),
      when(isAdding, writeRows(lanes, sums, c, stride, true), writeRows(lanes, sums, c, stride, false)),
    );
  });
}

type Vector = Local<"v128">;

function grid(rows: number, make: () => Vector): Vector[][] {
  return Array.from({ length: rows }, () => Array.from({ length: VECTORS }, make));
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
  const loads = row.map((vector, j) => set(vector, lanes.loadVector(b, j * 16)));
  const products = sums.flatMap((sumsOfRow, i) => [
    set(factor, lanes.loadSplat(a, i * lanes.bytes)),
    ...sumsOfRow.map((sum, j) => set(sum, product(row[j] as Vector, sum))),
  ]);
  return sequence(...loads, ...products);
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
