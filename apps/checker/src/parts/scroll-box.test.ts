import { expect, test } from "vitest";
import "./scroll-box.ts";

const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

test("a box fades out where more is to come, and only there", async () => {
  const box = document.createElement("scroll-box");
  box.style.width = "100px";
  box.innerHTML = "<div style='width: 300px'>wide</div>";
  document.body.replaceChildren(box);
  await expect.poll(() => box.hasAttribute("more")).toBe(true);
  expect(getComputedStyle(box).maskImage).toContain("gradient");
  expect(box.tabIndex).toBe(0);
  box.scrollLeft = 200;
  await expect.poll(() => box.hasAttribute("more")).toBe(false);
  box.scrollLeft = 0;
  await expect.poll(() => box.hasAttribute("more")).toBe(true);
  box.style.width = "400px";
  await expect.poll(() => box.hasAttribute("more")).toBe(false);
  await drawn();
  expect([box.tabIndex, getComputedStyle(box).maskImage]).toEqual([-1, "none"]);
});
