import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { focused, parts, prefer, resize, screenshot, textOf, violations } from "./page.ts";

/** Writes into a field as a reader does. */
export function type(field: HTMLElement | undefined, text: string): void {
  const input = field as HTMLInputElement;
  input.value = text;
  for (const name of ["input", "change"])
    input.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
}

/** What a page is shown in: every width with every theme. */
const pairs = [
  [360, "light"],
  [360, "dark"],
  [1440, "dark"],
  [1440, "light"],
] as const;

/** The narrowest page that nothing may be cut off of: 1280 pixels at a zoom of 400 %. */
const narrowest = 320;

/**
 * What a page is, in every width and theme: kept as pictures of some height (wide; twice that where it is narrow), with
 * nothing for axe to find, and nothing that is scrolled to sideways.
 */
export async function looksRight(frame: HTMLIFrameElement, name: string, height: number): Promise<void> {
  const root = frame.contentDocument!.documentElement;
  const seen = new Set<number>(); // another theme has other colours, and is else the same
  for (const [width, scheme] of pairs) {
    await prefer({ scheme });
    await resize(frame, width, width === 360 ? 2 * height : height);
    await screenshot(`${name}-${width}-${scheme}`);
    expect(await violations(frame, seen.has(width) ? "colours" : "all"), `${width}, ${scheme}`).toEqual([]);
    seen.add(width);
    expect(root.scrollWidth).toBe(width);
  }
  await resize(frame, narrowest, height);
  expect(root.scrollWidth).toBe(narrowest);
  await resize(frame, 1440, 900);
}

/** The tests that every screen has to pass, as it stands after the tests before. */
export function testScreen(frame: HTMLIFrameElement, name: string, height: number): void {
  test("nothing is wrong in any width and theme", async () => await looksRight(frame, name, height));

  test("the keyboard reaches every control, and its focus is seen there", async () => {
    const wanted = controls(frame);
    expect(wanted.length).toBeGreaterThan(8); // a link to each screen, and what this one has
    const reached = await tabThrough(frame, wanted.length + 8);
    expect(wanted.filter((control) => !reached.has(control)).map(nameOf)).toEqual([]);
    expect([...reached].flatMap(([control, isSeen]) => (isSeen ? [] : nameOf(control)))).toEqual([]);
  });

  test("who asks for less motion gets none", async () => {
    await prefer({ reducedMotion: true });
    const moving = elements(frame).filter((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return animationName !== "none" || /[1-9]/.test(transitionDuration);
    });
    expect(moving.map(nameOf)).toEqual([]);
    await prefer({});
  });
}

/** An element, shortly. */
function nameOf(element: HTMLElement): string {
  const { localName, className, ariaLabel } = element;
  return `<${localName} ${className}> ${ariaLabel ?? textOf(element).slice(0, 60)}`;
}

/** Every element that is shown, those in shadow roots too. */
export function elements(frame: HTMLIFrameElement): readonly HTMLElement[] {
  const inside = (root: ParentNode): readonly HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? inside(element.shadowRoot) : []),
    ]);
  return inside(frame.contentDocument!.body).filter((element) => element.checkVisibility());
}

const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";

/** What the Tab key has to come to: of radio buttons with one name, the chosen one. */
function controls(frame: HTMLIFrameElement): readonly HTMLElement[] {
  return elements(frame).filter(
    (element) =>
      element.matches(focusable) &&
      element.tabIndex >= 0 &&
      !element.matches(":disabled, [type=radio]:not(:checked)") &&
      element.checkVisibility({ visibilityProperty: true }),
  );
}

/** Presses Tab so many times: what had the focus, and whether one could see that it had. */
async function tabThrough(
  frame: HTMLIFrameElement,
  count: number,
): Promise<ReadonlyMap<HTMLElement, boolean>> {
  const reached = new Map<HTMLElement, boolean>();
  const note = (event: FocusEvent): void => {
    const element = event.composedPath()[0] as HTMLElement;
    const drawn = [element, element.parentElement].some((each) => each && outlined(each));
    reached.set(element, drawn);
  };
  const roots = elements(frame).flatMap(({ shadowRoot }) => shadowRoot ?? []); // none hears of moves within another
  for (const root of roots) root.addEventListener("focusin", note as EventListener);
  parts(frame, "h1")[0]!.focus();
  await userEvent.keyboard("{Tab}".repeat(count));
  for (const root of roots) root.removeEventListener("focusin", note as EventListener);
  return reached;
}

function outlined(element: HTMLElement): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
}

/** Brings the keyboard's focus to a control of some name by Tab alone; it must be seen there. */
export async function reach(frame: HTMLIFrameElement, name: RegExp): Promise<HTMLElement> {
  for (let i = 0; i < 60; i++) {
    await userEvent.keyboard("{Tab}");
    const element = focused(frame) as HTMLElement;
    if (!name.test(`${element.getAttribute("aria-label") ?? ""} ${textOf(element)}`)) continue;
    expect(outlined(element), element.outerHTML).toBe(true);
    return element;
  }
  throw new TypeError(`the keyboard does not reach ${name}`);
}
