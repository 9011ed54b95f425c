import { LitElement } from "lit";
import { Measured } from "../../figures/measured.ts";
import type { SurfaceResult } from "./model.ts";

/** What the curve and the map have in common: the result that they draw, how far, and how wide they are. */
export abstract class SurfacePicture extends LitElement {
  static override properties = {
    result: { attribute: false },
    step: { type: Number },
    still: { type: Boolean },
  };

  declare result: SurfaceResult;
  /** How far the paths are drawn. */
  declare step: number;
  /** Small, without axes: one of several pictures side by side. */
  declare still: boolean;

  protected readonly size: Measured = new Measured(this, 480);

  constructor() {
    super();
    this.step = 0;
    this.still = false;
  }
}
