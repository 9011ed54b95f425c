import { adam, applyUpdates, gradientDescent, momentum, type Optimizer, rmsprop } from "@chainrule/optim";
import { array, type NDArray, type Tree } from "@chainrule/tape";
import type { Landscape } from "./landscape.ts";
import type { DescentChoice, OptimizerName, Path, SurfaceSettings } from "./model.ts";
import { dot, type Plane } from "./plane.ts";

const makers: Readonly<Record<OptimizerName, (learningRate: number) => Optimizer>> = {
  descent: (learningRate) => gradientDescent({ learningRate }),
  momentum: (learningRate) => momentum({ learningRate }),
  nesterov: (learningRate) => momentum({ learningRate, nesterov: true }),
  rmsprop: (learningRate) => rmsprop({ learningRate }),
  adam: (learningRate) => adam({ learningRate }),
};

/** What an optimizer moves: a vector, and the point of the landscape that it stands for. */
interface Coordinates {
  readonly start: Float64Array;
  point(coordinates: Float64Array): Float64Array;
  gradient(whole: Float64Array): Float64Array;
}

/** Every parameter, or the two coordinates of the plane. */
function coordinatesOf(landscape: Landscape, plane: Plane, moves: SurfaceSettings["moves"]): Coordinates {
  if (moves === "everything") return { start: landscape.point, point: (x) => x, gradient: (g) => g };
  return {
    start: Float64Array.from(plane.start),
    point: ([u, v]) => plane.at(u!, v!),
    gradient: (whole) => Float64Array.of(dot(whole, plane.first), dot(whole, plane.second)),
  };
}

/** One optimizer's way down from the point of the check. */
export function descend(
  landscape: Landscape,
  plane: Plane,
  settings: Pick<SurfaceSettings, "moves" | "steps">,
  choice: DescentChoice,
  accuracy?: (point: Float64Array) => number,
): Path {
  const { start, point, gradient } = coordinatesOf(landscape, plane, settings.moves);
  const optimizer = makers[choice.optimizer](choice.learningRate);
  const seen: Seen[] = [];
  let place: NDArray = vector(start);
  let state: Tree = optimizer.init(place);
  for (let step = 0; step <= settings.steps; step++) {
    const here = point(Float64Array.from(place.toTypedArray()));
    const found = landscape.gradient(here);
    if (!Number.isFinite(found.loss) || !found.gradient.every(Number.isFinite)) break;
    seen.push({ place: plane.project(here), accuracy: accuracy?.(here), ...found });
    if (step === settings.steps) break;
    const taken = optimizer.update(vector(gradient(found.gradient)), state, place);
    place = applyUpdates(place, taken.updates as NDArray);
    state = taken.state;
  }
  return pathOf(landscape, settings.steps, choice, seen);
}

interface Seen {
  readonly place: readonly [u: number, v: number];
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly accuracy: number | undefined;
}

function pathOf({ layers }: Landscape, steps: number, choice: DescentChoice, seen: readonly Seen[]): Path {
  const each = (of: (step: Seen) => number): Float64Array => Float64Array.from(seen, of);
  return {
    ...choice,
    u: each(({ place }) => place[0]),
    v: each(({ place }) => place[1]),
    loss: each(({ loss }) => loss),
    accuracy: seen[0]?.accuracy === undefined ? undefined : each((step) => step.accuracy!),
    norms: layers.map(({ from, to }) => each(({ gradient }) => Math.hypot(...gradient.subarray(from, to)))),
    divergedAt: seen.length <= steps ? seen.length : undefined,
  };
}

function vector(values: Float64Array): NDArray {
  return array(values, { shape: [values.length], dtype: "float64" });
}
