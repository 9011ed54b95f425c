import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The width of an element in CSS pixels, so that a figure's letters keep their size on every screen. */
export class Measured implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #watch: ResizeObserver;
  width: number;

  constructor(host: ReactiveControllerHost & Element, width: number) {
    this.#host = host;
    this.width = width;
    host.addController(this);
    this.#watch = new ResizeObserver(([entry]) => this.#set(Math.floor(entry!.contentRect.width)));
  }

  hostConnected(): void {
    this.#watch.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
  }

  #set(width: number): void {
    if (width === this.width || width === 0) return;
    this.width = width;
    this.#host.requestUpdate();
  }
}
