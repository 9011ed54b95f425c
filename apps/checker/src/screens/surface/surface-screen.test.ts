import { describe, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { pngFileOf } from "../../figures/png-file.ts";
import { svgFileOf } from "../../figures/svg-file.ts";
import { linkTo } from "../../shell/route.ts";
import { looksRight, testScreen, type } from "../../testing/looks.ts";
import { openPage, parts, patient, prefer, screenshot, textOf, until } from "../../testing/page.ts";

const frame = await openPage("#/surface");

describe("Surface", () => {
  const figures = (...path: readonly string[]) => parts(frame, "screen-surface", "surface-figures", ...path);
  const form = (...path: readonly string[]) => parts(frame, "screen-surface", "surface-form", ...path);

  test("draws the surface of a small subject, whose figures have tables", async () => {
    await until(() => figures("surface-map").length === 1);
    expect(figures("surface-map", ".region")).toHaveLength(14);
    expect(figures("data-table").map(textOf)).toEqual([
      "The map as a table",
      "The paths as a table",
      "Loss as a table",
      "Norm of the gradient by layer as a table",
    ]);
    figures("data-table", "summary")[1]!.click();
    await expect.poll(() => figures("data-table", "tbody tr").length).toBe(21);
  });

  testScreen(frame, "surface", 1100);

  test("is saved as a picture that needs no style sheet", () => {
    const picture = figures("surface-map", "svg.picture")[0] as unknown as SVGSVGElement;
    const text = svgFileOf(picture);
    const saved = new DOMParser().parseFromString(text, "image/svg+xml");
    expect(saved.querySelector("parsererror")).toBeNull();
    expect(saved.querySelectorAll("path").length).toBe(picture.querySelectorAll("path").length);
    expect(saved.querySelector("path")!.getAttribute("fill")).toMatch(/^(rgb|color|oklab)/);
    expect(saved.querySelector("rect")!.getAttribute("fill")).not.toContain("rgba(0, 0, 0, 0)");
    expect(text).not.toMatch(/class=|style=|<!--/);
  });

  test("is saved as dots, too", async () => {
    const picture = figures("surface-map", "svg.picture")[0] as unknown as SVGSVGElement;
    const png = await pngFileOf(svgFileOf(picture), 400, 300);
    const { width, height } = await createImageBitmap(png);
    expect([width, height, png.type]).toEqual([1200, 900, "image/png"]);
    const click = vi.spyOn(
      (frame.contentWindow as Window & typeof globalThis).HTMLAnchorElement.prototype,
      "click",
    );
    figures("save-figure", "button")[1]!.click();
    await expect
      .poll(() => click.mock.contexts.map((link) => (link as HTMLAnchorElement).download))
      .toEqual(["surface.png"]);
    expect(figures("save-figure", "error-note")).toHaveLength(0);
    click.mockRestore();
  });

  test("is played, turned and drawn anew by the keyboard", async () => {
    const scrub = figures("step-player", "input")[0] as HTMLInputElement;
    scrub.focus();
    await userEvent.keyboard("{Home}");
    await expect.poll(() => textOf(figures("step-player", "output")[0])).toBe("step 0 of 60");
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => textOf(figures("step-player", "output")[0])).toBe("step 1 of 60");
    figures(".switch button")[1]!.focus();
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => figures("surface-relief", "polygon").length, patient).toBe(576);
    const before = figures("surface-relief", "polygon")[0]!.getAttribute("points");
    figures("surface-relief", "#turn")[0]!.focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => figures("surface-relief", "polygon")[0]!.getAttribute("points")).not.toBe(before);
    await screenshot("surface-relief");
  });

  test("shows stills in the place of motion", async () => {
    await prefer({ reducedMotion: true });
    await expect.poll(() => figures("step-player", "button")[0]!.hidden).toBe(true);
    const network = {
      chainrule: 1,
      subject: {
        kind: "network",
        text: "2 -> 3 tanh -> 1 sigmoid; loss=bce",
        data: {
          inputs: [
            [0, 0],
            [0, 1],
            [1, 0],
            [1, 1],
          ],
          targets: [[0], [1], [1], [0]],
        },
      },
    };
    frame.contentWindow!.location.hash = linkTo("surface", network);
    await expect.poll(() => figures("figcaption").map(textOf), patient).toContain("Accuracy");
    expect(figures(".stills surface-map")).toHaveLength(4);
    await screenshot("surface-stills");
    await prefer({});
  });

  test("shows a curve where there is one parameter", async () => {
    const before = frame.contentWindow!.location.hash;
    const line = { chainrule: 1, subject: { kind: "formula", text: "x log(x)" }, at: { x: 2 } };
    frame.contentWindow!.location.hash = linkTo("surface", line);
    await until(() => figures("surface-curve", ".mark").length === 3);
    expect(figures("surface-map")).toHaveLength(0);
    expect(figures(".switch")).toHaveLength(0);
    expect(form("#first, #second, [name=plane]")).toHaveLength(0);
    expect(figures(".note").map(textOf).join()).toContain("the curve has gaps there");
    await looksRight(frame, "surface-curve", 1100);
    frame.contentWindow!.location.hash = before;
    await until(() => figures("surface-map").length > 0);
  });

  test.each([
    ["reach", "1e400"],
    ["steps", "<script>alert(1)</script>"],
    ["seed", "__proto__"],
  ])("refuses %s = %s, and lives", async (field, text) => {
    type(form(`#${field}`)[0], text);
    form("button.main")[0]!.click();
    await expect.poll(() => textOf(form("error-note")[0])).toContain("checker/surface");
    type(form(`#${field}`)[0], "2");
    await expect.poll(() => form("error-note").length).toBe(0);
  });
});
