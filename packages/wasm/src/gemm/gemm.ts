import {
  below,
  bitAnd,
  copyBytes,
  count,
  type Expression,
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
import { type FloatType, f32, f64, type Lanes } from "../lanes.ts";
import { call, createModule, type Declare, type FunctionReference, type ModuleBuilder } from "../module.ts";
import { defineGather } from "./gather.ts";
import { definePack } from "./pack.ts";
import { defineTile, type TileFunction, type TileRows, tileColumns } from "./tile.ts";

/** The kernels' number types, by the names that arrays have for them. */
export type GemmDType = "float32" | "float64";

/** What a module of matrix kernels is made for. */
export interface GemmVariant {
  /** The type of the elements. */
  readonly dtype: GemmDType;
  /** Whether products are added with relaxed SIMD: faster, and rounded as the machine likes. */
  readonly fused: boolean;
  /** Rows of the result that are computed at once, which changes no bit. */
  readonly tileRows: TileRows;
}

/** Products of a sum in one pass: a panel of the second matrix then stays in the first cache. */
const BLOCK_DEPTH = 256;
/** Rows of the first matrix that are packed at once, for the second cache. */
const BLOCK_ROWS = 96;
/** Columns of the second matrix that are packed at once, for the third cache. */
export const BLOCK_COLUMNS = 1024;

/** Bytes that a product of matrices needs beside its operands. */
export interface Room {
  /** For packed blocks. */
  readonly packed: number;
  /** For the result, its rows and columns filled up to whole tiles. */
  readonly result: number;
}

/** Bytes that a product of matrices needs beside its operands. */
export function roomFor({ dtype, tileRows }: GemmVariant, rows: number, columns: number): Room {
  const lanes = dtype === "float32" ? f32 : f64;
  const wide = roundUp(columns, tileColumns(lanes));
  return {
    packed: (BLOCK_ROWS + Math.min(wide, BLOCK_COLUMNS)) * BLOCK_DEPTH * lanes.bytes,
    result: roundUp(rows, tileRows) * wide * lanes.bytes,
  };
}

function roundUp(length: number, unit: number): number {
  return Math.ceil(length / unit) * unit;
}

/**
 * What the module exports as `gemm`. Addresses of the operands, of the result and of the packed blocks; the lengths; the
 * bytes from row to row and along a row of the first matrix, from column to column and along a column of the second. False where
 * nothing was computed, for which only several threads have a reason.
 */
export type GemmFunction = (
  a: number,
  b: number,
  c: number,
  packed: number,
  rows: number,
  columns: number,
  depth: number,
  aRow: number,
  aStep: number,
  bColumn: number,
  bStep: number,
) => boolean | undefined;

const PARAMETERS = [
  ...(["i32", "i32", "i32", "i32"] as const),
  ...(["i32", "i32", "i32"] as const),
  ...(["i32", "i32", "i32", "i32"] as const),
] as const;

/**
 * A module with a product of matrices, `gemm`: packed blocks of both matrices, as in Goto and van de Geijn, Anatomy of
 * high-performance matrix multiplication, 2008.
 */
export function gemmModule(variant: GemmVariant, memory?: "own" | "shared"): Uint8Array<ArrayBuffer> {
  const module = createModule();
  if (variant.dtype === "float32") defineGemm(module, f32, variant);
  else defineGemm(module, f64, variant);
  return module.bytes(memory);
}

function defineGemm<T extends FloatType>(module: ModuleBuilder, lanes: Lanes<T>, variant: GemmVariant): void {
  const { tileRows } = variant;
  defineGather(module, lanes);
  const packRows = definePack(module, "packRows", lanes, tileRows);
  const packColumns = definePack(module, "packColumns", lanes, tileColumns(lanes));
  const block = defineBlock(module, lanes, defineTile(module, lanes, variant), tileRows);
  module.define("gemm", PARAMETERS, (parameters, declare) => {
    const [a, b, c, packed, rows, columns, depth, aRow, aStep, bColumn, bStep] = parameters;
    const [i, j, p] = [declare("i32"), declare("i32"), declare("i32")];
    const [high, wide, deep] = [declare("i32"), declare("i32"), declare("i32")];
    const [stride, packedColumns] = [declare("i32"), declare("i32")];
    const columnsAt = plus(b, plus(times(j, bColumn), times(p, bStep)));
    const rowsAt = plus(a, plus(times(i, aRow), times(p, aStep)));
    const corner = plus(c, plus(times(i, stride), times(j, lanes.bytes)));
    const multiplied = call(block, packed, packedColumns, corner, stride, high, wide, deep, p);
    const overRows = count(
      i,
      rows,
      BLOCK_ROWS,
      set(high, smaller(BLOCK_ROWS, minus(rows, i))),
      call(packRows, rowsAt, packed, high, deep, aRow, aStep),
      multiplied,
    );
    const overDepth = count(
      p,
      depth,
      BLOCK_DEPTH,
      set(deep, smaller(BLOCK_DEPTH, minus(depth, p))),
      call(packColumns, columnsAt, packedColumns, wide, deep, bColumn, bStep),
      overRows,
    );
    return sequence(
      set(stride, paddedStride(lanes, columns)),
      set(packedColumns, plus(packed, BLOCK_ROWS * BLOCK_DEPTH * lanes.bytes)),
      count(j, columns, BLOCK_COLUMNS, set(wide, smaller(BLOCK_COLUMNS, minus(columns, j))), overDepth),
      compact(c, rows, times(columns, lanes.bytes), stride, declare),
    );
  });
}

/** Packed rows, packed columns, corner of the result, bytes between its rows, rows, columns, depth, whether to add. */
type BlockFunction = FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"]>;

/** Defines the product of two packed blocks, tile by tile. */
function defineBlock<T extends FloatType>(
  module: ModuleBuilder,
  lanes: Lanes<T>,
  tile: TileFunction,
  tileRows: TileRows,
): BlockFunction {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.define("block", parameters, ([a, b, c, stride, rows, columns, depth, isAdding], declare) => {
    const [i, j, panel, corner] = [declare("i32"), declare("i32"), declare("i32"), declare("i32")];
    const downRows = count(
      i,
      rows,
      tileRows,
      call(tile, panel, b, corner, stride, depth, isAdding),
      increase(panel, times(depth, tileRows * lanes.bytes)),
      increase(corner, times(stride, tileRows)),
    );
    return count(
      j,
      columns,
      tileColumns(lanes),
      set(panel, a),
      set(corner, plus(c, times(j, lanes.bytes))),
      downRows,
      increase(b, times(depth, tileColumns(lanes) * lanes.bytes)),
    );
  });
}

/** Bytes between rows of the result while it is computed. */
function paddedStride<T extends FloatType>(lanes: Lanes<T>, columns: Local<"i32">): Expression<"i32"> {
  const unit = tileColumns(lanes);
  return times(bitAnd(plus(columns, unit - 1), -unit), lanes.bytes);
}

/** Moves the rows of the result together, where they are filled up. */
function compact(
  c: Local<"i32">,
  rows: Local<"i32">,
  width: Expression<"i32">,
  stride: Local<"i32">,
  declare: Declare,
): Statement {
  const [row, bytes] = [declare("i32"), declare("i32")];
  const moved = copyBytes(plus(c, times(row, bytes)), plus(c, times(row, stride)), bytes);
  return sequence(set(bytes, width), when(below(bytes, stride), count(row, rows, 1, moved)));
}
