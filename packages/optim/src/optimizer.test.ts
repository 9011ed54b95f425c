import { add, array, grad, square, subtract, sum, type Tensor } from "@chainrule/tape";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adam,
  adamw,
  addDecayedWeights,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  globalNorm,
  gradientDescent,
  momentum,
  type Optimizer,
  rmsprop,
} from "./index.ts";

/** The updates of a row of gradients, one step after the other, at a parameter that stays. */
function updatesFor(optimizer: Optimizer, gradients: readonly number[], parameter = 1): number[] {
  let state = optimizer.init(parameter);
  return gradients.map((gradient) => {
    const step = optimizer.update(gradient, state, parameter);
    state = step.state;
    return step.updates;
  });
}

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });

describe("the rules, by hand", () => {
  test("gradient descent goes against the gradient", () => {
    expect(updatesFor(gradientDescent({ learningRate: 0.5 }), [2, -4])).toEqual([-1, 2]);
  });

  test("momentum: v <- v/2 + g, then with dampening and ahead", () => {
    expect(updatesFor(momentum({ learningRate: 1, decay: 0.5 }), [8, 8, 0])).toEqual([-8, -12, -6]);
    expect(updatesFor(momentum({ learningRate: 1, decay: 0.5, dampening: 0.25 }), [8, 8])).toEqual([-8, -10]);
    expect(updatesFor(momentum({ learningRate: 1, decay: 0.5, nesterov: true }), [8, 8])).toEqual([-12, -14]);
  });

  test("RMSProp divides by the root, and adds epsilon outside of it", () => {
    expect(updatesFor(rmsprop({ learningRate: 1, decay: 0.75, epsilon: 0.5 }), [4])).toEqual([-4 / 2.5]);
    const centered = rmsprop({ learningRate: 1, decay: 0.5, epsilon: 0, centered: true });
    expect(updatesFor(centered, [2])).toEqual([-2]);
  });

  test("Adam's first step has the length of the learning rate, whatever the gradient", () => {
    fc.assert(
      fc.property(finite, (g) => {
        fc.pre(Math.abs(g) > 1e-3);
        const [first] = updatesFor(adam({ learningRate: 0.1, epsilon: 0 }), [g]);
        expect(Math.abs(first! + 0.1 * Math.sign(g))).toBeLessThan(1e-15);
      }),
    );
  });

  test("AdamW takes the decay off beside Adam's step, L2 hides it inside", () => {
    expect(updatesFor(adamw({ learningRate: 0.5, weightDecay: 0.25, epsilon: 0 }), [3], 2)).toEqual([-0.75]);
    const inside = chain(addDecayedWeights(0.25), adam({ learningRate: 0.5, epsilon: 0 }));
    expect(updatesFor(inside, [3], 2)[0]).toBeCloseTo(-0.5, 15);
  });

  test("AMSGrad never takes a longer step again than its largest square allows", () => {
    const gradients = [10, 0.1, 0.1, 0.1];
    const plain = updatesFor(adam({ learningRate: 1, beta2: 0.5 }), gradients);
    const careful = updatesFor(adam({ learningRate: 1, beta2: 0.5, amsgrad: true }), gradients);
    expect(Math.abs(careful[3]!)).toBeLessThan(Math.abs(plain[3]!));
  });

  test("a schedule is asked with the number of steps taken before", () => {
    const asked: number[] = [];
    const learningRate = (step: number): number => {
      asked.push(step);
      return 1 / 2 ** step;
    };
    expect(updatesFor(gradientDescent({ learningRate }), [1, 1, 1])).toEqual([-1, -0.5, -0.25]);
    expect(asked).toEqual([0, 1, 2]);
  });

  test("a variance that rounding makes negative counts as 0", () => {
    const updates = updatesFor(
      rmsprop({ learningRate: 1, centered: true }),
      Array.from({ length: 4000 }, () => 0.1),
    );
    expect(updates.every(Number.isFinite)).toBe(true);
  });

  test("clipping leaves short gradients as they are", () => {
    expect(updatesFor(clipByGlobalNorm(1), [0.5, -0.25])).toEqual([0.5, -0.25]);
    expect(updatesFor(clipByGlobalNorm(1), [-50])[0]).toBeCloseTo(-1, 6);
    expect((globalNorm({ a: array([3, 0]), b: [4] }) as Tensor).item()).toBe(5);
  });

  test("a norm whose squares are out of range is right, and its derivative at 0 is 0", () => {
    const of = (size: number): number =>
      (globalNorm({ a: array([3 * size, 0]), b: 4 * size }) as Tensor).item();
    expect(of(2 ** 700)).toBe(5 * 2 ** 700);
    expect(of(2 ** -700)).toBe(5 * 2 ** -700);
    expect(updatesFor(clipByGlobalNorm(1), [-1e200])[0]).toBeCloseTo(-1, 6);
    const norm = (a: Tensor): Tensor => globalNorm({ a, b: 0 }) as Tensor;
    expect(grad(norm)(array([0, 0])).toNested()).toEqual([0, 0]);
  });
});

describe("what all optimizers have in common", () => {
  const all: readonly Optimizer[] = [
    gradientDescent({ learningRate: 0.1 }),
    momentum({ learningRate: 0.05 }),
    momentum({ learningRate: 0.05, nesterov: true }),
    rmsprop({ learningRate: 0.05, centered: true, momentum: 0.5 }),
    adam({ learningRate: 0.2 }),
    adamw({ learningRate: 0.2, amsgrad: true, weightDecay: 0 }),
  ];
  const bowl = ({ w, b }: { w: Tensor; b: Tensor }): Tensor =>
    add(sum(square(w)), sum(square(subtract(b, 2))));

  test.each(all)("$name finds the bottom of a bowl", (optimizer) => {
    let parameters = { w: array([[3, -2]]) as Tensor, b: array([1]) as Tensor };
    let state = optimizer.init(parameters);
    for (let step = 0; step < 300; step++) {
      const updated = optimizer.update(grad(bowl)(parameters), state, parameters);
      state = updated.state;
      parameters = applyUpdates(parameters, updated.updates);
    }
    expect(bowl(parameters).item()).toBeLessThan(1e-2);
  });

  test.each(all)("$name: the same gradients give the same updates, and no input is changed", (optimizer) => {
    const parameters = { w: array([1, 2]), b: 3 };
    const gradients = { w: array([0.5, -0.25]), b: 1 };
    const state = optimizer.init(parameters);
    const before = JSON.stringify([parameters, gradients, state]);
    const [first, second] = [0, 1].map(() => optimizer.update(gradients, state, parameters));
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    expect(JSON.stringify([parameters, gradients, state])).toBe(before);
  });

  test.each(all)("$name refuses gradients of another form", (optimizer) => {
    const parameters = { w: 1, b: 2 };
    expect(() => {
      const { updates } = optimizer.update({ w: 1 } as never, optimizer.init(parameters), parameters);
      applyUpdates(parameters, updates);
    }).toThrow(expect.objectContaining({ code: "tape/tree-mismatch" }));
  });
});
