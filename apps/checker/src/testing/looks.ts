import { expect } from "vitest";
import { userEvent } from "vitest/browser";
import { focused, prefer, resize, screenshot, textOf, violations } from "./page.ts";

/** Writes into a field as a reader does. */
export function type(field: HTMLElement | undefined, text: string): void {
  const input = field as HTMLInputElement;
  input.value = text;
  for (const name of ["input", "change"])
    input.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
}

/** What the page shows narrow and light, wide and dark, kept as pictures; nothing may be wrong with either. */
export async function looksRight(frame: HTMLIFrameElement, name: string, height: number): Promise<void> {
  const root = frame.contentDocument!.documentElement;
  for (const [width, scheme] of [
    [360, "light"],
    [1440, "dark"],
  ] as const) {
    await prefer({ scheme });
    await resize(frame, width, width === 360 ? 2 * height : height);
    await screenshot(`${name}-${width}-${scheme}`);
    expect(await violations(frame)).toEqual([]);
    expect(root.scrollWidth).toBe(width);
  }
  await prefer({});
}

/** Brings the keyboard's focus to a control of some name by Tab alone; it must be seen there. */
export async function reach(frame: HTMLIFrameElement, name: RegExp): Promise<HTMLElement> {
  for (let i = 0; i < 60; i++) {
    await userEvent.keyboard("{Tab}");
    const element = focused(frame) as HTMLElement;
    if (!name.test(`${element.getAttribute("aria-label") ?? ""} ${textOf(element)}`)) continue;
    expect(getComputedStyle(element).outlineStyle, element.outerHTML).not.toBe("none");
    return element;
  }
  throw new TypeError(`the keyboard does not reach ${name}`);
}
