/** The guides on the paper say what its items say: they are written from them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pages } from "./paper.mjs";

test.each([...pages()])(
  "%s is up to date: node --conditions=@chainrule/source docs/paper.mjs",
  (path, text) => {
    const file = join(import.meta.dirname, "guide", path);
    expect(existsSync(file)).toBe(true);
    const written = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
    if (path.endsWith(".svg")) expect(shape(written)).toEqual(shape(text));
    else expect(written).toBe(text);
  },
);

/** A drawing without its coordinates, whose last digits may differ from machine to machine. */
function shape(svg) {
  return svg.replace(/-?\d+(\.\d+)?/g, "#").replace(/(#,# ?)+/g, "#,#");
}
