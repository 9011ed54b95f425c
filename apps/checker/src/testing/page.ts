import axe, { type Result } from "axe-core";
import { page } from "vitest/browser";

/** The served page in a frame of the given size, once it has loaded. */
export async function openPage(width: number, height: number): Promise<HTMLIFrameElement> {
  await page.viewport(width, height);
  const frame = document.createElement("iframe");
  Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, border: "0" });
  frame.title = "the page";
  frame.src = "/index.html";
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  document.body.style.margin = "0";
  document.body.replaceChildren(frame);
  await loaded;
  return frame;
}

/** What axe-core finds wrong with the page in a frame. */
export async function violations(frame: HTMLIFrameElement): Promise<Result[]> {
  const inside = frame.contentWindow as Window & typeof globalThis & { axe?: typeof axe };
  if (!inside.axe) inside.eval(axe.source);
  const { violations } = await inside.axe!.run(inside.document);
  return violations;
}

/** Saves what the browser shows as `artifacts/<name>.png`. */
export async function screenshot(name: string): Promise<void> {
  await page.screenshot({ path: `../../../artifacts/${name}.png` });
}
