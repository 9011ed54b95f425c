import { describe, expect, test } from "vitest";
import { createArena } from "./algebra/arena.ts";
import { symbol } from "./atoms.ts";
import type { Expression } from "./node.ts";
import { NodeList } from "./nodeList.ts";
import { parse } from "./parse/parse.ts";

const arenaNodes = (count: number): Expression[] => {
  const { leaf } = arenaWithLeaves();
  return Array.from({ length: count }, (_, k) => leaf(symbol(`x${k}`)));
};

function arenaWithLeaves(): { leaf: (node: Expression) => Expression } {
  const arena = createArena();
  return { leaf: (node) => arena.leaf(node) };
}

const freeNodes = (count: number): Expression[] =>
  Array.from({ length: count }, (_, k) => symbol(`y${k}`) as Expression);

describe("a list of nodes", () => {
  const counts = [1, 24, 25, 26, 300];

  test.each(counts)("finds each of %i nodes of an arena, and none other", (count) => {
    const [list, nodes, others] = [new NodeList(), arenaNodes(count), arenaNodes(count)];
    expect(nodes.map((node) => list.add(node))).toStrictEqual(nodes.map((_, k) => k));
    expect(nodes.map((node) => list.indexOf(node))).toStrictEqual(nodes.map((_, k) => k));
    expect(others.every((node) => list.indexOf(node) === -1)).toBe(true);
  });

  test.each(counts)("finds each of %i nodes of several arenas and of none", (count) => {
    const list = new NodeList();
    const nodes = [arenaNodes(count), arenaNodes(count).reverse(), freeNodes(count)].flat();
    for (const node of nodes) list.add(node);
    expect(nodes.map((node) => list.indexOf(node))).toStrictEqual(nodes.map((_, k) => k));
    expect(list.indexOf(parse("x"))).toBe(-1);
  });

  test.each(counts)("finds each of %i nodes that may not be changed, or that other lists hold", (count) => {
    const frozen = freeNodes(count).map((node) => Object.freeze(node));
    const held = freeNodes(count);
    const [first, list] = [new NodeList(), new NodeList()];
    for (const node of held.toReversed()) first.add(node);
    const nodes = [...frozen, ...held];
    for (const node of nodes) list.add(node);
    expect(nodes.map((node) => list.indexOf(node))).toStrictEqual(nodes.map((_, k) => k));
    expect(held.map((node) => first.indexOf(node))).toStrictEqual(
      nodes.slice(0, count).map((_, k) => count - 1 - k),
    );
    expect(freeNodes(count).every((node) => list.indexOf(node) === -1)).toBe(true);
  });

  test("does not grow with the arena of a few nodes", () => {
    const list = new NodeList();
    const nodes = arenaNodes(100_000).slice(-30);
    for (const node of nodes) list.add(node);
    expect(nodes.map((node) => list.indexOf(node))).toStrictEqual(nodes.map((_, k) => k));
  });
});
