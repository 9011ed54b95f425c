import type { Tensor } from "@chainrule/tape";
import { numbersOf, ramp } from "./drawing.ts";

/** The size of the retina. */
export const ROWS = 30;
/** The size of the retina. */
export const COLUMNS = 32;

const HORIZON = 6; // rows of sky
const FOCUS = 27.7; // in pixels: 60 degrees across
const HEIGHT = 2; // of the camera, metres
const HALF_WIDTH = 2; // of the road, metres
const LOOK_AHEAD = 10; // metres

/** Where the car is on the road, and how the road goes on; lengths in metres, to the right positive. */
export interface Situation {
  /** How far right of the middle of the road it is. */
  readonly offset: number;
  /** By how much it heads right of the road, in radians. */
  readonly heading: number;
  /** The road's curvature, to the right, one over metres. */
  readonly curvature: number;
}

/** The middle of the road so far ahead, as seen from the car. */
function middle({ offset, heading, curvature }: Situation, ahead: number): number {
  return -offset - heading * ahead + (curvature * ahead ** 2) / 2;
}

/** The curvature of the arc that leads to the middle of the road 10 m ahead: pure pursuit. */
export function pursuit(situation: Situation): number {
  const aside = middle(situation, LOOK_AHEAD);
  return (2 * aside) / (LOOK_AHEAD ** 2 + aside ** 2);
}

/** How the next metre changes the situation, when the car drives with a curvature and the road goes on with another. */
export function drive({ offset, heading, curvature }: Situation, steered: number, next: number): Situation {
  return { offset: offset + Math.sin(heading), heading: heading + steered - curvature, curvature: next };
}

/** A picture of the road ahead, row by row from the top, from 0 to 1, under a light, with shadows and noise of its own. */
export function roadImage(situation: Situation, key: Tensor): number[] {
  const next = numbersOf(key, ROWS * COLUMNS + 20);
  const [light, road, grass] = [next(0.7, 1), next(0.55, 0.8), next(0.2, 0.45)];
  const shadow = {
    near: next(3, 20),
    far: next(0, 6),
    left: next(-4, 2),
    right: next(0, 5),
    depth: next(0.6, 1),
  };
  const image: number[] = [];
  for (let row = 0; row < ROWS; row++) {
    const ahead = row < HORIZON ? Number.POSITIVE_INFINITY : (HEIGHT * FOCUS) / (row - HORIZON + 0.5);
    for (let column = 0; column < COLUMNS; column++) {
      const noise = next(-0.1, 0.1);
      const aside = ((column - (COLUMNS - 1) / 2) * ahead) / FOCUS;
      const fromMiddle = Math.abs(aside - middle(situation, ahead));
      const blur = ahead / FOCUS; // a pixel, in metres
      const onRoad = 1 - ramp(fromMiddle, HALF_WIDTH - blur, HALF_WIDTH + blur);
      const shaded =
        ahead > shadow.near &&
        ahead < shadow.near + shadow.far &&
        aside > shadow.left &&
        aside < shadow.right;
      const ground = (grass + (road - grass) * onRoad) * (shaded ? shadow.depth : 1);
      image.push(light * (row < HORIZON ? 0.9 : ground) + noise);
    }
  }
  return image;
}
