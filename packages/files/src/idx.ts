import { adopt, type DType, MAX_ELEMENTS, MAX_RANK, type NDArray, type TypedArray } from "@chainrule/array";
import { CorruptFileError, checkBytes, checkLimit, checkOptions, FileLimitError } from "./errors.ts";
import { gunzip, isGzip } from "./gzip.ts";

/** How much an IDX file may hold. */
export interface IdxOptions {
  /** The most elements accepted; 2^28 unless given. */
  readonly maxElements?: number;
}

/** An element type of the format: its width in bytes, how one is read, and what holds them here. */
interface ElementType {
  readonly bytes: number;
  readonly dtype: DType;
  readonly storage: new (size: number) => TypedArray;
  read(view: DataView, offset: number): number;
}

const ELEMENT_TYPES: ReadonlyMap<number, ElementType> = new Map<number, ElementType>([
  [0x08, { bytes: 1, dtype: "uint8", storage: Uint8Array, read: (view, at) => view.getUint8(at) }],
  [0x09, { bytes: 1, dtype: "int32", storage: Int32Array, read: (view, at) => view.getInt8(at) }],
  [0x0b, { bytes: 2, dtype: "int32", storage: Int32Array, read: (view, at) => view.getInt16(at) }],
  [0x0c, { bytes: 4, dtype: "int32", storage: Int32Array, read: (view, at) => view.getInt32(at) }],
  [0x0d, { bytes: 4, dtype: "float32", storage: Float32Array, read: (view, at) => view.getFloat32(at) }],
  [0x0e, { bytes: 8, dtype: "float64", storage: Float64Array, read: (view, at) => view.getFloat64(at) }],
]);

interface IdxHeader {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly size: number;
  /** Offset of the first element. */
  readonly start: number;
}

/**
 * Reads an array from IDX, the format of MNIST: two zero bytes, the element type, the number of axes, the
 * lengths as big-endian uint32, then the elements, big-endian and row-major. Signed bytes and 16-bit integers
 * become `int32`; gzip goes through `readIdx`.
 *
 * @throws CorruptFileError `files/corrupt` with the offset: another beginning, an unknown element type, no
 * axes or too many, fewer or more bytes than the shape says.
 * @throws FileLimitError `files/limit` above `maxElements`, before memory is taken.
 * @source The IDX format, Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 *
 * @example
 * ```ts
 * import { parseIdx } from "@chainrule/files";
 * const labels = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 3));
 * labels.dtype; // => "uint8"
 * labels.toNested(); // => [9, 0, 3]
 * ```
 */
export function parseIdx(bytes: Uint8Array, options: IdxOptions = {}): NDArray {
  checkBytes("parseIdx", bytes);
  checkOptions("parseIdx", options);
  const { maxElements = MAX_ELEMENTS } = options;
  checkLimit("parseIdx", maxElements);
  if (bytes.length < 4) throw new CorruptFileError("an IDX file has at least 4 bytes", bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { type, shape, size, start } = readHeader(view, maxElements);
  const end = start + size * type.bytes;
  if (view.byteLength !== end) {
    const message = `the shape [${shape.join(", ")}] needs ${end} bytes and there are ${view.byteLength}`;
    throw new CorruptFileError(message, Math.min(end, view.byteLength));
  }
  const data = new type.storage(size);
  for (let i = 0; i < size; i++) data[i] = type.read(view, start + i * type.bytes);
  return adopt(data, shape, type.dtype);
}

/**
 * `parseIdx` of bytes that may be gzip.
 *
 * @throws CorruptFileError `files/corrupt` and FileLimitError `files/limit` as `parseIdx`, and for damaged gzip.
 *
 * @example
 * ```ts
 * import { readIdx } from "@chainrule/files";
 * const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 1);
 * (await readIdx(bytes)).toNested(); // => [7, 1]
 * ```
 */
export async function readIdx(bytes: Uint8Array, options: IdxOptions = {}): Promise<NDArray> {
  checkBytes("readIdx", bytes);
  checkOptions("readIdx", options);
  if (!isGzip(bytes)) return parseIdx(bytes, options);
  const { maxElements = MAX_ELEMENTS } = options;
  checkLimit("readIdx", maxElements);
  return parseIdx(await gunzip(bytes, 4 + 4 * MAX_RANK + 8 * maxElements), options);
}

function readHeader(view: DataView, maxElements: number): IdxHeader {
  if (view.getUint16(0) !== 0) throw new CorruptFileError("an IDX file begins with two zero bytes", 0);
  const type = ELEMENT_TYPES.get(view.getUint8(2));
  if (type === undefined) throw new CorruptFileError(`there is no element type ${view.getUint8(2)}`, 2);
  const rank = view.getUint8(3);
  if (rank > MAX_RANK) throw new CorruptFileError(`${rank} axes are more than an array has`, 3);
  const start = 4 + 4 * rank;
  if (view.byteLength < start)
    throw new CorruptFileError("the lengths of the axes are cut short", view.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { type, shape, size: boundedSize(shape, maxElements), start };
}

/** The product of the lengths; it stops at the limit, so that it cannot overflow. */
function boundedSize(shape: readonly number[], maxElements: number): number {
  if (shape.includes(0)) return 0;
  let size = 1;
  for (const length of shape) {
    size *= length;
    if (size > maxElements) throw new FileLimitError("elements", size, maxElements);
  }
  return size;
}
