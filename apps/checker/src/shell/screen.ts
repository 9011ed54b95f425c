import { LitElement, type PropertyDeclarations } from "lit";
import type { Runner } from "../worker/runner.ts";
import type { CheckDocument } from "./document.ts";
import type { View } from "./route.ts";

/** Where a screen leads to; without a document, the present one is kept. */
export interface Destination {
  readonly screen: string;
  readonly document?: CheckDocument;
  readonly view?: View;
}

/**
 * What every screen is: it gets the document, the view and a runner, and asks the shell for others.
 *
 * A screen stays in the page, hidden, when another one is shown, so what it has computed is still there; `active` says
 * whether it is seen. Work begins in `updated` where `active` is true, never in the constructor.
 */
export abstract class Screen extends LitElement {
  static override properties: PropertyDeclarations = {
    document: { attribute: false },
    view: { attribute: false },
    runner: { attribute: false },
    active: { attribute: false },
  };

  declare document: CheckDocument;
  declare view: View;
  declare runner: Runner;
  declare active: boolean;

  /** Another document, for this screen and all others; the way back leads to the one before. */
  protected changeDocument(document: CheckDocument): void {
    this.dispatchEvent(new CustomEvent("document-change", { detail: document }));
  }

  /** Another view of the document; nothing is added to the way back. Fields that are undefined are left out. */
  protected changeView(change: Readonly<Record<string, string | undefined>>): void {
    const fields = Object.entries({ ...this.view, ...change });
    const detail = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
    this.dispatchEvent(new CustomEvent("view-change", { detail }));
  }

  protected goTo(destination: Destination): void {
    this.dispatchEvent(new CustomEvent("go-to", { detail: destination }));
  }
}
