import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  concat,
  expandDims,
  jacobian,
  multiply,
  reshape,
  type Sparsity,
  sparseJacobian,
  sparsity,
  subtract,
  sum,
  take,
} from "@chainrule/tape";
import { arrayIn, booleanIn, type Fields, fieldsOf, InputError, indicesIn } from "../input.ts";
import type { Module } from "../module.ts";
import { type Hand, vertices } from "./ht-model.ts";

/** Points that are to lie on a hand. */
interface Problem {
  readonly hand: Hand;
  /** `[points, 3]`. */
  readonly points: NDArray;
  /** `[points]`: the vertex that belongs to a point; or `[points, 3]`: the triangle. */
  readonly matches: NDArray;
}

/** Numbers that are fitted: the pose, and, with triangles, the place of each point in its triangle, `[points, 2]`. */
interface Fit {
  readonly theta: NDArray;
  readonly us: NDArray | undefined;
}

/** Point minus what it belongs to on the hand: `[points, 3]`. */
function residuals(
  theta: ArrayLike,
  us: ArrayLike | undefined,
  { hand, points, matches }: Problem,
): ArrayLike {
  const matched = take(vertices(theta, hand), matches);
  return subtract(points, us === undefined ? matched : weighted(us, matched));
}

/** u₀ v₀ + u₁ v₁ + (1 - u₀ - u₁) v₂. */
function weighted(us: ArrayLike, triangles: ArrayLike): ArrayLike {
  const last = subtract(1, sum(us, { axis: 1, keepDims: true }));
  return sum(multiply(expandDims(concat([us, last], 1), 2), triangles), { axis: 1 });
}

/** By the pose in forward mode, as it has few numbers; by the places in two sweeps, as each point has its own two. */
function derivatives({ theta, us }: Fit, problem: Problem): NDArray {
  const rows = problem.points.size;
  const f = (pose: ArrayLike, places?: ArrayLike): ArrayLike => residuals(pose, places, problem);
  const byPose = reshape(jacobian(f, { mode: "forward" })(theta, us), [rows, theta.size]);
  if (us === undefined) return byPose as NDArray;
  const { vals } = sparseJacobian(f, ownPlaces(us), { argnums: 1 })(theta, us);
  return concat([reshape(vals, [rows, 2]), byPose], 1) as NDArray;
}

/** The three residuals of point i depend on elements 2 i and 2 i + 1. */
function ownPlaces(us: NDArray): Sparsity {
  const rows = Array.from({ length: 3 * us.shape[0]! }, (_, row) =>
    [0, 1].map((k) => 2 * Math.floor(row / 3) + k),
  );
  return sparsity(rows, us.size);
}

/** Hand tracking. */
export const ht: Module = {
  objective: prepared(({ theta, us }, problem) => reshape(residuals(theta, us, problem), [-1]) as NDArray),
  jacobian: prepared(derivatives),
};

function prepared(f: (fit: Fit, problem: Problem) => NDArray): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const data = fieldsOf(fields["data"], "data");
    const model = fieldsOf(data["model"], "model");
    const hand = handIn(model);
    const points = arrayIn(data, "points", [undefined, 3]);
    const us = placesIn(fields, points.shape[0]!);
    const triangles = arrayIn(model, "triangles", [undefined, 3]);
    const limit = us === undefined ? hand.blend.shape[0]! : triangles.shape[0]!;
    const correspondences = indicesIn(data, "correspondences", limit);
    const matches = us === undefined ? correspondences : (take(triangles, correspondences) as NDArray);
    const fit = { theta: arrayIn(fields, "theta", [26]), us };
    return () => f(fit, { hand, points, matches });
  };
}

/** Places in triangles, as pairs or one after the other; undefined if there are none. */
function placesIn(fields: Fields, points: number): NDArray | undefined {
  const given = fields["us"];
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const places = arrayIn({ us: given.flat() }, "us", [2 * points]);
  return array(places, { shape: [points, 2] });
}

function handIn(model: Fields): Hand {
  const parents = arrayIn(model, "parents", [undefined]);
  const bones = parents.size;
  const positions = arrayIn(model, "base_positions", [undefined, 4]);
  const weights = arrayIn(model, "weights", [positions.shape[0], bones]);
  return {
    parents: parentsIn(parents.toNested() as number[]),
    relatives: arrayIn(model, "base_relatives", [bones, 4, 4]),
    inverseAbsolutes: arrayIn(model, "inverse_base_absolutes", [bones, 4, 4]),
    blend: multiply(expandDims(weights, 2), expandDims(positions, 1)) as NDArray,
    isMirrored: booleanIn(model, "is_mirrored"),
    ...bends(bones),
  };
}

/** @throws InputError unless each bone hangs on an earlier one, or on none. */
function parentsIn(parents: readonly number[]): readonly number[] {
  parents.forEach((parent, bone) => {
    if (Number.isInteger(parent) && parent >= -1 && parent < bone) return;
    throw new InputError("parents", `has ${parent} for bone ${bone}; give an earlier bone, or -1`);
  });
  return parents;
}

/**
 * Which of the 26 numbers bend a bone; the 27th is 0. The five fingers have four bones each after the wrist: the first is
 * fixed, the next bends about x and z, the last two about x.
 */
function bends(bones: number): Pick<Hand, "bendX" | "bendZ"> {
  const [bendX, bendZ] = [new Int32Array(bones).fill(26), new Int32Array(bones).fill(26)];
  for (let finger = 0; finger < 5; finger++) {
    const [bone, angle] = [4 * finger + 2, 4 * finger + 6];
    bendX.set([angle, angle + 2, angle + 3], bone);
    bendZ[bone] = angle + 1;
  }
  return { bendX: array(bendX), bendZ: array(bendZ) };
}
