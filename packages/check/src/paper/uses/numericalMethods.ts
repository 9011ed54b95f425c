import { array } from "@chainrule/array";
import { evaluate, gradient, parse } from "@chainrule/expr";
import {
  type ArrayLike,
  add,
  at,
  grad,
  hessian,
  hvp,
  matmul,
  multiply,
  square,
  stack,
  subtract,
  sum,
  type Tensor,
  tanh,
} from "@chainrule/tape";
import { equals, property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { implicitEuler, implicitStep, implicitStepFormula } from "./implicit.ts";
import { distance, newton, numberOf, numbersOf } from "./newton.ts";

/** S23: Newton's method, products with Hessians, and steps that are defined by an equation. */
export function numericalMethods(): readonly Finding[] {
  return [...newtonsMethod(), ...hessianProducts(), ...implicitSteps()];
}

/** `x^2 + y^2 = 5` and `x y = 2` meet in (2, 1). */
function circleAndHyperbola(point: ArrayLike): Tensor {
  const [x, y] = [at(point, 0), at(point, 1)];
  return stack([subtract(add(square(x), square(y)), 5), subtract(multiply(x, y), 2)]) as Tensor;
}

function newtonsMethod(): readonly Finding[] {
  const errors = newton(circleAndHyperbola, array([3, 0.5]), 6).map((x) => distance(x, array([2, 1])));
  const measurable = errors.filter((error) => error > 1e-14);
  const [before, last, next] = measurable.slice(-3) as [number, number, number];
  const order = Math.log(next / last) / Math.log(last / before);
  return [
    property(
      "Newton's method with the exact Jacobian finds where circle and hyperbola meet",
      errors.at(-1)! < 1e-15,
      errors.map((error) => error.toExponential(0)).join(", "),
    ),
    property(
      "... and squares its error at each step",
      Math.abs(order - 2) < 0.1,
      `order ${order.toFixed(3)}`,
    ),
  ];
}

function hessianProducts(): readonly Finding[] {
  const matrix = array([
    [4, 1, -2],
    [1, 3, 0.5],
    [-2, 0.5, 5],
  ]);
  const [x, v] = [array([0.5, -1, 2]), array([1, 2, -1])];
  const quadratic = (p: ArrayLike): Tensor => multiply(0.5, sum(multiply(p, matmul(matrix, p)))) as Tensor;
  const curved = (p: ArrayLike): Tensor => sum(square(tanh(matmul(matrix, p)))) as Tensor;
  const product = hvp(curved)([x], v) as Tensor;
  const whole = matmul(hessian(curved)(x) as Tensor, v);
  return [
    property(
      "the Hessian of x^T A x / 2 times v is A v",
      distance(hvp(quadratic)([x], v) as Tensor, matmul(matrix, v)) === 0,
      numbersOf(matmul(matrix, v)).join(", "),
    ),
    property(
      "a product with the Hessian is the whole Hessian times the vector",
      distance(product, whole) < 1e-14,
      `gap ${distance(product, whole).toExponential(1)}`,
    ),
  ];
}

/** The implicit Euler step of logistic growth is the root of a quadratic: known in closed form, derivatives too. */
function implicitSteps(): readonly Finding[] {
  const point = { p: 0.2, r: 3, h: 0.5 };
  const closed = parse(implicitStepFormula);
  const byTape = grad(implicitStep, { argnums: [0, 1, 2] })(point.p, point.r, point.h) as readonly number[];
  const byHand = gradient(closed, ["p", "r", "h"]).map((each) => evaluate(each, point) as number);
  const exact = evaluate(parse("1 / (1 + (1 / p - 1) exp(-r))"), point) as number;
  const [coarse, fine] = [40, 80].map((steps) => numberOf(implicitEuler(0.2, 3, 1, steps)) - exact) as [
    number,
    number,
  ];
  const order = Math.log2(coarse / fine);
  return [
    equals(
      "an implicit step of logistic growth is the root of its quadratic",
      numberOf(implicitStep(point.p, point.r, point.h)),
      evaluate(closed, point) as number,
    ),
    ...["p", "r", "h"].map((name, i) =>
      equals(
        `... and so is its derivative by ${name}, without differentiating the solver`,
        byTape[i]!,
        byHand[i]!,
      ),
    ),
    property(
      "halving the step halves the error (order 1)",
      Math.abs(order - 1) < 0.05,
      `order ${order.toFixed(3)}`,
    ),
  ];
}
