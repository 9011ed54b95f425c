import { sumSquaredError } from "@chainrule/losses";
import { type Layer, network } from "@chainrule/nn";
import { adam } from "@chainrule/optim";
import {
  type ArrayLike,
  add,
  at,
  cos,
  hypot,
  jacobian,
  mean,
  multiply,
  type NDArray,
  random,
  sin,
  sqrt,
  square,
  stack,
  subtract,
  sum,
  type Tensor,
  vmap,
} from "@chainrule/tape";
import { dataset } from "../dataset.ts";
import type { Trained } from "../fit.ts";
import { type Experiment, experiment, part, type Run } from "./experiment.ts";
import { row } from "./figures.ts";
import { learn, outputsOf, repeat } from "./learning.ts";

const [UPPER, LOWER] = [1, 0.8];

/** Where the hand is: angles of shoulder and elbow `[..., 2]` to places `[..., 2]`. */
function hand(angles: ArrayLike): Tensor {
  const shoulder = at(angles, "...", 0);
  const both = add(shoulder, at(angles, "...", 1));
  const x = add(multiply(UPPER, cos(shoulder)), multiply(LOWER, cos(both)));
  const y = add(multiply(UPPER, sin(shoulder)), multiply(LOWER, sin(both)));
  return stack([x, y], -1);
}

/** The Jacobian of `hand` by hand: `[..., 2]` to `[..., 2, 2]`. */
function closedForm(angles: ArrayLike): Tensor {
  const shoulder = at(angles, "...", 0);
  const both = add(shoulder, at(angles, "...", 1));
  const byElbow = stack([multiply(-LOWER, sin(both)), multiply(LOWER, cos(both))], -1);
  const byShoulder = add(
    byElbow,
    stack([multiply(-UPPER, sin(shoulder)), multiply(UPPER, cos(shoulder))], -1),
  );
  return stack([byShoulder, byElbow], -1);
}

/** `count` angles with the elbow bent one way, so that every place has one solution. */
function drawAngles(key: Tensor, count: number): NDArray {
  const unit = random.uniform(key, [count, 2]);
  return add(multiply(unit, stack([1.5, 2])), stack([0, 0.5])) as NDArray;
}

/** A layer with a fixed function of its output behind it. */
function followedBy(layer: Layer, after: (output: Tensor) => Tensor): Layer {
  return {
    ...layer,
    name: `${layer.name}, then a fixed function`,
    apply: (parameters, state, x, context) => {
      const applied = layer.apply(parameters, state, x, context);
      return { ...applied, output: after(applied.output) };
    },
  };
}

/** The root of the mean square, over all rows, of the length of an error. */
const rootMeanSquare = (errors: Tensor): number => sqrt(mean(sum(square(errors), { axis: -1 }))).item();

/** The mean distance between rows. */
const distance = (a: Tensor, b: ArrayLike): number => {
  const apart = subtract(a, b);
  return mean(hypot(at(apart, "...", 0), at(apart, "...", 1))).item();
};

const forwardNet = network("2 -> 32 tanh -> 2");
const inverseNet = network("2 -> 32 tanh -> 2");

/** What is measured in one run, all but the first in thousandths of the arm's reach. */
interface Figures {
  readonly rule: number;
  readonly model: number;
  readonly modelJacobian: number;
  readonly throughModel: number;
  readonly throughArm: number;
}

async function learnToReach(run: Run): Promise<Figures> {
  const [trainKey, testKey] = random.split(run.key) as [Tensor, Tensor];
  const [angles, tests] = [drawAngles(trainKey, run.quick ? 200 : 1000), drawAngles(testKey, 500)];
  const [places, goals] = [hand(angles) as NDArray, hand(tests)];
  const epochs = run.quick ? 40 : 200;
  const lesson = { loss: sumSquaredError, optimizer: adam({ learningRate: 0.002 }), epochs, batchSize: 20 };
  const model = await learn(
    { ...lesson, network: forwardNet, data: dataset({ inputs: angles, targets: places }) },
    part(run, 0, 3),
    "where the hand goes",
  );
  const modelOf = (x: Tensor): Tensor => outputsOf(forwardNet, model, x);
  const reach = async (after: (output: Tensor) => Tensor, index: number): Promise<number> => {
    const data = dataset({ inputs: places, targets: places });
    const trained: Trained = await learn(
      { ...lesson, network: followedBy(inverseNet, after), data },
      part(run, index, 3),
      "how to get there",
    );
    return distance(hand(outputsOf(inverseNet, trained, goals)), goals);
  };
  const exact = closedForm(tests);
  const off = (f: (x: Tensor) => Tensor): number =>
    rootMeanSquare(subtract(vmap(jacobian(f) as typeof closedForm)(tests), exact));
  return {
    rule: off(hand),
    model: distance(modelOf(tests), goals),
    modelJacobian: off(modelOf) / rootMeanSquare(exact),
    throughModel: await reach(modelOf, 1),
    throughArm: await reach(hand, 2),
  };
}

/**
 * A two-link arm learns to reach: a net learns where the hand goes, and another learns to move it through the first.
 *
 * @example
 * ```ts
 * import { arm } from "@chainrule/train/experiments";
 * arm.item; // => "S30"
 * ```
 */
export const arm: Experiment = experiment({
  id: "arm",
  item: "S30",
  title: "Robotics: a two-link arm learns to reach",
  explanation:
    "Where must shoulder and elbow go so that the hand is at a place? A 2-32-2 net first learns the way forward, from angles to " +
    "places; then another learns the way back, and its errors come through the first, which is kept fixed. Beside it one whose " +
    "errors come through the arm's own equations. The links are 1 and 0.8 long; 1000 random postures, Adam, 200 epochs.",
  source:
    "M. I. Jordan, D. E. Rumelhart, Forward models: supervised learning with a distal teacher, 1992 (the method)",
  published: [],
  data: [],
  cost: "seconds",
  measure: async (run) => {
    const runs = await repeat(run, run.runs ?? (run.quick ? 1 : 3), learnToReach);
    const percent = (name: keyof Figures, scale: number): number[] =>
      runs.map((figures) => (100 * figures[name]) / scale);
    const length = UPPER + LOWER;
    return {
      columns: ["", "error, %"],
      rows: [
        row("Jacobian of the arm, automatic against closed form", percent("rule", 1)),
        row("forward model, of the arm's length", percent("model", length)),
        row("Jacobian of the forward model, of the closed form", percent("modelJacobian", 1)),
        row(
          "reaching, learnt through the forward model, of the arm's length",
          percent("throughModel", length),
        ),
        row(
          "reaching, learnt through the arm's equations, of the arm's length",
          percent("throughArm", length),
        ),
      ],
      notes: [
        "Errors are at 500 postures that were not learnt from; distances are means, Jacobians root mean squares.",
      ],
    };
  },
});
