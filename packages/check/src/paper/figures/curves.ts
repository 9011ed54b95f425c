import { array } from "@chainrule/array";
import { binaryCrossEntropyWithLogits } from "@chainrule/losses";
import { network, normal } from "@chainrule/nn";
import {
  type ArrayLike,
  multiply,
  random,
  subtract,
  type Tensor,
  type Tree,
  tree,
  valueAndGrad,
} from "@chainrule/tape";
import { numberOf, numbersOf } from "../uses/newton.ts";
import { axes, curve, type Frame } from "./plot.ts";
import { colours, drawing, label } from "./svg.ts";

/** Two half moons that reach into each other. */
const points = Array.from({ length: 40 }, (_, i) => {
  const angle = (Math.PI * (i >> 1)) / 19;
  return i % 2 === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
});
const inputs = array(points);
const targets = array(points.map((_, i) => [i % 2]));

/** How a training goes, epoch by epoch. */
export interface Course {
  readonly losses: readonly number[];
  readonly accuracies: readonly number[];
}

/** A 2-8-1 net learns the moons, by gradient descent on all forty points. */
export function trainingCourse(epochs: number): Course {
  const net = network("2 -> 8 tanh -> 1", { weights: normal(1) });
  const initial = net.init(random.key(1), [2]);
  const logits = (own: Tree): Tensor => net.apply(own as never, initial.state, inputs).output as Tensor;
  const step = valueAndGrad((own: Tree) => binaryCrossEntropyWithLogits(logits(own), targets));
  let own = initial.parameters as Tree;
  const course = { losses: [] as number[], accuracies: [] as number[] };
  for (let epoch = 0; epoch < epochs; epoch++) {
    const { value, gradient } = step(own as never) as { value: Tensor; gradient: Tree };
    course.losses.push(numberOf(value));
    const right = numbersOf(logits(own)).filter((z, i) => z > 0 === (i % 2 === 1)).length;
    course.accuracies.push(right / points.length);
    own = tree.map((w: ArrayLike, g: ArrayLike) => subtract(w, multiply(2, g)), own, gradient);
  }
  return course;
}

/** Loss and accuracy side by side over the epochs. */
export function curvesFigure(): string {
  const epochs = 200;
  const { losses, accuracies } = trainingCourse(epochs);
  const frame: Frame = { left: 44, top: 28, width: 380, height: 200, x: [0, epochs], y: [0, 1] };
  const over = (values: readonly number[]): readonly (readonly [number, number])[] =>
    values.map((value, epoch) => [epoch, Math.min(1, value)] as const);
  return drawing(
    {
      id: "curves",
      title: "Loss and accuracy during training",
      description: `Over ${epochs} epochs the loss falls from ${losses[0]!.toFixed(2)} to ${losses.at(-1)!.toFixed(2)}, and the accuracy rises from ${accuracies[0]!.toFixed(2)} to ${accuracies.at(-1)!.toFixed(2)}.`,
      width: 440,
      height: 270,
    },
    axes(frame, { x: [0, 50, 100, 150, 200], y: [0, 0.25, 0.5, 0.75, 1] }, { x: "epoch", y: "" }),
    curve(frame, over(losses), colours.orange),
    curve(frame, over(accuracies), colours.blue),
    label(400, 52, "accuracy", { fill: colours.blue, "text-anchor": "end" }),
    label(400, 212, "loss", { fill: colours.orange, "text-anchor": "end" }),
  );
}
