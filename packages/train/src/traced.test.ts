import {
  array,
  grad,
  ifElse,
  less,
  multiply,
  type NDArray,
  negate,
  square,
  sum,
  type Tensor,
} from "@chainrule/tape";
import { expect, test } from "vitest";
import { traced } from "./index.ts";

/** How often the function behind a traced one was called. */
function counted<A extends unknown[], R>(f: (...args: A) => R): { calls(): number; run: (...args: A) => R } {
  let calls = 0;
  const run = traced((...args: A) => {
    calls += 1;
    return f(...args);
  });
  return { calls: () => calls, run };
}

test("records once for each shape and dtype, and gives what the function gives", () => {
  const { calls, run } = counted((x: Tensor) => ({ total: sum(square(x)), twice: [multiply(2, x)] }));
  for (const scale of [1, 2, 3]) {
    const { total, twice } = run(array([scale, -scale]));
    expect((total as NDArray).item()).toBe(2 * scale ** 2);
    expect((twice[0] as NDArray).toNested()).toEqual([2 * scale, -2 * scale]);
  }
  expect(calls()).toBe(1);
  run(array([1, 2, 3]));
  run(array([1, 2], { dtype: "float32" }));
  run(array([5, 6]));
  expect(calls()).toBe(3);
});

test("numbers are inputs, and come out as numbers", () => {
  const { calls, run } = counted((x: number, n: number) => multiply(x, n));
  expect([run(2, 3), run(4, 5)]).toEqual([6, 20]);
  expect(calls()).toBe(1);
});

test("numbers stay weak: float32 stays float32", () => {
  const step = traced((x: Tensor, rate: number) => multiply(rate, x) as NDArray);
  expect(step(array([1], { dtype: "float32" }), 0.1).dtype).toBe("float32");
});

test("what is no array belongs to the form: another value is another program", () => {
  const { calls, run } = counted((x: Tensor, how: { name: string; by?: readonly number[] }) =>
    how.name === "square" ? square(x) : multiply(x, how.by?.[0] ?? 1),
  );
  expect((run(array([3]), { name: "square" }) as NDArray).item()).toBe(9);
  expect((run(array([3]), { name: "scale" }) as NDArray).item()).toBe(3);
  expect((run(array([3]), { name: "scale", by: [2] }) as NDArray).item()).toBe(6);
  expect((run(array([4]), { name: "square" }) as NDArray).item()).toBe(16);
  expect(calls()).toBe(3);
});

test("arguments and constants pass through", () => {
  const held = array([7]);
  const run = traced((x: Tensor, n: number) => [x, held, n, "text", multiply(held, x)] as const);
  const [x, kept, n, text, product] = run(array([2]), 5);
  expect([(x as NDArray).item(), kept.item(), n, text, (product as NDArray).item()]).toEqual([
    2,
    7,
    5,
    "text",
    14,
  ]);
});

test("gradients and branches are recorded too", () => {
  const slope = traced(
    grad((x: number) =>
      ifElse(
        less(x, 0),
        (y) => negate(y),
        (y) => multiply(y, y),
        x,
      ),
    ),
  );
  const at = (x: number): number => (slope(x) as unknown as NDArray).item();
  expect([at(3), at(-3), at(0.5)]).toEqual([6, -1, 1]);
});

test("old programs are let go", () => {
  const { calls, run } = counted((x: Tensor) => sum(x));
  for (let length = 1; length <= 9; length++) run(array(new Float64Array(length)));
  run(array(new Float64Array(9)));
  expect(calls()).toBe(9);
  run(array(new Float64Array(1)));
  expect(calls()).toBe(10);
});

test("a function that reads elements is refused", () => {
  expect(() => traced((x: Tensor) => ((x as NDArray).item() > 0 ? x : 0))(array([1]))).toThrow(
    expect.objectContaining({ code: "tape/no-concrete-value" }),
  );
});
