import { array, type NDArray } from "@chainrule/array";
import {
  broadcastTo,
  concat,
  matrixTranspose,
  reshape,
  type Sparsity,
  sparseJacobian,
} from "@chainrule/tape";
import { arrayIn, type Fields, fieldsOf, indicesIn, integerIn, numberIn } from "../input.ts";
import type { Module, Output } from "../module.ts";
import { CAMERA, POINT, type Problem, reprojectionErrors, SEEN, seen, weightErrors } from "./ba-model.ts";

/** Bundle adjustment: errors of all observations, and their Jacobian by rows (CSR). */
export const ba: Module = {
  objective: (input) => {
    const { problem, repeated } = problemIn(input);
    return () => {
      const reprojection = reprojectionErrors(seen(problem), problem.features) as NDArray;
      const weight = weightErrors(problem.weights) as NDArray;
      return repeated
        ? shortErrors(reprojection, weight)
        : { reproj_error: flat(reprojection), w_err: weight };
    };
  },
  jacobian: (input) => {
    const { problem, repeated } = problemIn(input);
    const observations = problem.weights.size;
    const ofReprojections = sparseJacobian(reprojectionErrors, blocks(observations));
    const ofWeights = sparseJacobian(weightErrors, diagonal(observations));
    const places = placesOf(problem);
    return () => {
      const { vals: first } = ofReprojections(seen(problem), problem.features) as Entries;
      const { vals: last } = ofWeights(problem.weights) as Entries;
      return repeated
        ? shortEntries(places, first, last)
        : { ...places, vals: concat([first, last]) as NDArray };
    };
  },
};

/** Of the copies of an observation, the errors of one. */
function shortErrors(reprojection: NDArray, weight: NDArray): Output {
  const repeated = weight.size;
  return {
    reproj_error: { elements: [...flat(reprojection).toTypedArray().slice(0, 2)].map(Number), repeated },
    w_err: { element: Number(weight.toTypedArray()[0]), repeated },
  };
}

interface Entries {
  readonly vals: NDArray;
}

/** The entries of the first observation's errors, and the last one of all. */
function shortEntries({ rows, cols }: Places, first: NDArray, last: NDArray): Output {
  const short = (list: readonly number[]): number[] => [...list.slice(0, 2 * SEEN), list.at(-1)!];
  const vals = [...first.read((view) => view.slice(0, 2 * SEEN)), last.read((view) => view.at(-1)!)];
  return { rows: short(rows), cols: short(cols), vals: vals.map(Number) };
}

/** Both errors of an observation depend on the numbers that it has seen, and on no others. */
function blocks(observations: number): Sparsity {
  const rows = Int32Array.from({ length: 2 * observations + 1 }, (_, i) => SEEN * i);
  const cols = new Int32Array(2 * SEEN * observations);
  for (let e = 0; e < cols.length; e++) {
    cols[e] = (e % SEEN) * observations + Math.floor(e / (2 * SEEN));
  }
  return { shape: [2 * observations, SEEN * observations], rows, cols };
}

function diagonal(size: number): Sparsity {
  const cols = Int32Array.from({ length: size }, (_, i) => i);
  return { shape: [size, size], rows: Int32Array.from({ length: size + 1 }, (_, i) => i), cols };
}

interface Places {
  readonly rows: readonly number[];
  readonly cols: readonly number[];
}

/** Where the entries are among all cameras, points and weights: two rows an observation, then one for each weight. */
function placesOf({ cameras, points, cameraOf, pointOf }: Problem): Places {
  const [ofCamera, ofPoint] = [cameraOf.toTypedArray(), pointOf.toTypedArray()] as [Int32Array, Int32Array];
  const [observations, firstPoint] = [ofCamera.length, CAMERA * cameras.shape[1]!];
  const firstWeight = firstPoint + POINT * points.shape[1]!;
  const rows: number[] = [0];
  const cols: number[] = [];
  for (let row = 0; row < 2 * observations; row++) {
    const i = row >> 1;
    for (let k = 0; k < CAMERA; k++) cols.push(CAMERA * ofCamera[i]! + k);
    for (let k = 0; k < POINT; k++) cols.push(firstPoint + POINT * ofPoint[i]! + k);
    cols.push(firstWeight + i);
    rows.push(cols.length);
  }
  for (let i = 0; i < observations; i++) {
    cols.push(firstWeight + i);
    rows.push(cols.length);
  }
  return { rows, cols };
}

/**
 * A problem of the protocol, which gives one camera, point, weight and feature to repeat; or one with lists of them
 * (`cams`, `x`, `w`, `feats`) and of pairs of camera and point (`obs`).
 */
function problemIn(input: unknown): { problem: Problem; repeated: boolean } {
  const fields = fieldsOf(input);
  const counts = { n: integerIn(fields, "n", 1), m: integerIn(fields, "m", 1), p: integerIn(fields, "p", 1) };
  const repeated = fields["cams"] === undefined;
  return { problem: repeated ? repeatedProblem(fields, counts) : wholeProblem(fields, counts), repeated };
}

interface Counts {
  readonly n: number;
  readonly m: number;
  readonly p: number;
}

function repeatedProblem(fields: Fields, { n, m, p }: Counts): Problem {
  const columns = (key: string, size: number, count: number): NDArray =>
    broadcastTo(reshape(arrayIn(fields, key, [size]), [size, 1]), [size, count]) as NDArray;
  const cycle = (period: number): NDArray => array(Int32Array.from({ length: p }, (_, i) => i % period));
  return {
    cameras: columns("cam", CAMERA, n),
    points: columns("x", POINT, m),
    weights: broadcastTo(numberIn(fields, "w"), [p]) as NDArray,
    features: columns("feat", 2, p),
    cameraOf: cycle(n),
    pointOf: cycle(m),
  };
}

function wholeProblem(fields: Fields, { n, m, p }: Counts): Problem {
  const columns = (key: string, size: number, count: number): NDArray =>
    matrixTranspose(arrayIn(fields, key, [count, size])) as NDArray;
  const pairs = arrayIn(fields, "obs", [p, 2]).toNested() as number[][];
  const indices = (k: number, limit: number): NDArray =>
    indicesIn({ obs: pairs.map((pair) => pair[k]) }, "obs", limit);
  return {
    cameras: columns("cams", CAMERA, n),
    points: columns("x", POINT, m),
    weights: arrayIn(fields, "w", [p]),
    features: columns("feats", 2, p),
    cameraOf: indices(0, n),
    pointOf: indices(1, m),
  };
}

function flat(x: NDArray): NDArray {
  return reshape(x, [-1]) as NDArray;
}
