import { formulaSubject } from "@chainrule/check";
import { describe, expect, it } from "vitest";
import { fieldsOf, settingsFrom } from "./address.ts";
import { bandOf, contoursOf, cut, levelsOf } from "./contours.ts";
import { descend } from "./descend.ts";
import { gridOf, rangesOf } from "./grid.ts";
import { landscapeOf } from "./landscape.ts";
import { dot, planeOf } from "./plane.ts";
import { facetsOf, projector, scaleOf } from "./projection.ts";
import { firstSettings, SurfaceSettingError, settingOf } from "./settings.ts";

/** An elongated bowl with its minimum at (1, -2). */
const bowl = landscapeOf(formulaSubject("(x - 1)^2 + 10 (y + 2)^2 + 0 z", { x: 4, y: 1, z: 7 }));
const plane = planeOf(bowl, { kind: "entries", first: "x", second: "y" });

describe("landscape and plane", () => {
  it("is the loss and its gradient over a vector", () => {
    expect(bowl.entries).toEqual(["x", "y", "z"]);
    expect(bowl.loss(bowl.point)).toBe(99);
    expect(bowl.gradient(bowl.point)).toEqual({ loss: 99, gradient: Float64Array.of(6, 60, 0) });
    expect(bowl.layers).toEqual([
      { name: "x", from: 0, to: 1 },
      { name: "y", from: 1, to: 2 },
      { name: "z", from: 2, to: 3 },
    ]);
  });

  it("shows two entries in their own units", () => {
    expect(plane.start).toEqual([4, 1]);
    expect(plane.at(1, -2)).toEqual(Float64Array.of(1, -2, 7));
    expect(plane.project(Float64Array.of(3, 5, 100))).toEqual([3, 5]);
  });

  it("draws random directions of length 1 at right angles, the same for the same seed", () => {
    const [a, b, other] = [1, 1, 2].map((seed) => planeOf(bowl, { kind: "random", seed }));
    expect(dot(a!.first, a!.first)).toBeCloseTo(1, 14);
    expect(dot(a!.second, a!.second)).toBeCloseTo(1, 14);
    expect(dot(a!.first, a!.second)).toBeCloseTo(0, 14);
    expect(a!.first).toEqual(b!.first);
    expect(a!.first).not.toEqual(other!.first);
  });

  it("has no second direction where there is one parameter", () => {
    const line = landscapeOf(formulaSubject("x^2", { x: 3 }));
    const { axes, first, second, start } = planeOf(line, { kind: "random", seed: 1 });
    expect([axes, start]).toEqual([
      ["x", ""],
      [3, 0],
    ]);
    expect([...first, ...second]).toEqual([1, 0]);
  });

  it.each([
    ["x", "x", /two different/],
    ["x", "q", /no parameter "q"; there are x, y, z/],
  ])("refuses %s and %s", (first, second, message) => {
    const make = () => planeOf(bowl, { kind: "entries", first, second });
    expect(make).toThrow(SurfaceSettingError);
    expect(make).toThrow(message);
  });
});

describe("descent", () => {
  const settings = { moves: "plane", steps: 200 } as const;

  it.each([
    ["descent", 0.05],
    ["momentum", 0.01],
    ["nesterov", 0.01],
    ["rmsprop", 0.1],
    ["adam", 0.3],
  ] as const)("by %s ends near the minimum", (optimizer, learningRate) => {
    const path = descend(bowl, plane, settings, { optimizer, learningRate });
    expect(path.loss[0]).toBe(99);
    expect(path.loss.length).toBe(201);
    expect([path.u.at(-1), path.v.at(-1)]).toEqual([expect.closeTo(1, 0.5), expect.closeTo(-2, 0.5)]);
    expect(path.norms.map((norm) => norm[0])).toEqual([6, 60, 0]);
  });

  it("takes the steps of the rule: of one step every number is known", () => {
    const path = descend(
      bowl,
      plane,
      { moves: "everything", steps: 1 },
      { optimizer: "descent", learningRate: 0.01 },
    );
    expect([...path.u]).toEqual([4, 4 - 0.06]);
    expect([...path.v]).toEqual([1, 1 - 0.6]);
  });

  it("ends where numbers stop being finite, and says in which step", () => {
    const path = descend(
      bowl,
      plane,
      { moves: "plane", steps: 500 },
      { optimizer: "descent", learningRate: 10 },
    );
    expect(path.divergedAt).toBeGreaterThan(20);
    expect(path.loss.length).toBe(path.divergedAt);
    expect(path.loss.every(Number.isFinite)).toBe(true);
    const [u] = rangesOf(plane, 1, [path]);
    expect(u).toEqual([1, 7]); // cut off at three times the reach
  });
});

describe("the picture", () => {
  const grid = gridOf(
    bowl,
    plane,
    [
      [0, 2],
      [-3, -1],
    ],
    5,
    () => {},
  );

  it("has the loss at each point of the grid, lowest v first", () => {
    expect(grid.values[0]).toBe(11);
    expect(grid.values[12]).toBe(0);
    expect(grid.values[2]).toBe(10);
  });

  it("draws levels at quantiles, the lowest at the least value", () => {
    const levels = levelsOf(grid.values, 5);
    expect(levels[0]).toBe(0);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    expect(bandOf(0, levels)).toBe(0);
    expect(bandOf(Number.NaN, levels)).toBe(levels.length - 1);
    expect(contoursOf(grid, levels)[0]!.region).toBe("M0 0H4V1H0ZM0 1H4V2H0ZM0 2H4V3H0ZM0 3H4V4H0Z");
  });

  it("cuts a triangle where the level crosses it", () => {
    const { above, crossing } = cut(
      [
        [0, 0, 0],
        [1, 0, 4],
        [0, 1, 0],
      ],
      1,
    );
    expect(above).toHaveLength(3);
    expect(crossing).toEqual([
      [0.25, 0],
      [0.25, 0.75],
    ]);
  });

  it("has no levels where nothing is finite", () => {
    expect(levelsOf(new Float64Array(4).fill(Number.NaN), 4)).toEqual([]);
  });

  it("paints the far before the near, and shows heights as they are", () => {
    const seen = projector({ turn: 0, tilt: 0 });
    expect(seen(0.5, 0, 0).x).toBe(0.5);
    expect(seen(0, 0, 0.5).y).toBeLessThan(0);
    const scale = scaleOf(grid.values);
    expect(scale.name).toBe("loss");
    expect([scale.height(0), scale.height(11), scale.height(Number.NaN)]).toEqual([-0.5, 0.5, 0.5]);
    expect(scaleOf(Float64Array.of(1e-6, 1)).name).toBe("log loss");
    const facets = facetsOf(grid, scale, { turn: 0, tilt: 40 }, 1);
    expect(facets).toHaveLength(16);
    expect(facets.at(-1)!.loss).toBeGreaterThan(0);
  });
});

describe("settings", () => {
  it.each([
    ["reach", "0"],
    ["reach", "1e99"],
    ["steps", "1.5"],
    ["steps", ""],
    ["rate", "<script>"],
    ["seed", "-1"],
    ["rate", "NaN"],
  ] as const)("refuses %s = %s", (field, text) => {
    expect(() => settingOf(field, text)).toThrow(expect.objectContaining({ code: "checker/surface", field }));
  });

  it("begins with two entries of few, and with random directions of many", () => {
    expect(firstSettings(["a", "b"]).plane).toEqual({ kind: "entries", first: "a", second: "b" });
    expect(firstSettings(["a"]).plane).toEqual({ kind: "entries", first: "a", second: "" });
    expect(firstSettings(Array.from({ length: 26 }, (_, i) => `w${i}`)).moves).toBe("everything");
    expect(settingOf("steps", " 60 ")).toBe(60);
  });
});

describe("the address", () => {
  const entries = ["x", "y", "z"];

  it("holds all settings", () => {
    const plane = { kind: "entries", first: "y", second: "z" } as const;
    for (const settings of [
      { ...firstSettings(entries), plane, reach: 0.25, descents: [] },
      {
        ...firstSettings(entries),
        plane: { kind: "random", seed: 9 } as const,
        moves: "everything" as const,
      },
    ]) {
      const fields = Object.entries(fieldsOf(settings)).filter(([, value]) => value !== undefined);
      expect(settingsFrom(Object.fromEntries(fields) as Record<string, string>, entries)).toEqual(settings);
    }
    expect(settingsFrom({}, entries)).toBeUndefined();
  });

  it.each([
    { reach: "none" },
    { reach: "1", steps: "1e9" },
    { reach: "1", seed: "-3" },
    { reach: "1", with: "__proto__:1" },
    { reach: "1", with: "descent" },
    { reach: "1", with: "descent:0.1,momentum:1,nesterov:1,rmsprop:1,adam:1" },
  ])("refuses %o", (view) => {
    expect(() => settingsFrom(view, entries)).toThrow(expect.objectContaining({ code: "checker/surface" }));
  });
});
