import { describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { reach, testScreen } from "../../testing/looks.ts";
import { openPage, parts, patient, textOf, until } from "../../testing/page.ts";

const frame = await openPage("#/errata");

describe("Errata", () => {
  const card = (...path: readonly string[]) => parts(frame, "screen-errata", "erratum-card", ...path);

  test("are all there, and one is checked by the keyboard", async () => {
    await until(() => card().length === 21);
    frame.contentWindow!.focus();
    await reach(frame, /^Check: E1 /);
    await userEvent.keyboard("{Enter}");
    await expect
      .poll(() => textOf(card("erratum-cell")[0]), patient)
      .toContain("the area is 1 (sigma = 4) fails as it must");
    expect(textOf(card("erratum-cell")[1])).toContain("holds");
  });

  testScreen(frame, "errata", 1600);

  test("a cell is opened as the document of the home screen", async () => {
    const [open] = card("erratum-cell", "button");
    open!.click();
    await expect.poll(() => parts(frame, "screen-check").length, patient).toBe(1);
    expect(frame.contentWindow!.location.hash).toMatch(/^#\/check\?/);
  });
});
