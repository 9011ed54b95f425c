import { array, eye, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  concat,
  cos,
  divide,
  matmul,
  matrixTranspose,
  multiply,
  negate,
  ones,
  outer,
  reshape,
  shapeOf,
  sin,
  sqrt,
  square,
  stack,
  subtract,
  sum,
  take,
  zeros,
} from "@chainrule/tape";

/** A hand: bones, and vertices that hang on them. */
export interface Hand {
  /** `[bones]`: the bone on which each hangs, which comes earlier; -1 for none. */
  readonly parents: readonly number[];
  /** `[bones, 4, 4]`: where a bone is, seen from its parent. */
  readonly relatives: NDArray;
  /** `[bones, 4, 4]`: from the base to the bone, in the base pose. */
  readonly inverseAbsolutes: NDArray;
  /** `[vertices, bones, 4]`: weight of a bone times the place in the base pose. */
  readonly blend: NDArray;
  readonly isMirrored: boolean;
  /** `[bones]`: which elements of [pose, 0] bend a bone about x and about z. */
  readonly bendX: NDArray;
  readonly bendZ: NDArray;
}

/** Where the vertices are in a pose of 26 numbers: rotation, translation, and 4 angles a finger. `[vertices, 3]`. */
export function vertices(pose: ArrayLike, hand: Hand): ArrayLike {
  const transforms = matmul(absolutes(relatives(pose, hand), hand.parents), hand.inverseAbsolutes);
  const rows = matrixTranspose(at(transforms, ":", { stop: 3 }));
  const [count, bones] = hand.blend.shape as [number, number, number];
  const posed = matmul(reshape(hand.blend, [count, 4 * bones]), reshape(rows, [4 * bones, 3]));
  const sided = hand.isMirrored ? multiply(posed, MIRROR) : posed;
  const [rotation, translation] = [at(pose, { stop: 3 }), at(pose, { start: 3, stop: 6 })];
  return add(matmul(sided, matrixTranspose(rotationAbout(rotation))), translation);
}

const MIRROR: NDArray = array([-1, 1, 1]);

/** Each bone seen from its parent when it is bent: base relative times Rz Rx. */
function relatives(pose: ArrayLike, { relatives: base, bendX, bendZ }: Hand): ArrayLike {
  const angles = concat([pose, zeros([1])]);
  const [x, z] = [take(angles, bendX), take(angles, bendZ)];
  const [cx, sx, cz, sz] = [cos(x), sin(x), cos(z), sin(z)];
  const [o, i] = [zeros(shapeOf(x)), ones(shapeOf(x))];
  const bends = matrixOf([
    [cz, negate(multiply(sz, cx)), multiply(sz, sx), o],
    [sz, multiply(cz, cx), negate(multiply(cz, sx)), o],
    [o, sx, cx, o],
    [o, o, o, i],
  ]);
  return matmul(base, bends);
}

/** Each bone seen from the wrist: its parent's place times its own relative one. */
function absolutes(relative: ArrayLike, parents: readonly number[]): ArrayLike {
  const places: ArrayLike[] = [];
  parents.forEach((parent, bone) => {
    const own = at(relative, bone);
    places.push(parent < 0 ? own : matmul(places[parent]!, own));
  });
  return stack(places);
}

/** Rodrigues' formula cos θ I + (1 - cos θ) n nᵀ + sin θ [n]ₓ for the axis n and the angle θ = |r|; I for tiny angles. */
function rotationAbout(r: ArrayLike): ArrayLike {
  const angle = sqrt(sum(square(r)));
  if (angle.item() < 1e-4) return eye(3);
  const axis = divide(r, angle);
  const [x, y, z] = [at(axis, 0), at(axis, 1), at(axis, 2)];
  const crossed = matrixOf([
    [0, negate(z), y],
    [z, 0, negate(x)],
    [negate(y), x, 0],
  ]);
  const cosine = cos(angle);
  const along = multiply(subtract(1, cosine), outer(axis, axis));
  return add(add(multiply(cosine, eye(3)), along), multiply(sin(angle), crossed));
}

/** Elements as matrices: the axes of the elements, then rows and columns. */
function matrixOf(rows: readonly (readonly ArrayLike[])[]): ArrayLike {
  return stack(
    rows.map((row) => stack(row, -1)),
    -2,
  );
}
