import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { failureOf } from "../errors.ts";
import "../parts/error-note.ts";
import { base } from "../styles/base.ts";
import type { Failure } from "../worker/protocol.ts";
import type { Runner } from "../worker/runner.ts";
import { appStyle } from "./app-style.ts";
import type { CheckDocument } from "./document.ts";
import type { HelpDialog } from "./help-dialog.ts";
import { Navigator, type Place } from "./navigator.ts";
import { applyTheme, keepPreferences, type Preferences, readPreferences, themes } from "./preferences.ts";
import { home, readRoute, type View, writeRoute } from "./route.ts";
import type { Destination, Screen } from "./screen.ts";
import { ScreenShelf } from "./screen-shelf.ts";
import { screens } from "./screens.ts";
import { isTyped } from "./shortcuts.ts";
import "./app-header.ts";

/** The app: the header, one screen at a time, and the document that all screens share. */
export class CheckerApp extends LitElement {
  static override properties = {
    makeRunner: { attribute: false },
    place: { state: true },
    heading: { state: true },
    screen: { state: true },
    failure: { state: true },
    preferences: { state: true },
    told: { state: true },
  };

  static override styles = [base, appStyle];

  /** Makes a runner; screens that compute for long get one of their own. */
  declare makeRunner: () => Runner;
  declare place: Place | undefined;
  /** The name of the screen that the address asks for, as soon as it does. */
  declare heading: string;
  declare screen: Screen | undefined;
  declare failure: Failure | undefined;
  declare preferences: Preferences;
  /** What was last done, for screen readers and the eye. */
  declare told: string;

  readonly #navigator = new Navigator((value) => this.#read(value));
  readonly #shelf = new ScreenShelf(this, () => this.makeRunner());
  #moveFocus = false;

  constructor() {
    super();
    this.preferences = readPreferences();
    this.told = "";
    this.heading = "";
    applyTheme(this.preferences.theme);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#follow);
    window.addEventListener("keydown", this.#press);
    void this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#follow);
    window.removeEventListener("keydown", this.#press);
  }

  override render(): TemplateResult {
    const row = screens.find(({ name }) => name === this.heading);
    return html`
      <app-header
        .current=${this.heading}
        .hrefOf=${(screen: string) => this.#hrefOf(screen)}
        .theme=${this.preferences.theme}
        .told=${this.told}
        @theme=${this.#changeTheme}
        @share=${this.#share}
        @help=${this.#help}
        @skip=${this.#skip}
      ></app-header>
      <main>
        <div class="title">
          <h1 tabindex="-1">${row?.title ?? "chainrule"}</h1>
          <p>${row?.hint ?? ""}</p>
        </div>
        ${
          this.failure === undefined
            ? nothing
            : html`<div class="failure">
                <error-note .failure=${this.failure}></error-note>
                <p><a href="#/${home}">Start from the example</a></p>
              </div>`
        }
        ${this.screen === undefined && this.failure === undefined ? html`<p class="opening">Opening …</p>` : nothing}
        <div class="screens" ?hidden=${this.failure !== undefined}>${this.#shelf.elements}</div>
      </main>
      <footer>
        <p>Nothing leaves this page: what you type is computed in workers of your own browser.</p>
      </footer>
      <help-dialog .keys=${this.preferences.keys} @keys=${this.#changeKeys}></help-dialog>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("place") || this.place === undefined) return;
    const title = screens.find(({ name }) => name === this.place!.screen)?.title ?? "chainrule";
    document.title = `${title} · chainrule`;
    if (this.#moveFocus) this.renderRoot.querySelector<HTMLElement>("h1")!.focus({ preventScroll: true });
    if (this.#moveFocus) scrollTo({ top: 0 });
    this.#moveFocus = false;
  }

  /** Shows what the address asks for. */
  readonly #follow = async (): Promise<void> => {
    this.heading = readRoute(location.hash).screen;
    try {
      const place = await this.#navigator.follow(location.hash);
      if (place === undefined) return;
      const screen = await this.#shelf.load(place.screen);
      if (!this.#navigator.isLatest(place)) return;
      this.#shelf.show(screen, place);
      this.#moveFocus = this.place !== undefined && this.place.screen !== place.screen;
      Object.assign(this, { place, screen, failure: undefined });
    } catch (error) {
      this.#shelf.hideAll();
      Object.assign(this, { failure: failureOf(error), screen: undefined });
    }
  };

  /** Has a worker judge a document that came from outside: this page holds no mathematics. */
  async #read(value: unknown): Promise<CheckDocument> {
    return await this.#shelf.ask("document", value);
  }

  #hrefOf(screen: string): string {
    const view: View = {};
    return writeRoute({ screen, document: this.#navigator.written, view });
  }

  /** What a screen asks for: see `Screen`. */
  listenTo(screen: Screen): void {
    screen.addEventListener(
      "document-change",
      ((event: CustomEvent<CheckDocument>) =>
        void this.#go({ screen: this.place!.screen, document: event.detail })) as EventListener,
    );
    screen.addEventListener(
      "go-to",
      ((event: CustomEvent<Destination>) => void this.#go(event.detail)) as EventListener,
    );
    screen.addEventListener("view-change", ((event: CustomEvent<View>) =>
      this.#changeView(event.detail)) as EventListener);
  }

  async #go({ screen, document, view = {} }: Destination): Promise<void> {
    const from = this.place!.screen;
    const written = document === undefined ? this.#navigator.written : await this.#navigator.write(document);
    if (readRoute(location.hash).screen !== from) return; // who has left meanwhile is not called back
    location.hash = writeRoute({ screen, document: written, view });
  }

  #changeView(view: View): void {
    if (this.place === undefined || this.screen === undefined) return;
    this.place = { ...this.place, view };
    const { screen } = this.place;
    history.replaceState(null, "", writeRoute({ screen, document: this.#navigator.written, view }));
    this.screen.view = view;
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (!this.preferences.keys || isTyped(event)) return;
    const row = screens[Number(event.key) - 1];
    if (row) location.hash = this.#hrefOf(row.name);
    else if (event.key === "t") this.#changeTheme();
    else if (event.key === "s") void this.#share();
    else if (event.key === "?") void this.#help();
    else return;
    event.preventDefault();
  };

  #changeTheme(): void {
    const theme = themes[(themes.indexOf(this.preferences.theme) + 1) % themes.length]!;
    this.#prefer({ ...this.preferences, theme });
    applyTheme(theme);
    this.told = `Theme: ${theme}`;
  }

  #changeKeys(event: CustomEvent<boolean>): void {
    this.#prefer({ ...this.preferences, keys: event.detail });
  }

  #prefer(preferences: Preferences): void {
    this.preferences = preferences;
    keepPreferences(preferences);
  }

  async #share(): Promise<void> {
    this.told = "";
    try {
      await navigator.clipboard.writeText(location.href);
      this.told = "Link copied";
    } catch {
      this.told = "Copy the link from the address bar";
    }
  }

  async #help(): Promise<void> {
    try {
      await import("./help-dialog.ts");
      await this.renderRoot.querySelector<HelpDialog>("help-dialog")!.open();
    } catch {
      this.told = "The help could not be loaded";
    }
  }

  #skip(): void {
    this.renderRoot.querySelector<HTMLElement>("h1")!.focus();
  }
}

customElements.define("checker-app", CheckerApp);
