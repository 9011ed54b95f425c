import { describe, expect, test } from "vitest";
import { storedCases } from "./cases.ts";
import { gmmInput, kmeansInput, lstmInput } from "./problems.ts";
import { answer } from "./protocol.ts";

// The stored cases are few: what they leave out is compared here with closed forms and with differences.

// biome-ignore lint/suspicious/noExplicitAny: JSON
function evaluate(module: string, name: string, input: unknown): any {
  const { output, error } = answer(
    JSON.stringify({ id: 0, kind: "evaluate", module, function: name, input }),
  );
  expect(error).toBeUndefined();
  return output;
}

// biome-ignore lint/suspicious/noExplicitAny: JSON
type Input = any;

const numbers = (value: unknown): number[] =>
  typeof value === "number" ? [value] : Object.values(value as object).flatMap(numbers);

/** Central differences of a function by one number of its input, at the end of a path. */
function differences(
  module: string,
  name: string,
  input: Input,
  path: readonly (string | number)[],
): number[] {
  const step = 1e-5;
  const shifted = (by: number): number[] => {
    const copy = structuredClone(input);
    const owner = path.slice(0, -1).reduce((value, key) => value[key], copy);
    owner[path.at(-1)!] += by;
    return numbers(evaluate(module, name, copy));
  };
  const [above, below] = [shifted(step), shifted(-step)];
  return above.map((value, i) => (value - below[i]!) / (2 * step));
}

function expectClose(found: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected[i]!)));
  });
}

describe("det", () => {
  test("of Pascal's matrix is 1, in 10 rows too", () => {
    const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k);
    for (const ell of [1, 2, 5, 10]) {
      const A = Array.from({ length: ell * ell }, (_, e) =>
        binomial(Math.floor(e / ell) + (e % ell), e % ell),
      );
      expect(evaluate("det", "primal", { A, ell })).toBe(1);
      // the cofactors of the last element: the determinant of Pascal's matrix with one row less
      expect(evaluate("det", "gradient", { A, ell }).at(-1)).toBe(1);
    }
  });

  test("cofactors of a singular matrix", () => {
    expect(evaluate("det", "gradient", { A: [1, 2, 2, 4], ell: 2 })).toEqual([4, -2, -2, 1]);
  });
});

describe("lse", () => {
  test("far from 0", () => {
    expect(evaluate("lse", "primal", { x: [-1000, -1000] })).toBe(-1000 + Math.LN2);
    expect(evaluate("lse", "gradient", { x: [-1000, -1000, -5000] })).toEqual([0.5, 0.5, 0]);
    expect(evaluate("lse", "gradient", { x: [1000, -1000] })).toEqual([1, 0]);
  });
});

describe("ode", () => {
  test("Runge and Kutta's method is exact for polynomials up to the fourth degree", () => {
    const x = [3, 0.5, 2, 0.25];
    for (const s of [1, 7]) {
      expectClose(evaluate("ode", "primal", { x, s }), [6, 3, 4, 0.5], 1e-14);
      expectClose(
        evaluate("ode", "gradient", { x, s }),
        x.map((xi) => 0.5 / xi),
        1e-14,
      );
    }
  });
});

describe("llsq", () => {
  test("fits the sign by t without an error at two points", () => {
    expect(evaluate("llsq", "primal", { x: [0, 1], n: 2 })).toBe(0);
    expect(evaluate("llsq", "gradient", { x: [0, 0.5], n: 2 })).toEqual([0, -1]);
  });
});

describe("kmeans", () => {
  test("the direction leads from a centroid to the mean of its points", () => {
    const input = kmeansInput(5, 400, 3) as Input;
    const square = (p: number[], c: number[]): number => p.reduce((sum, pk, k) => sum + (pk - c[k]!) ** 2, 0);
    const owners = input.points.map((p: number[]) => {
      const distances = input.centroids.map((c: number[]) => square(p, c));
      return distances.indexOf(Math.min(...distances));
    });
    const expected = input.centroids.map((c: number[], j: number) => {
      const own = input.points.filter((_: number[], i: number) => owners[i] === j);
      return c.map((ck, k) => ck - own.reduce((sum: number, p: number[]) => sum + p[k]!, 0) / own.length);
    });
    expectClose(numbers(evaluate("kmeans", "dir", input)), numbers(expected), 1e-13);
  });

  test("blocks of points are cut anywhere", () => {
    const input = kmeansInput(64, 1500, 2) as Input; // three blocks
    const halves = [input.points.slice(0, 777), input.points.slice(777)];
    const cost = (points: number[][]): number => evaluate("kmeans", "cost", { ...input, points });
    expectClose([cost(input.points)], [cost(halves[0]) + cost(halves[1])], 1e-13);
  });
});

describe("gmm", () => {
  test("in one dimension, with one component, it is a normal density and a prior", () => {
    const [mu, q, gamma, m] = [0.3, -0.2, 1.5, 2];
    const x = [[0.1], [-1], [2]];
    const input = { d: 1, k: 1, n: 3, x, alpha: [7], mu: [[mu]], q: [[q]], l: [[]], gamma, m };
    const logNormal = ([xi]: number[]): number =>
      q - 0.5 * (Math.exp(q) * (xi! - mu)) ** 2 - 0.5 * Math.log(2 * Math.PI);
    // with d = 1: C = (m + 2) log(gamma / sqrt 2) - log Gamma((m + 2) / 2), and Gamma(2) = 1
    const prior = (m + 2) * Math.log(gamma / Math.SQRT2) - 0.5 * gamma ** 2 * Math.exp(2 * q) + m * q;
    const expected = x.map(logNormal).reduce((a, b) => a + b) + prior;
    expectClose([evaluate("gmm", "objective", input)], [expected], 1e-14);
    expectClose(evaluate("gmm", "jacobian", input).alpha, [0], 1e-14);
  });

  test("its gradient is that of differences", () => {
    const input = gmmInput(3, 2, 5) as Input;
    const jacobian = evaluate("gmm", "jacobian", { ...input, m: 1, gamma: 0.7 });
    for (const path of [
      ["alpha", 1],
      ["mu", 0, 2],
      ["q", 1, 1],
      ["l", 1, 0],
      ["l", 1, 1],
      ["l", 0, 2],
    ] as const) {
      const found = path.reduce<Input>((value, key) => value[key], jacobian);
      expectClose([found], differences("gmm", "objective", { ...input, m: 1, gamma: 0.7 }, path), 1e-7);
    }
  });
});

describe("lstm", () => {
  test("its gradient is that of differences, in two layers", () => {
    const input = lstmInput(2, 6, 3) as Input;
    const jacobian = evaluate("lstm", "jacobian", input);
    for (const [i, path] of [
      [5, ["main_params", 0, 5]],
      [3 * 12 + 7, ["main_params", 3, 7]],
      [4 * 12 + 1, ["extra_params", 0, 1]],
      [4 * 12 + 8, ["extra_params", 2, 2]],
    ] as const) {
      expectClose([jacobian[i]], differences("lstm", "objective", input, path), 1e-8);
    }
  });
});

describe("ba", () => {
  const camera = (angle: number): number[] => [
    angle,
    -0.3 * angle,
    0.5 * angle,
    0.1,
    0.2,
    -4,
    500,
    3,
    -2,
    0.01,
    -0.02,
  ];
  const problem = {
    ...{ n: 3, m: 2, p: 4, cams: [camera(0.4), camera(0), camera(3)], w: [0.5, 1, 0.25, 2] },
    x: [
      [0.5, -0.25, 1],
      [-1, 0.75, 2],
    ],
    feats: [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ],
    obs: [
      [0, 1],
      [1, 0],
      [2, 1],
      [1, 1],
    ],
  };

  test("the sparse Jacobian is that of differences, at no rotation too", () => {
    const { rows, cols, vals } = evaluate("ba", "jacobian", problem);
    expect([rows.length, cols.length, vals.length]).toEqual([13, 124, 124]);
    const columns: (readonly (string | number)[])[] = [
      ...problem.cams.flatMap((parameters, i) => parameters.map((_, k) => ["cams", i, k])),
      ...problem.x.flatMap((point, i) => point.map((_, k) => ["x", i, k])),
      ...problem.w.map((_, i) => ["w", i]),
    ];
    columns.forEach((path, column) => {
      const found = new Array<number>(12).fill(0);
      for (let row = 0; row < 12; row++) {
        for (let e = rows[row]; e < rows[row + 1]; e++) if (cols[e] === column) found[row] = vals[e];
      }
      expectClose(found, differences("ba", "objective", problem, path), 1e-5);
    });
  });

  test("a camera that is not there is refused", () => {
    const input = {
      ...problem,
      obs: [
        [0, 1],
        [1, 0],
        [3, 1],
        [1, 1],
      ],
    };
    const message = { id: 0, kind: "evaluate", module: "ba", function: "objective", input };
    expect(answer(JSON.stringify(message)).error).toContain("holds 3; give integers from 0 to 2");
  });
});

describe("ht", () => {
  const { input } = storedCases().find(({ module }) => module === "ht") as { input: Input };
  const model = { ...input.data.model, is_mirrored: true };
  const points = input.data.points.slice(0, 2);

  test("points on triangles of a mirrored hand: two own columns, then the pose", () => {
    const us = [
      [0.25, 0.5],
      [0.1, 0.7],
    ];
    const given = { theta: input.theta, data: { model, correspondences: [3, 700], points }, us };
    const jacobian = evaluate("ht", "jacobian", given) as number[][];
    expect(jacobian.map((row) => row.length)).toEqual(new Array(6).fill(28));
    for (const k of [0, 4, 6, 7, 9, 25]) {
      const column = jacobian.map((row) => row[k + 2]!);
      expectClose(column, differences("ht", "objective", given, ["theta", k]), 1e-8);
    }
    for (const k of [0, 1]) {
      const column = jacobian.slice(3).map((row) => row[k]!);
      expectClose(column, differences("ht", "objective", given, ["us", 1, k]).slice(3), 1e-8);
    }
    expect(evaluate("ht", "objective", { ...given, us: us.flat() })).toEqual(
      evaluate("ht", "objective", given),
    );
  });

  test("a tiny rotation is none", () => {
    const theta = input.theta.map((angle: number, i: number) => (i < 3 ? 1e-5 : angle));
    const data = { model: input.data.model, correspondences: [0, 1], points };
    const [turned, still] = [theta, theta.with(0, 0).with(1, 0).with(2, 0)].map((t) =>
      evaluate("ht", "objective", { theta: t, data, us: [] }),
    );
    expect(turned).toEqual(still);
    const jacobian = evaluate("ht", "jacobian", { theta, data, us: [] }) as number[][];
    expect(jacobian.map((row) => row.slice(0, 3).map(Math.abs))).toEqual(new Array(6).fill([0, 0, 0]));
  });

  test("a bone that hangs on a later one is refused", () => {
    const data = { model: { ...model, parents: model.parents.with(1, 5) }, correspondences: [0, 1], points };
    const message = {
      id: 0,
      kind: "evaluate",
      module: "ht",
      function: "objective",
      input: { ...input, data },
    };
    expect(answer(JSON.stringify(message)).error).toContain("has 5 for bone 1");
  });
});
