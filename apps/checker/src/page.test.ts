import { expect, test } from "vitest";
import { complaints, openPage, parts, patient, requests, textOf } from "./testing/page.ts";

const finished = / (ms|s)\b/;

test("the report is computed item by item, by the page's own files alone, until it is cancelled", async () => {
  const told = await complaints();
  const frame = await openPage();
  const items = () => parts(frame, "paper-report", "paper-item").map(textOf);
  const button = () => parts(frame, "paper-report", "button")[0]!;
  const summary = () => textOf(parts(frame, "paper-report", ".headline")[0]);
  await expect.poll(() => items().length, patient).toBe(24);
  await expect.poll(() => items().filter((text) => finished.test(text)).length, patient).toBeGreaterThan(5);

  expect(items()[0]).toMatch(/^S1 neuron/);
  expect(items()[2]).toContain("symmetry: f(-x) = 1 - f(x) holds");
  expect(summary()).toMatch(/^\d+ of 24 items, \d+ findings: all as expected/);
  expect(button().textContent).toBe("Cancel");
  button().click();
  await expect.poll(() => button().textContent).toBe("Run again");
  expect(textOf(parts(frame, "paper-report", '[role="status"]')[0])).toMatch(
    /^Stopped after \d+ of 24 items/,
  );

  expect(told).toEqual([]);
  const asked = requests(frame);
  expect(asked.some(({ pathname }) => pathname.endsWith("checkFormula.ts"))).toBe(true); // a worker's requests count too
  expect(asked.filter(({ origin }) => origin !== location.origin)).toEqual([]);
});

test("the policy forbids code from text and requests to elsewhere, but not WebAssembly", async () => {
  const frame = await openPage();
  const inside = frame.contentWindow as Window & typeof globalThis;
  expect(() => inside.eval("1 + 1")).toThrow(/unsafe-eval/);
  const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  expect(() => new inside.WebAssembly.Module(emptyModule)).not.toThrow();
  await expect(inside.fetch("https://example.com/")).rejects.toThrow();
  expect(inside.document.documentElement.lang).toBe("en");
  expect(inside.document.title).toContain("chainrule");
});
