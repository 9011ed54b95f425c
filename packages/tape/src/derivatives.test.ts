import { describe, expect, it } from "vitest";
import fixture from "../fixtures/derivatives.json" with { type: "json" };
import * as op from "./index.ts";
import { decode, decodeTensor, type EncodedTensor } from "./testing/golden.ts";
import { grad } from "./transforms/grad.ts";
import { hessian, hvp, jacobian } from "./transforms/jacobian.ts";
import { jvp } from "./transforms/jvp.ts";
import { type ArrayLike, asArray, concrete, type Tensor } from "./value.ts";

// Golden cases, PyTorch 1.13.1: whole Jacobians and Hessians, products with them, and derivatives up to the fifth.

type Inputs = Readonly<Record<string, Tensor>>;
type Formula = (inputs: Inputs) => ArrayLike;

const ofX =
  (f: (x: Tensor) => ArrayLike): Formula =>
  ({ x }) =>
    f(x!);

const entry = (x: Tensor, i: number): ArrayLike => op.at(x, i);
const { add, divide, log, multiply, square, subtract, sum } = op;

/** RT x' log(x / (1 - b' x)) - (x' A x) / (√8 b' x) log((1 + (1 + √2) b' x) / (1 + (1 - √2) b' x)), b = 0.3, A = diag(1, 2, ...). */
function helmholtz(x: Tensor): ArrayLike {
  const filled = multiply(0.3, sum(x));
  const ideal = sum(multiply(x, log(divide(x, subtract(1, filled)))));
  const attraction = divide(
    sum(multiply(add(1, op.iota(x.size)), square(x))),
    multiply(Math.sqrt(8), filled),
  );
  const grown = (factor: number): ArrayLike => add(1, multiply(factor, filled));
  return subtract(ideal, multiply(attraction, log(divide(grown(1 + Math.SQRT2), grown(1 - Math.SQRT2)))));
}

const FORMULAS: Readonly<Record<string, Formula>> = {
  rosenbrock2: ofX((x) =>
    add(square(subtract(1, entry(x, 0))), multiply(100, square(subtract(entry(x, 1), square(entry(x, 0)))))),
  ),
  himmelblau: ofX((x) => {
    const [p, q] = [entry(x, 0), entry(x, 1)];
    return add(square(subtract(add(square(p), q), 11)), square(subtract(add(p, square(q)), 7)));
  }),
  logistic_loss: ({ w, X }) => op.mean(op.softplus(op.negate(op.matmul(X!, w!)))),
  matinv: ofX(op.inverse),
  quad: ({ x, A }) => op.matmul(x!, op.matmul(A!, x!)),
  kepler: ofX((x) =>
    subtract(subtract(entry(x, 0), multiply(entry(x, 1), op.sin(entry(x, 0)))), entry(x, 2)),
  ),
  prod5: ofX((x) => op.prod(x)),
  helmholtz4: ofX(helmholtz),
  scalar_exp_sin: ofX((x) => op.exp(op.sin(x))),
  scalar_log_poly: ofX((x) => log(add(1, square(x)))),
  scalar_atan: ofX((x) => op.atan(x)),
  scalar_asinh: ofX((x) => op.asinh(x)),
};

interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, EncodedTensor>>;
  readonly outputs: readonly EncodedTensor[];
  readonly jacobian: Readonly<Record<string, EncodedTensor>>;
  readonly tangents: Readonly<Record<string, EncodedTensor>>;
  readonly jvp: EncodedTensor;
  readonly hessian?: Readonly<Record<string, Readonly<Record<string, EncodedTensor>>>>;
  readonly hvp?: Readonly<Record<string, EncodedTensor>>;
  readonly derivatives1to5?: readonly number[];
}

function expectClose(got: ArrayLike, wanted: EncodedTensor): void {
  const result = asArray(concrete(got));
  expect(result.shape).toEqual(wanted.shape);
  wanted.data.map(decode).forEach((b, i) => {
    const a = result.toTypedArray()[i]!;
    expect(Math.abs(a - b) <= 1e-12 + 1e-9 * Math.abs(b), `element ${i} is ${a}, wanted ${b}`).toBe(true);
  });
}

const cases = fixture.cases as unknown as Case[];
const formulaOf = ({ id }: Case): Formula => FORMULAS[id.split("/")[1]!]!;
const decoded = (tensors: Readonly<Record<string, EncodedTensor>>): Inputs =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, decodeTensor(tensor)]));

type Trees = Readonly<Record<string, ArrayLike>>;

describe.each(cases.map((one) => [one.id, one] as const))("%s", (_, golden) => {
  const inputs = decoded(golden.inputs);
  const tangents = decoded(golden.tangents);
  const f = (given: Inputs): ArrayLike => formulaOf(golden)(given);
  const expectTree = (got: unknown, wanted: Readonly<Record<string, EncodedTensor>>): void => {
    for (const [name, tensor] of Object.entries(wanted)) expectClose((got as Trees)[name]!, tensor);
  };

  it("has the right first derivatives", () => {
    expectClose(f(inputs), golden.outputs[0]!);
    expectTree(jacobian(f)(inputs), golden.jacobian);
    expectClose(jvp(f)([inputs], [tangents]).tangent as ArrayLike, golden.jvp);
  });

  it("has the right second and higher derivatives where they are given", () => {
    if (golden.hessian === undefined) return;
    const whole = hessian(f)(inputs) as Readonly<Record<string, Trees>>;
    for (const [name, row] of Object.entries(golden.hessian)) expectTree(whole[name], row);
    expectTree(hvp(f)([inputs], tangents), golden.hvp!);
    let derivative = (x: Tensor): ArrayLike => f({ x });
    for (const wanted of golden.derivatives1to5 ?? []) {
      derivative = grad(derivative) as unknown as (x: Tensor) => ArrayLike;
      expect(asArray(concrete(derivative(inputs["x"]!))).item() / wanted).toBeCloseTo(1, 12);
    }
  });
});
