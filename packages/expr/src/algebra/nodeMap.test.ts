import { describe, expect, test } from "vitest";
import { symbol } from "../atoms.ts";
import type { Expression } from "../node.ts";
import { NodeList } from "../nodeList.ts";
import { createAlgebra } from "./algebra.ts";
import { NodeMap } from "./nodeMap.ts";

describe("a map from nodes", () => {
  const { arena } = createAlgebra();
  const own = Array.from({ length: 40 }, (_, k): Expression => arena.leaf(symbol(`x${k}`)));
  const foreign = Array.from({ length: 40 }, (_, k): Expression => symbol(`x${k}`));

  test("keeps nodes of the arena apart from equal ones from elsewhere", () => {
    const map = new NodeMap<string>(arena);
    for (const [k, node] of own.entries()) map.set(node, `own ${k}`);
    expect(foreign.some((node) => map.has(node))).toBe(false);
    for (const [k, node] of foreign.entries()) map.set(node, `foreign ${k}`);
    expect(own.map((node) => map.get(node))).toStrictEqual(own.map((_, k) => `own ${k}`));
    expect(foreign.map((node) => map.get(node))).toStrictEqual(own.map((_, k) => `foreign ${k}`));
    expect(map.foreign).toStrictEqual(foreign);
  });

  test("is set in any order, again, and for nodes made later", () => {
    const map = new NodeMap<number>(arena);
    for (const k of [30, 2, 39, 2]) map.set(own[k]!, (map.get(own[k]!) ?? 0) + 1);
    const later = arena.leaf(symbol("later"));
    expect([30, 2, 39, 3].map((k) => map.get(own[k]!))).toStrictEqual([1, 2, 1, undefined]);
    expect(map.get(later)).toBeUndefined();
    map.set(later, 7);
    expect(map.get(later)).toBe(7);
  });

  test("finds the few nodes that it has of a large arena, also when set again as it grows", () => {
    const many = Array.from({ length: 5000 }, (_, k) => arena.leaf(symbol(`many${k}`)));
    const map = new NodeMap<number>(arena);
    for (const node of [many[4999]!, many[0]!, many[4000]!]) map.set(node, 1);
    expect([4999, 0, 4000, 3999].map((k) => map.get(many[k]!))).toStrictEqual([1, 1, 1, undefined]);
    for (const [k, node] of many.entries()) map.set(node, k);
    expect(many.map((node) => map.get(node))).toStrictEqual(many.map((_, k) => k));
  });

  test("takes nodes from elsewhere that are listed already", () => {
    const list = new NodeList();
    for (const node of foreign) list.add(node);
    const map = new NodeMap<number>(arena, list);
    map.set(foreign[5]!, 5);
    expect([4, 5, 6].map((k) => map.get(foreign[k]!))).toStrictEqual([undefined, 5, undefined]);
  });
});
