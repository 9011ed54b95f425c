import { array } from "@chainrule/array";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tree } from "./index.ts";

const code = (run: () => unknown, expected: string): void => {
  expect(run).toThrow(expect.objectContaining({ code: expected }));
};

describe("trees", () => {
  test("flatten and unflatten are inverse, whatever the nesting", () => {
    const leaf = fc.oneof(
      fc.double({ noNaN: true }),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("node"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("node"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(node, (given) => {
        const { leaves, paths, structure } = tree.flatten(given);
        expect(tree.unflatten(structure, leaves)).toEqual(given);
        expect(paths.length).toBe(leaves.length);
        expect(tree.leafCount(structure)).toBe(leaves.length);
      }),
    );
  });

  test("paths name the way to each leaf, in the order of leaves", () => {
    const parameters = { layers: [{ weight: array([1]), bias: 2 }, { weight: 3 }], scale: 4, name: "net" };
    expect(tree.flatten(parameters).paths).toEqual([
      "layers.0.weight",
      "layers.0.bias",
      "layers.1.weight",
      "scale",
    ]);
    expect(tree.flatten(5).paths).toEqual([""]);
  });

  test("map gives the path, and goes through several trees at once", () => {
    expect(
      tree.map(
        (x: number, y: number, path: string) => `${path}=${x + y}`,
        { a: 1, b: [2, 3] },
        { a: 10, b: [20, 30] },
      ),
    ).toEqual({
      a: "a=11",
      b: ["b.0=22", "b.1=33"],
    });
  });

  test("keys that look like prototypes are plain keys", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}') as object;
    const copy = tree.map((x: number) => x, hostile);
    expect(Object.keys(copy)).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test("trees of different form are told apart, with the place", () => {
    code(() => tree.map((x: number) => x, { a: 1 }, { b: 1 }), "tape/tree-mismatch");
    code(() => tree.map((x: number) => x, { a: 1 }, { a: 1, b: 2 }), "tape/tree-mismatch");
    code(() => tree.map((x: number) => x, { a: 1, b: 2 }, { a: 1 }), "tape/tree-mismatch");
    code(() => tree.map((x: number) => x, [1], { 0: 1 }), "tape/tree-mismatch");
    expect(() => tree.map((x: number) => x, { a: [1, 2] }, { a: [1] })).toThrow(/"a\.1"/);
  });

  test("a tree that contains itself, or is too deep, is refused", () => {
    const self: { own?: unknown } = {};
    self.own = self;
    code(() => tree.flatten(self), "tape/tree-depth");
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    code(() => tree.flatten(deep), "tape/tree-depth");
  });
});
