import { array } from "@chainrule/array";
import { type ArrayLike, dotProductTest, matmul, multiply, type Tensor } from "@chainrule/tape";
import { expect, it } from "vitest";
import { assimilate } from "./assimilation.ts";
import { flow, rungeKutta, trajectory } from "./flow.ts";
import { advection, lorenz63, lorenz96 } from "./lorenz.ts";
import { distance, leastOf, minimise, newton, numberOf, numbersOf } from "./newton.ts";
import { rosenbrock, sinesOverSpeeds } from "./shapes.ts";

const growth = (x: ArrayLike): Tensor => multiply(1, x) as Tensor;

it("Runge-Kutta: the exponential series to its fourth power, and order 4", () => {
  expect(numberOf(rungeKutta(growth, 1, 0.5))).toBeCloseTo(
    1 + 0.5 + 0.5 ** 2 / 2 + 0.5 ** 3 / 6 + 0.5 ** 4 / 24,
    15,
  );
  const [coarse, fine] = [8, 16].map((n) => Math.abs(numberOf(flow(growth, 1, 1 / n, n)) - Math.E)) as [
    number,
    number,
  ];
  expect(Math.log2(coarse / fine)).toBeCloseTo(4, 0);
});

it("a trajectory ends where the flow does", () => {
  const start = array([1, 2, 20]);
  const whole = numbersOf(trajectory(lorenz63, start, 0.01, 5));
  expect(whole.slice(-3)).toEqual(numbersOf(flow(lorenz63, start, 0.01, 5)));
});

it("Lorenz 1963 rests where convection rolls steadily, and Lorenz 1996 where all places are 8", () => {
  const roll = Math.sqrt((8 / 3) * 27);
  expect(distance(lorenz63(array([roll, roll, 27])), array([0, 0, 0]))).toBeLessThan(1e-13);
  expect(numbersOf(lorenz96(array([8, 8, 8, 8])))).toEqual([0, 0, 0, 0]);
  expect(numbersOf(advection(array([1, 2, 3, 5])))).toEqual([
    (2 - 3) * 5,
    (3 - 5) * 1,
    (5 - 1) * 2,
    (1 - 2) * 3,
  ]);
});

it("4D-Var of a linear model is least squares, solved in one round", () => {
  const model = array([
    [2, 1],
    [1, 3],
    [1, -1],
  ]);
  const observe = (x: ArrayLike): Tensor => matmul(model, x) as Tensor;
  expect(dotProductTest(observe)(array([1, 2])).difference).toBeLessThan(1e-15);
  const found = assimilate(observe, array([4, 7, -1]), array([0, 0]), { rounds: 1, steps: 2 });
  expect(distance(found, array([1, 2]))).toBeLessThan(1e-13);
});

it("Newton's method is done with a linear system and a parabola after one step", () => {
  const linear = (x: ArrayLike): Tensor =>
    matmul(
      array([
        [2, 1],
        [1, 3],
      ]),
      x,
    ) as Tensor;
  expect(numbersOf(newton(linear, array([5, -7]), 1)[1]!).map((x) => x + 0)).toEqual([0, 0]);
  const valley = minimise(rosenbrock, array([1, 1]), 1);
  expect(distance(valley[1]!, array([1, 1]))).toBe(0);
});

it("steps that lead upwards are halved", () => {
  expect(numberOf(rosenbrock(leastOf(rosenbrock, array([-1.2, 1]), 4)))).toBeLessThan(24.2);
});

it("Snell's law holds along no straight wire", () => {
  const straight = Array.from({ length: 3 }, (_, i) => Math.PI * ((i + 1) / 4) ** 2);
  const sines = sinesOverSpeeds(4, straight);
  expect(Math.max(...sines) / Math.min(...sines)).toBeGreaterThan(2);
});
