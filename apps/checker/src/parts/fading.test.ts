import { html, LitElement, type TemplateResult } from "lit";
import { expect, test } from "vitest";
import { Fading, fading } from "./fading.ts";

class TestBox extends LitElement {
  static override properties = { wide: { type: Number }, high: { type: Number }, folded: { type: Boolean } };
  static override styles = fading;
  declare wide: number;
  declare high: number;
  declare folded: boolean;
  readonly fading = new Fading(this, "div");

  override render(): TemplateResult {
    return html`<div tabindex="0" style="width: 100px; height: 50px; overflow: auto; scrollbar-width: none">
      ${this.folded ? html`<span>short</span>` : html`<p style="width: ${this.wide}px; height: ${this.high}px; margin: 0"></p>`}
    </div>`;
  }
}
customElements.define("test-fading", TestBox);

test("a box says where more is to come, and fades out there", async () => {
  const host = document.createElement("test-fading") as TestBox;
  [host.wide, host.high] = [300, 20];
  document.body.replaceChildren(host);
  await host.updateComplete;
  const box = host.shadowRoot!.querySelector("div")!;
  const more = () => box.getAttribute("data-more");
  expect(more()).toBe("aside");
  expect(getComputedStyle(box).maskImage).toContain("gradient");
  box.scrollLeft = 200;
  await expect.poll(more).toBeNull();
  box.scrollLeft = 0;
  host.high = 200;
  await expect.poll(more).toBe("aside below");
  expect(getComputedStyle(box).maskImage.match(/gradient/g)).toHaveLength(2);
  box.style.width = "400px";
  await expect.poll(more).toBe("below");
  box.scrollTop = 150;
  await expect.poll(more).toBeNull();
  expect(getComputedStyle(box).maskImage).toBe("none");
  box.scrollTop = 0;
  await expect.poll(more).toBe("below");
  host.folded = true; // what was watched leaves
  await expect.poll(more).toBeNull();
});
