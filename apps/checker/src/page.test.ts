import { expect, test } from "vitest";
import { openPage, screenshot, violations } from "./testing/page.ts";

test.each([360, 1440])("the page is accessible at %i pixels", async (width) => {
  const frame = await openPage(width, 800);
  const heading = () => frame.contentDocument?.querySelector("checker-app")?.shadowRoot?.querySelector("h1");
  await expect.poll(() => heading()?.textContent).toBe("chainrule");
  expect(await violations(frame)).toEqual([]);
  await screenshot(`checker-${width}`);
});
