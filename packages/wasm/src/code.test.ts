import fc from "fast-check";
import { expect, it } from "vitest";
import { type Code, flatten, signed, unsigned } from "./code.ts";

// The first two are the examples of the DWARF standard, the others from the tables of the WebAssembly specification's tests.

it.each([
  [624485, [0xe5, 0x8e, 0x26]],
  [0, [0]],
  [127, [127]],
  [128, [0x80, 1]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])("writes the unsigned %i", (value, bytes) => {
  expect(flatten(unsigned(value))).toEqual(bytes);
});

it.each([
  [-123456, [0xc0, 0xbb, 0x78]],
  [63, [63]],
  [64, [0xc0, 0]],
  [-1, [0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
])("writes the signed %i", (value, bytes) => {
  expect(flatten(signed(value))).toEqual(bytes);
});

it("is read back", () => {
  const read = (bytes: readonly number[]): number => {
    let value = 0;
    bytes.forEach((byte, i) => {
      value |= (byte & 0x7f) << (7 * i);
    });
    const unused = 32 - 7 * bytes.length;
    return unused > 0 && (bytes.at(-1)! & 0x40) !== 0 ? (value << unused) >> unused : value;
  };
  fc.assert(fc.property(fc.integer(), (value) => read(flatten(signed(value))) === value));
});

it("flattens code of any depth", () => {
  let code: Code = [1];
  for (let depth = 0; depth < 100_000; depth++) code = [code];
  expect(flatten([code, [2, [3]], 4])).toEqual([1, 2, 3, 4]);
});
