import { describe, expect, test } from "vitest";
import { CorruptFileError, FileLimitError, gunzip, isGzip, parseIdx, readIdx } from "./index.ts";

const PLAIN = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 127, 128, 254, 255];
/** `PLAIN` as Python's gzip module writes it. */
const GZIPPED = [
  31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 96, 224, 96, 98, 96, 96, 0, 97, 102, 6, 198, 250, 134, 127, 255, 1,
  139, 227, 62, 157, 18, 0, 0, 0,
];

/** What hands a buffer over, so that its views are empty. */
const platform = globalThis as unknown as {
  structuredClone: (buffer: ArrayBufferLike, options: { transfer: readonly ArrayBufferLike[] }) => unknown;
};

describe("parseIdx", () => {
  test("reads unsigned bytes with their shape", () => {
    const images = parseIdx(Uint8Array.from(PLAIN));
    expect(images.dtype).toBe("uint8");
    expect(images.toNested()).toEqual([
      [0, 1, 127],
      [128, 254, 255],
    ]);
  });

  // Big-endian bytes as Python's struct module packs the values.
  test.each([
    ["int8", 0x09, [253], "int32", -3],
    ["int16", 0x0b, [255, 254], "int32", -2],
    ["int32", 0x0c, [255, 254, 238, 144], "int32", -70000],
    ["float32", 0x0d, [61, 204, 204, 205], "float32", 0.10000000149011612],
    ["float64", 0x0e, [63, 185, 153, 153, 153, 153, 153, 154], "float64", 0.1],
  ] as const)("reads %s", (_, type, bytes, dtype, value) => {
    const one = parseIdx(Uint8Array.from([0, 0, type, 1, 0, 0, 0, 1, ...bytes]));
    expect(one.dtype).toBe(dtype);
    expect(one.toNested()).toEqual([value]);
  });

  test("reads scalars, empty arrays, and bytes in the middle of a buffer", () => {
    expect(parseIdx(Uint8Array.of(0, 0, 8, 0, 42)).shape).toEqual([]);
    expect(parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0)).shape).toEqual([0]);
    expect(parseIdx(Uint8Array.from([9, 9, 9, ...PLAIN, 9]).subarray(3, 3 + PLAIN.length)).shape).toEqual([
      2, 3,
    ]);
  });

  test.each([
    ["nothing", [], 0],
    ["three bytes", [0, 0, 8], 3],
    ["another beginning", [1, 0, 8, 0, 1], 0],
    ["an unknown type", [0, 0, 7, 0, 1], 2],
    ["too many axes", [0, 0, 8, 33, 0], 3],
    ["lengths cut short", [0, 0, 8, 2, 0, 0, 0, 2, 0, 0], 10],
    ["a byte missing", PLAIN.slice(0, -1), 17],
    ["a byte too many", [...PLAIN, 0], 18],
  ])("refuses %s", (_, bytes, offset) => {
    expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(CorruptFileError);
    expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: "files/corrupt", offset }),
    );
  });

  test("refuses a large shape before taking memory, even one whose product overflows", () => {
    const sizes = [255, 255, 255, 255];
    const huge = Uint8Array.from([0, 0, 14, 4, ...sizes, ...sizes, ...sizes, ...sizes]);
    expect(() => parseIdx(huge)).toThrow(FileLimitError);
    expect(() => parseIdx(Uint8Array.from(PLAIN), { maxElements: 5 })).toThrow(
      expect.objectContaining({ quantity: "elements", actual: 6, allowed: 5 }),
    );
  });
});

describe("readIdx", () => {
  test("takes gzip and plain bytes", async () => {
    expect(isGzip(Uint8Array.from(PLAIN))).toBe(false);
    expect((await readIdx(Uint8Array.from(GZIPPED))).toNested()).toEqual(
      parseIdx(Uint8Array.from(PLAIN)).toNested(),
    );
    expect((await readIdx(Uint8Array.from(PLAIN))).shape).toEqual([2, 3]);
  });

  test("any damage to the compressed bytes is a typed error, never a value", async () => {
    const cut = Uint8Array.from(GZIPPED.slice(0, -5));
    await expect(readIdx(cut)).rejects.toThrow(CorruptFileError);
    for (let at = 10; at < GZIPPED.length; at++) {
      const flipped = Uint8Array.from(GZIPPED);
      flipped[at] = (flipped[at] as number) ^ 0x10;
      await expect(readIdx(flipped)).rejects.toThrow(expect.objectContaining({ code: "files/corrupt" }));
    }
  });

  test("stops inflating at the limit", async () => {
    await expect(gunzip(Uint8Array.from(GZIPPED), 10)).rejects.toThrow(
      expect.objectContaining({ code: "files/limit", quantity: "bytes", allowed: 10 }),
    );
  });

  test("what only looks like bytes, or no longer is there, is refused, and nothing waits", async () => {
    const detached = new Uint8Array(8);
    platform.structuredClone(detached.buffer, { transfer: [detached.buffer] });
    const proxy = new Proxy(Uint8Array.from(GZIPPED), {});
    await expect(gunzip(proxy)).rejects.toThrow(expect.objectContaining({ code: "files/argument" }));
    await expect(readIdx(proxy)).rejects.toThrow(expect.objectContaining({ code: "files/argument" }));
    await expect(readIdx(detached)).rejects.toThrow(expect.objectContaining({ code: "files/corrupt" }));
    await expect(gunzip(Uint8Array.from(GZIPPED), Number.NaN)).rejects.toThrow(
      expect.objectContaining({ code: "files/argument" }),
    );
  });
});
