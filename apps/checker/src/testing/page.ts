/// <reference types="@vitest/browser-playwright" />
import type axe from "axe-core";
import axeUrl from "axe-core/axe.min.js?url";
import { expect, onTestFinished, vi } from "vitest";
import { cdp, page } from "vitest/browser";

/** What a reader's system asks for. */
export interface Preferences {
  readonly scheme?: "light" | "dark";
  readonly reducedMotion?: boolean;
}

/** Has the browser prefer a colour scheme, and more or less motion. */
export async function prefer({ scheme = "light", reducedMotion = false }: Preferences): Promise<void> {
  await cdp().send("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
    ],
  });
}

/** The test server has every import() call a helper that only the tests' own frame has. */
const dynamicImports = "globalThis.__vitest_browser_runner__ ??= { wrapDynamicImport: (load) => load() };";

/** The served page in a frame of its own, 1440 pixels wide, once it has loaded. */
export async function openPage(fragment = ""): Promise<HTMLIFrameElement> {
  await cdp().send("Page.enable");
  await cdp().send("Page.addScriptToEvaluateOnNewDocument", { source: dynamicImports });
  const frame = document.createElement("iframe");
  frame.style.border = "0";
  frame.title = "the page";
  await resize(frame, 1440, 900);
  frame.src = `/index.html${fragment}`;
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  document.body.style.margin = "0";
  document.body.replaceChildren(frame);
  await loaded;
  frame.contentWindow!.performance.setResourceTimingBufferSize(10_000);
  frame.contentWindow!.focus();
  return frame;
}

/** Gives the page another size, and waits until it is drawn in it. */
export async function resize(frame: HTMLIFrameElement, width: number, height: number): Promise<void> {
  await page.viewport(width, height);
  Object.assign(frame.style, { width: `${width}px`, height: `${height}px` });
  for (let i = 0; i < 2; i++) await new Promise((drawn) => requestAnimationFrame(drawn));
}

/** The elements that a path of selectors leads to, each step inside the shadow root of the one before. */
export function parts(frame: HTMLIFrameElement, ...path: readonly string[]): readonly HTMLElement[] {
  let found: readonly HTMLElement[] = [frame.contentDocument!.body];
  for (const selector of ["checker-app", ...path]) {
    found = found.flatMap((element) => [
      ...(element.shadowRoot ?? element).querySelectorAll<HTMLElement>(selector),
    ]);
  }
  return found;
}

/** What an element shows, as a reader sees it: shadow roots and their slots included, single spaces. */
export function textOf(element: Element | undefined): string {
  return element === undefined ? "" : words(element).replaceAll(/\s+/g, " ").trim();
}

function words(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const element = node as Element;
  if (element.localName === "style") return "";
  const inside =
    element.localName === "slot" ? (element as HTMLSlotElement).assignedNodes() : childrenOf(element);
  return ` ${[...inside].map(words).join("")} `;
}

function childrenOf(element: Element): Iterable<Node> {
  return (element.shadowRoot ?? element).childNodes;
}

/** The element that has the keyboard's focus, through all shadow roots. */
export function focused(frame: HTMLIFrameElement): Element | null {
  let element = frame.contentDocument!.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What axe-core finds wrong with the page in a frame; it comes as a script file, which the page's policy allows. */
export async function violations(
  frame: HTMLIFrameElement,
  about: "all" | "colours" = "all",
): Promise<readonly string[]> {
  const inside = frame.contentWindow as Window & { axe?: typeof axe };
  if (!inside.axe) {
    const script = inside.document.createElement("script");
    script.src = axeUrl;
    const loaded = new Promise((done) => script.addEventListener("load", done, { once: true }));
    inside.document.head.append(script);
    await loaded;
  }
  const { violations: found } = await inside.axe!.run(
    inside.document,
    about === "all" ? {} : { runOnly: ["color-contrast", "link-in-text-block"] },
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** The addresses that the page and its workers have asked for. */
export function requests(frame: HTMLIFrameElement): readonly URL[] {
  const entries = frame.contentWindow!.performance.getEntriesByType("resource");
  return entries.map(({ name }) => new URL(name));
}

const watched = ["Log", "Runtime"] as const;

/** What the browser complains of until the test has ended: scripts, console, network, content security policy. */
export async function complaints(): Promise<readonly string[]> {
  const told: string[] = [];
  const session = cdp();
  session.on("Log.entryAdded", ({ entry }) => {
    if (entry.level === "error" || entry.level === "warning") told.push(entry.text);
  });
  session.on("Runtime.exceptionThrown", ({ exceptionDetails }) =>
    told.push(exceptionDetails.exception?.description ?? exceptionDetails.text),
  );
  session.on("Runtime.consoleAPICalled", ({ type, args }) => {
    if (type === "error" || type === "warning") told.push(String(args[0]?.value));
  });
  await session.send("Log.clear"); // what was told before this test would be told again
  await session.send("Runtime.discardConsoleEntries");
  for (const domain of watched) await session.send(`${domain}.enable`);
  onTestFinished(async () => {
    for (const domain of watched) await session.send(`${domain}.disable`);
  });
  return told;
}

/** Saves what the browser shows as `artifacts/<name>.png` of this app, wherever the test lies. */
export async function screenshot(name: string): Promise<void> {
  const [, inside = ""] = (expect.getState().testPath ?? "").split("/checker/");
  const up = "../".repeat(inside.split("/").length - 1);
  await page.screenshot({ path: `${up}artifacts/${name}.png` });
}

/** For polls of what a worker computes: a busy machine takes its time. */
export const patient = { timeout: 30_000, interval: 50 };

/** Waits until something that a worker computes is there. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, patient);
}
