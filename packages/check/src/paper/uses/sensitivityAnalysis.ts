import { array } from "@chainrule/array";
import { evaluate, gradient, parse } from "@chainrule/expr";
import {
  type ArrayLike,
  add,
  at,
  forwardReverseTest,
  grad,
  jvp,
  log,
  multiply,
  subtract,
  type Tensor,
} from "@chainrule/tape";
import { property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { flow } from "./flow.ts";
import { logistic, logisticFormula, predation } from "./growth.ts";
import { distance, numberOf, numbersOf } from "./newton.ts";

/** S24: how a result changes with the parameters of a model, in forward mode and by the adjoint. */
export function sensitivityAnalysis(): readonly Finding[] {
  return [...logisticGrowth(), ...preyAndPredators()];
}

const growth = { r: 0.8, K: 10, p: 1, t: 5 };
const names = ["r", "K", "p"] as const;

function population(steps: number): (r: ArrayLike, K: ArrayLike, p: ArrayLike) => Tensor {
  return (r, K, p) => logistic(r, K, p, growth.t, steps);
}

/** The errors of the adjoint's sensitivities against those of the closed form, relative. */
function sensitivityErrors(steps: number): readonly number[] {
  const values = names.map((name) => growth[name]) as [number, number, number];
  const computed = grad(population(steps), { argnums: [0, 1, 2] })(...values) as readonly number[];
  const exact = gradient(parse(logisticFormula), [...names]).map((each) => evaluate(each, growth) as number);
  return computed.map((value, i) => Math.abs(value / exact[i]! - 1));
}

function logisticGrowth(): readonly Finding[] {
  const [coarse, fine] = [sensitivityErrors(20), sensitivityErrors(40)];
  const { difference } = forwardReverseTest(population(20))(growth.r, growth.K, growth.p);
  return [
    ...names.map((name, i) => {
      const order = Math.log2(coarse[i]! / fine[i]!);
      return property(
        `logistic growth: dp/d${name} tends to the closed form's with the fourth power of the step`,
        fine[i]! < 1e-6 && Math.abs(order - 4) < 0.15,
        `${fine[i]!.toExponential(1)} apart with 40 steps, order ${order.toFixed(2)}`,
      );
    }),
    property(
      "forward mode and the adjoint give the same",
      difference < 1e-14,
      `${difference.toExponential(1)} apart`,
    ),
  ];
}

const rates = array([1.1, 0.4, 0.4, 0.1]);
const animals = array([10, 5]);
const [time, steps] = [6, 150];

const after = (parameters: ArrayLike, state: ArrayLike): Tensor =>
  flow(predation(parameters), state, time / steps, steps);

/** What Lotka's and Volterra's flow keeps: `d x - c ln x + b y - a ln y`. */
function kept(state: ArrayLike): Tensor {
  const [a, b, c, d] = numbersOf(rates) as [number, number, number, number];
  const [x, y] = [at(state, 0), at(state, 1)];
  const linear = add(multiply(d, x), multiply(b, y));
  return subtract(linear, add(multiply(c, log(x)), multiply(a, log(y)))) as Tensor;
}

/** No closed form, but two laws: what the flow keeps, and that four faster rates are a faster clock. */
function preyAndPredators(): readonly Finding[] {
  const atStart = grad(kept)(animals) as never as Tensor;
  const atEnd = grad((state: ArrayLike) => kept(after(rates, state)))(animals) as never as Tensor;
  const { tangent } = jvp((parameters: ArrayLike) => after(parameters, animals))([rates], [rates]) as {
    tangent: Tensor;
  };
  const clock = multiply(time, predation(rates)(after(rates, animals)));
  const { difference } = forwardReverseTest(after)(rates, animals);
  const change = Math.abs(numberOf(kept(after(rates, animals))) - numberOf(kept(animals)));
  return [
    property(
      "Lotka-Volterra: d x - c ln x + b y - a ln y is kept",
      change < 1e-7,
      `changed by ${change.toExponential(1)}`,
    ),
    property(
      "... so its gradient by the first state is the same before and after",
      distance(atStart, atEnd) < 1e-6,
      `gap ${distance(atStart, atEnd).toExponential(1)}`,
    ),
    property(
      "rates all faster are a faster clock: the sum of a dx/da is T dx/dT",
      distance(tangent, clock) < 1e-6,
      `gap ${distance(tangent, clock).toExponential(1)}`,
    ),
    property(
      "all twelve sensitivities are the same in forward mode and by the adjoint",
      difference < 1e-13,
      `${difference.toExponential(1)} apart`,
    ),
  ];
}
