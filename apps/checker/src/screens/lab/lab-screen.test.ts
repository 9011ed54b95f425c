import { describe, expect, test } from "vitest";
import { testScreen, type } from "../../testing/looks.ts";
import { focused, openPage, parts, patient, textOf, until } from "../../testing/page.ts";

const frame = await openPage("#/lab");

describe("Lab", () => {
  const card = (...path: readonly string[]) => parts(frame, "screen-lab", "experiment-card", ...path);

  test("an experiment runs with progress, is cancelled, and runs to its end", async () => {
    await until(() => card().length > 3);
    const [quick] = card("button.main");
    quick!.click();
    await expect.poll(() => card("progress").length, patient).toBe(1);
    expect(card("button.main")[1]!.matches(":disabled")).toBe(true);
    card(".actions button")[0]!.click();
    await expect.poll(() => card("progress").length).toBe(0);
    card("button.main")[0]!.click();
    await expect.poll(() => textOf(card("experiment-figures")[0]), patient).toContain("a quick run");
    expect(card("experiment-figures", "tbody tr").length).toBeGreaterThan(2);
  });

  testScreen(frame, "lab", 1600);

  test("the seed is in the address, and comes from it", async () => {
    const seed = () => parts(frame, "screen-lab", "#seed")[0] as HTMLInputElement;
    type(seed(), "42");
    seed().dispatchEvent(new Event("change"));
    await expect.poll(() => frame.contentWindow!.location.hash).toBe("#/lab?seed=42");
    frame.contentWindow!.location.hash = "#/lab?seed=7";
    await expect.poll(() => seed().value).toBe("7");
  });

  test.each(["", "-1", "1.5", "<b>"])("refuses the seed %j", async (text) => {
    const seed = () => parts(frame, "screen-lab", "#seed")[0];
    type(seed(), text);
    card("button.main")[0]!.click();
    await expect.poll(() => textOf(parts(frame, "screen-lab", "error-note")[0])).toContain("checker/seed");
    expect(focused(frame)).toBe(seed());
    type(seed(), "1");
    await expect.poll(() => parts(frame, "screen-lab", "error-note").length).toBe(0);
  });
});
