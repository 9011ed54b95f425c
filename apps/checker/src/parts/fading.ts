import { css, type ReactiveController, type ReactiveControllerHost } from "lit";

/** A box that scrolls fades out where more is to come, but not while it has the focus, whose outline must be seen. */
export const fading = css`
  [data-more]:not(:focus-visible) {
    --aside: linear-gradient(to left, transparent, #000 1.5rem);
    --below: linear-gradient(to top, transparent, #000 1.5rem);
  }

  [data-more="aside"]:not(:focus-visible) {
    mask: var(--aside);
  }

  [data-more="below"]:not(:focus-visible) {
    mask: var(--below);
  }

  [data-more="aside below"]:not(:focus-visible) {
    mask: var(--aside), var(--below);
    mask-composite: intersect;
  }

  @media (forced-colors: active) {
    [data-more] {
      mask: none !important;
    }
  }
`;

/** Tells the style where more is to come in the boxes of a component that a selector finds. */
export class Fading implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #selector: string;
  readonly #watch = new ResizeObserver((entries) => {
    const seen = entries.map(({ target }) => (this.#boxes.has(target) ? target : target.parentElement));
    for (const box of new Set(seen)) if (box !== null) this.#mark(box); // what has left has no box
  });
  #boxes: ReadonlySet<Element> = new Set();

  constructor(host: ReactiveControllerHost & Element, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    const boxes = new Set(this.#host.shadowRoot?.querySelectorAll(this.#selector));
    for (const box of boxes) {
      if (!this.#boxes.has(box)) box.addEventListener("scroll", () => this.#mark(box), { passive: true });
      for (const element of [box, ...box.children]) this.#watch.observe(element);
      this.#mark(box);
    }
    this.#boxes = boxes;
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
  }

  #mark(box: Element): void {
    const aside = box.scrollWidth - box.clientWidth - box.scrollLeft > 1;
    const below = box.scrollHeight - box.clientHeight - box.scrollTop > 1;
    const more = [aside && "aside", below && "below"].filter(Boolean).join(" ");
    if (more === "") box.removeAttribute("data-more");
    else box.setAttribute("data-more", more);
  }
}
