import type { WrittenDocument } from "./link.ts";

/** What a screen shows of its document, such as a tab or a step: the rest of the fragment, all of it text. */
export type View = Readonly<Record<string, string>>;

/** Where the fragment of the address leads: `#/graph?z1=...&step=7`. */
export interface Route {
  readonly screen: string;
  /** Nothing stands for the first document. */
  readonly document: WrittenDocument | undefined;
  readonly view: View;
}

export const home = "check";

/** The route of a fragment. Every text is one: what it means is judged by who follows it. */
export function readRoute(fragment: string): Route {
  const [path = "", ...rest] = fragment.replace(/^#\/?/, "").split("?");
  const fields = new URLSearchParams(rest.join("?"));
  const form = (["z1", "json"] as const).find((name) => fields.has(name));
  const document = form === undefined ? undefined : { form, text: fields.get(form)! };
  const view = Object.fromEntries([...fields].filter(([name]) => name !== "z1" && name !== "json"));
  return { screen: decodePath(path) || home, document, view };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The fragment of a route. */
export function writeRoute({ screen, document, view }: Route): string {
  const fields = new URLSearchParams(document === undefined ? {} : { [document.form]: document.text });
  for (const [name, value] of Object.entries(view)) fields.set(name, value);
  const query = fields.toString();
  return `#/${encodeURIComponent(screen)}${query === "" ? "" : `?${query}`}`;
}

/** A link to a screen with a document of its own, written so that it can be made at once. */
export function linkTo(screen: string, document: unknown, view: View = {}): string {
  return writeRoute({ screen, document: { form: "json", text: JSON.stringify(document) }, view });
}
