import { describe, expect, it } from "vitest";
import { isAsExpected } from "../item.ts";
import { figure, figureNames } from "./figures.ts";
import { figureItem } from "./items.ts";
import { drawing, escaped, tag } from "./svg.ts";

/** The names of elements that are opened and not closed, or closed and not opened. */
function unbalanced(svg: string): readonly string[] {
  const open: string[] = [];
  for (const [, close, name, own] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (own === "/") continue;
    if (close === "") open.push(name!);
    else if (open.pop() !== name) return [name!];
  }
  return open;
}

describe.each(figureNames)("the figure %s", (name) => {
  const svg = figure(name);

  it("is well-formed, named, and the same each time", () => {
    expect(unbalanced(svg)).toEqual([]);
    const [, first, second] = /aria-labelledby="(\S+) (\S+)"/.exec(svg)!;
    expect(svg).toContain(`<title id="${first}">`);
    expect(svg).toContain(`<desc id="${second}">`);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(figure(name)).toBe(svg);
  });

  it("stays inside its frame", () => {
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
    const points = [...svg.matchAll(/points="([^"]*)"/g)].flatMap(([, list]) => list!.split(" "));
    for (const point of points) {
      const [x, y] = point.split(",").map(Number) as [number, number];
      expect([point, x >= 0 && x <= width! && y >= 0 && y <= height!]).toEqual([point, true]);
    }
  });
});

it("S32 is as it must be", async () => {
  expect((await figureItem.check()).filter((finding) => !isAsExpected(finding))).toEqual([]);
});

it("text cannot break out of a drawing", () => {
  const svg = drawing({ id: "x", title: "a < b & c", description: '"', width: 1, height: 1 });
  expect(svg).toContain("a &lt; b &amp; c");
  expect(tag("g", { "aria-label": '"><script>' })).not.toContain("<script>");
  expect(escaped('<"&')).toBe("&lt;&quot;&amp;");
});
