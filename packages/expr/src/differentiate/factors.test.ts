import { expect, test } from "vitest";
import { countOperations, differentiate, evaluate, gradient, hessian, parse } from "../index.ts";

/** The squared error of a sigmoid net with three inputs, four hidden units and two outputs, written out. */
function netLoss(): { readonly text: string; readonly parameters: readonly string[] } {
  const parameters: string[] = [];
  const unit = (name: string, inputs: readonly string[]) => {
    const weights = inputs.map((_, k) => `${name}_${k + 1}`);
    parameters.push(...weights, `${name}_0`);
    return `sigmoid(${weights.map((weight, k) => `${weight}*${inputs[k]}`).join(" + ")} + ${name}_0)`;
  };
  const hidden = ["u1", "u2", "u3", "u4"].map((name) => unit(name, ["x1", "x2", "x3"]));
  const errors = ["v1", "v2"].map((name, k) => `(${unit(name, hidden)} - y${k + 1})^2`);
  return { text: `(${errors.join(" + ")})/2`, parameters };
}

const { text, parameters } = netLoss();
const loss = parse(text);
const second = hessian(loss, parameters);
const at = Object.fromEntries(
  [...parameters, "x1", "x2", "x3", "y1", "y2"].map((name, k) => [name, Math.sin(1.7 * k + 1)]),
);

test("the Hessian by 26 parameters takes at most 30 times the operations of the loss", () => {
  expect(parameters).toHaveLength(26);
  expect(countOperations(second.flat())).toBeLessThanOrEqual(30 * countOperations(loss));
});

test("its values are the derivatives of the gradient", () => {
  const rows = gradient(loss, parameters);
  for (const [row, column] of [
    [0, 0],
    [0, 1],
    [1, 6],
    [3, 17],
    [16, 16],
    [20, 4],
    [25, 21],
    [25, 25],
  ] as const) {
    const right = evaluate(differentiate(rows[row]!, parameters[column]!), at) as number;
    const found = evaluate(second[row]![column]!, at) as number;
    expect(Math.abs(found - right)).toBeLessThan(1e-15);
  }
});

test("a small Hessian is printed as it is derived", () => {
  expect(countOperations(hessian(parse("x*y*z"), ["x", "y"]).flat())).toBe(0);
});
