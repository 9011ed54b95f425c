import fc from "fast-check";
import { expect, test } from "vitest";
import { readWritten, writeDocument } from "./link.ts";
import { readRoute, writeRoute } from "./route.ts";

test("a link gives back every JSON value", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const document = await writeDocument(value);
      const { document: read } = readRoute(writeRoute({ screen: "check", document, view: {} }));
      expect(JSON.stringify(await readWritten(read!))).toBe(JSON.stringify(value));
    }),
    { numRuns: 50 },
  );
});

test("a route gives back every view", () => {
  const names = fc.string({ minLength: 1 }).filter((name) => !["z1", "json", "__proto__"].includes(name));
  fc.assert(
    fc.property(fc.dictionary(names, fc.string({ unit: "grapheme" })), (view) => {
      const route = { screen: "graph", document: undefined, view: { ...view } };
      expect(readRoute(writeRoute(route))).toEqual(route);
    }),
  );
});

test("what would unfold to more than the page reads is refused", async () => {
  const bomb = await writeDocument("0".repeat(5_000_000));
  expect(bomb.text.length).toBeLessThan(10_000);
  await expect(readWritten(bomb)).rejects.toThrow(/more than this page reads/);
});

test("a screen's weights stay short in a link", async () => {
  const { text } = await writeDocument({ at: { w: Array.from({ length: 300 }, (_, i) => (i % 7) / 8) } });
  expect(text.length).toBeLessThan(500);
});
