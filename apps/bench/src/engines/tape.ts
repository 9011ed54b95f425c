import {
  type ArrayLike,
  add,
  array,
  grad,
  matmul,
  mean,
  multiply,
  square,
  subtract,
  tanh,
  tree,
  valueAndGrad,
} from "@chainrule/tape";
import { inputs, rate, targets, weights } from "../tape/network.ts";
import { point } from "../tape/point.ts";
import { type Engine, type LoopFamily, numericEngine, unsupported } from "./engine.ts";

const functions: Readonly<Record<LoopFamily, (x: ArrayLike[]) => ArrayLike>> = {
  speelpenning: (x) => x.reduce((product, factor) => multiply(product, factor)),
  rosenbrock: (x) => {
    let sum: ArrayLike = 0;
    for (let i = 0; i + 1 < x.length; i++) {
      const a = subtract(x[i + 1]!, multiply(x[i]!, x[i]!));
      const b = subtract(1, x[i]!);
      sum = add(sum, add(multiply(100, multiply(a, a)), multiply(b, b)));
    }
    return sum;
  },
};

/** This library's tape, eager: nothing is traced or compiled. */
export const tape: Engine = numericEngine((job) => {
  if (job.name === "network") return trainingStep();
  if (job.name !== "loop") return unsupported(job.name);
  const gradient = grad(functions[job.family]);
  const x = point(job.n);
  return () => (gradient(x) as number[])[3]!;
});

/** A step of gradient descent, as one writes it. */
function trainingStep(): () => number {
  let parameters = weights.map((weight) => ({ weight: array(weight), bias: array(weight[0]!.map(() => 0)) }));
  const [x, y] = [array(inputs), array(targets)];
  const loss = (layers: readonly { weight: ArrayLike; bias: ArrayLike }[]): ArrayLike => {
    const output = layers.reduce((h: ArrayLike, { weight, bias }, k) => {
      const sum = add(matmul(h, weight), bias);
      return k + 1 < layers.length ? tanh(sum) : sum;
    }, x);
    return mean(square(subtract(output, y)));
  };
  const lossAndGradient = valueAndGrad(loss);
  return () => {
    const { value, gradient } = lossAndGradient(parameters);
    parameters = tree.map((p, g) => subtract(p, multiply(rate, g)), parameters, gradient);
    return typeof value === "number" ? value : value.item();
  };
}
