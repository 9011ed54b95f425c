import type { Instance, Memory } from "../host.ts";
import type { GemmDType } from "./gemm.ts";

/** All that 32-bit addresses reach. */
const MAX_BYTES = 2 ** 32 - 2 ** 16;

/** Bytes of one number. */
export function bytesOf(dtype: GemmDType): 4 | 8 {
  return dtype === "float32" ? 4 : 8;
}

/** Places of so many bytes, one after the other, each where a line of the cache starts; the last one is the end. */
export function placed(start: number, sizes: readonly number[]): number[] {
  const places = [start];
  for (const size of sizes) places.push(Math.ceil(((places.at(-1) as number) + size) / 64) * 64);
  return places;
}

/** Numbers in the memory. */
export function numbersIn(
  buffer: Memory["buffer"],
  dtype: GemmDType,
  at: number,
  size: number,
): Float64Array | Float32Array {
  return dtype === "float32" ? new Float32Array(buffer, at, size) : new Float64Array(buffer, at, size);
}

/** The memory of an instance. */
export function memoryOf({ exports }: Instance): Memory {
  return exports["memory"] as Memory;
}

/** Whether a memory has so many bytes, or has grown to them. */
export function reserve(memory: Memory, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return true;
  if (bytes > MAX_BYTES) return false;
  try {
    memory.grow(Math.ceil(missing / 2 ** 16));
    return true;
  } catch {
    return false;
  }
}
