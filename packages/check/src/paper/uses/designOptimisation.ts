import { array } from "@chainrule/array";
import { grad, hessian, type Tensor } from "@chainrule/tape";
import { functionSubject } from "../../subject/function.ts";
import { equals, gradientOf, property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { distance, leastOf, minimise, numberOf, numbersOf } from "./newton.ts";
import { descentTime, rosenbrock, sinesOverSpeeds } from "./shapes.ts";

/** S22: shapes that are best, found by exact gradients and Hessians. */
export function designOptimisation(): readonly Finding[] {
  return [...valley(), ...brachistochrone()];
}

/** Rosenbrock's valley, with what can be worked out by hand at its usual start. */
function valley(): readonly Finding[] {
  const start = array([-1.2, 1]);
  const curvature = numbersOf(hessian(rosenbrock)(start) as Tensor);
  const path = minimise(rosenbrock, start, 7);
  const worst = Math.max(...path.map((x) => numberOf(rosenbrock(x))));
  return [
    gradientOf("the gradient of Rosenbrock's valley at (-1.2, 1)", functionSubject(rosenbrock, [start])),
    property(
      "... is (-215.6, -88), and the Hessian (1330, 480; 480, 200)",
      distance(grad(rosenbrock)(start) as never, array([-215.6, -88])) < 1e-12 &&
        distance(array([...curvature]), array([1330, 480, 480, 200])) < 1e-12,
      curvature.join(", "),
    ),
    property(
      "Newton's method is at (1, 1) after seven steps, over a hill of 1412",
      distance(path.at(-1)!, array([1, 1])) < 1e-12 && Math.abs(worst - 1411.845) < 1e-3,
      `worst on the way ${worst.toFixed(3)}`,
    ),
  ];
}

/** The wire of quickest descent. With a gravity of 1 and a wheel of radius 1, half a turn of the cycloid takes pi. */
function brachistochrone(): readonly Finding[] {
  const [coarse, fine] = [10, 20].map(quickest) as [Wire, Wire];
  const order = Math.log2((coarse.time / Math.PI - 1) / (fine.time / Math.PI - 1));
  const sines = sinesOverSpeeds(20, fine.inner);
  const spread = Math.max(...sines) - Math.min(...sines);
  return [
    gradientOf("the gradient of the time down a wire of 6 pieces", straight(6)),
    property(
      "no wire is quicker than the cycloid, and one of 20 pieces is 0.2 % slower at most",
      fine.time > Math.PI && fine.time < 1.002 * Math.PI,
      `${fine.time.toFixed(6)} against pi; the straight wire takes ${fine.straight.toFixed(3)}`,
    ),
    property(
      "the excess falls faster than the number of pieces grows",
      order > 1.2,
      `order ${order.toFixed(2)}`,
    ),
    property(
      "the wire refracts as light does: sine over speed is the same on all pieces (Snell)",
      spread < 1e-12,
      `spread ${spread.toExponential(1)}`,
    ),
    equals("a straight wire takes sqrt(pi^2 + 4)", fine.straight, Math.sqrt(Math.PI ** 2 + 4)),
  ];
}

interface Wire {
  readonly time: number;
  readonly straight: number;
  readonly inner: readonly number[];
}

function straightLine(pieces: number): Tensor {
  return array(Array.from({ length: pieces - 1 }, (_, i) => Math.PI * ((i + 1) / pieces) ** 2));
}

function quickest(pieces: number): Wire {
  const time = descentTime(pieces);
  const start = straightLine(pieces);
  const inner = leastOf(time, start, 9);
  return { time: numberOf(time(inner)), straight: numberOf(time(start)), inner: numbersOf(inner) };
}

function straight(pieces: number): ReturnType<typeof functionSubject> {
  return functionSubject(descentTime(pieces), [straightLine(pieces)]);
}
