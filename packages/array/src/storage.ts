import { type DType, STORAGE, type TypedArray } from "./dtype.ts";

// Engines keep the elements of the smallest typed arrays beside their fields, and ask the system for memory for all others, which
// takes longer than most operations on a few numbers. So storage of a few numbers is cut from blocks. A block lives as long as
// something cut from it, which is why blocks are small, too.

/** Up to so many bytes, engines need no help. */
const SMALLEST = 64;
/** Up to so many bytes are cut from a block. */
const SMALL = 2048;
/** The bytes of a block: as many as those from which Node cuts its buffers. */
const BLOCK = 8192;

let block: ArrayBuffer = new ArrayBuffer(0);
let used = 0;

/** New storage of `size` zeros, without a check of the size; see `allocate` for one with it. */
export function newStorage(dtype: DType, size: number): TypedArray {
  const Storage = STORAGE[dtype];
  const bytes = size * Storage.BYTES_PER_ELEMENT;
  if (bytes <= SMALLEST || bytes > SMALL) return new Storage(size);
  if (used + bytes > block.byteLength) {
    block = new ArrayBuffer(BLOCK);
    used = 0;
  }
  const start = used;
  used += (bytes + 7) & ~7;
  return new Storage(block, start, size);
}
