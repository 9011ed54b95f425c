import { CheckerError } from "../errors.ts";
import { type CheckDocument, firstDocument } from "./document.ts";
import { readWritten, type WrittenDocument, writeDocument } from "./link.ts";
import { readRoute, type View } from "./route.ts";
import { screens } from "./screens.ts";

/** Where the app is: the address, understood. */
export interface Place {
  readonly screen: string;
  readonly document: CheckDocument;
  readonly view: View;
}

/** There is no screen of that name (`checker/screen`). */
class UnknownScreenError extends CheckerError {
  override readonly name: string = "UnknownScreenError";

  constructor(screen: string) {
    const known = screens.map(({ name }) => name).join(", ");
    super("checker/screen", `There is no screen "${screen.slice(0, 40)}". Choose one of ${known}.`);
  }
}

/** Turns addresses into places, and documents into what addresses hold. */
export class Navigator {
  readonly #read: (value: unknown) => Promise<CheckDocument>;
  #document: CheckDocument = firstDocument;
  #latest: unknown;
  /** The present document as the address holds it; undefined for the first one. */
  written: WrittenDocument | undefined;

  constructor(read: (value: unknown) => Promise<CheckDocument>) {
    this.#read = read;
  }

  /**
   * The place that a fragment leads to; undefined where another was asked for meanwhile.
   *
   * @throws {@link UnknownScreenError}, LinkError, and what is wrong with the document
   */
  async follow(fragment: string): Promise<Place | undefined> {
    const route = readRoute(fragment);
    this.#latest = route;
    if (!screens.some(({ name }) => name === route.screen)) throw new UnknownScreenError(route.screen);
    const document = await this.#documentOf(route.document);
    if (this.#latest !== route) return undefined;
    this.#document = document;
    this.written = route.document;
    const place = { screen: route.screen, document, view: route.view };
    this.#latest = place;
    return place;
  }

  /** Whether no other place was asked for since. */
  isLatest(place: Place): boolean {
    return this.#latest === place;
  }

  async write(document: CheckDocument): Promise<WrittenDocument> {
    return await writeDocument(document);
  }

  async #documentOf(written: WrittenDocument | undefined): Promise<CheckDocument> {
    if (written === undefined) return firstDocument;
    if (written.form === this.written?.form && written.text === this.written.text) return this.#document;
    return await this.#read(await readWritten(written));
  }
}
