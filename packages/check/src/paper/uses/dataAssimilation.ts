import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  det,
  dotProductTest,
  grad,
  InconsistentError,
  jacobian,
  jvp,
  matrixTrace,
  multiply,
  random,
  square,
  subtract,
  sum,
  type Tensor,
} from "@chainrule/tape";
import { functionSubject } from "../../subject/function.ts";
import { equals, gradientOf, property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { assimilate } from "./assimilation.ts";
import { flow, rungeKutta, trajectory } from "./flow.ts";
import { advection, beta, lorenz63, lorenz96, sigma } from "./lorenz.ts";
import { distance, numberOf, numbersOf } from "./newton.ts";

const truth = array([1.50887, -1.531271, 25.46091]);
const [stepLength, steps] = [0.01, 40];

/** What is seen of the flow of 1963: every step of a window. */
const observe63 = (start: ArrayLike): Tensor => trajectory(lorenz63, start, stepLength, steps);

/** What is seen of the flow of 1996: every second place on the circle. */
const observe96 = (start: ArrayLike): Tensor => at(trajectory(lorenz96, start, 0.05, 6), "...", { step: 2 });

/** S21: 4D-Var, the estimate of a state from what is seen later, by the tangent-linear model and its adjoint. */
export function dataAssimilation(): readonly Finding[] {
  return [...lorenzFlow(), ...adjoint(), ...recovered63(), ...recovered96()];
}

/** What is known of the flow itself: its divergence, and so how volumes shrink; advection keeps the energy. */
function lorenzFlow(): readonly Finding[] {
  const divergence = -(sigma + 1 + beta);
  const end = (x: ArrayLike): Tensor => flow(lorenz63, x, stepLength, steps);
  const circle = random.normal(random.key(3), [12]) as NDArray;
  const gain = numberOf(sum(multiply(circle, advection(circle))));
  return [
    equals(
      "Lorenz 1963: the divergence is -(sigma + 1 + beta)",
      numberOf(matrixTrace(jacobian(lorenz63)(truth) as Tensor)),
      divergence,
    ),
    equals(
      "... so the tangent-linear model shrinks volumes by exp of it times the time (Liouville)",
      numberOf(det(jacobian(end)(truth) as Tensor)),
      Math.exp(divergence * stepLength * steps),
      2e-4,
    ),
    property("Lorenz 1996: advection keeps the energy", Math.abs(gain) < 1e-13, gain.toExponential(1)),
  ];
}

/** `<M x, y> = <x, M^T y>`, and that the tangent-linear model is the model's derivative. */
function adjoint(): readonly Finding[] {
  const { forward, reverse, difference } = dotProductTest(observe63)(truth);
  const cost = (start: ArrayLike): Tensor =>
    sum(square(subtract(rungeKutta(lorenz63, start, stepLength), array([1.4, -1.5, 25]))));
  return [
    property(
      "the adjoint fits the tangent-linear model: <M x, y> = <x, M^T y>",
      difference < 1e-13,
      `${forward} and ${reverse}`,
    ),
    property("... which a wrong rule does not pass", wrongRulePasses(), "multiply's vjp, doubled", "fails"),
    tangentLinear(),
    gradientOf("the cost's gradient by the state, over one step", functionSubject(cost, [truth])),
  ];
}

function wrongRulePasses(): boolean {
  try {
    const doubled = { vjp: ([w]: readonly ArrayLike[]) => [multiply(2, w!), undefined] };
    dotProductTest(observe63, { rules: { multiply: doubled as never } })(truth);
    return true;
  } catch (error) {
    if (error instanceof InconsistentError) return false;
    throw error;
  }
}

/** The error of the tangent-linear forecast of a small change falls as the square of the change. */
function tangentLinear(): Finding {
  const change = array([1, -2, 0.5]);
  const { value, tangent } = jvp(observe63)([truth], [change]) as { value: Tensor; tangent: Tensor };
  const [large, small] = [1e-2, 1e-3].map((size) => {
    const moved = observe63(add(truth, multiply(size, change)));
    return distance(moved, add(value, multiply(size, tangent)));
  }) as [number, number];
  const order = Math.log10(large / small);
  return property(
    "the tangent-linear forecast misses a change by its square",
    Math.abs(order - 2) < 0.05,
    `order ${order.toFixed(3)}`,
  );
}

function recovered63(): readonly Finding[] {
  const observed = observe63(truth);
  const guess = add(truth, array([1, -1, 1])) as Tensor;
  const found = assimilate(observe63, observed, guess, { rounds: 6, steps: 3 });
  const noise = multiply(0.1, random.normal(random.key(11), [steps, 3]));
  const noisy = assimilate(observe63, add(observed, noise) as Tensor, guess, { rounds: 5, steps: 3 });
  const cost = (start: ArrayLike): Tensor => sum(square(subtract(observe63(start), observed)));
  const slope = Math.max(...numbersOf(grad(cost)(found)).map(Math.abs));
  return [
    property(
      "4D-Var finds the state of 1963 from perfect observations",
      distance(found, truth) < 1e-10 && slope < 1e-8,
      `off by 1 before, by ${distance(found, truth).toExponential(1)} after; gradient ${slope.toExponential(1)}`,
    ),
    property(
      "... and from observations with errors of 0.1 to within those",
      distance(noisy, truth) < 0.1,
      `off by ${distance(noisy, truth).toFixed(3)}`,
    ),
  ];
}

/** Half of the places are never seen; the flow tells of them. */
function recovered96(): readonly Finding[] {
  const places = 20;
  const start = array(Array.from({ length: places }, (_, i) => 8 + Math.sin(i)));
  const weather = flow(lorenz96, start, 0.05, 60);
  const guess = add(weather, multiply(0.5, random.normal(random.key(5), [places]))) as Tensor;
  const { difference } = dotProductTest(observe96)(weather);
  const found = assimilate(observe96, observe96(weather), guess, { rounds: 6, steps: places });
  const [before, after] = [distance(guess, weather), distance(found, weather)];
  return [
    property("the adjoint of the model of 1996 fits too", difference < 1e-13, difference.toExponential(1)),
    property(
      "4D-Var finds all 20 places of 1996, of which ten are never seen",
      after < 1e-8,
      `off by ${before.toFixed(2)} before, by ${after.toExponential(1)} after`,
    ),
  ];
}
