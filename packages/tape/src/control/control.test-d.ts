import { type NDArray, ones } from "@chainrule/array";
import { type ArrayLike, add, ifElse, less, multiply, scan, type Tensor, whileLoop } from "../index.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

const x: NDArray = ones([3]);
const either: ArrayLike = 2;

// Numbers come back as arrays, trees in their form.
const doubled = whileLoop(
  (c) => less(c, 100),
  (c) => multiply(c, 2),
  1,
);
same<typeof doubled, Tensor>(true);
const pair = whileLoop(
  ([i]) => less(i, 3),
  ([i, v]) => [add(i, 1), multiply(v, 2)],
  [0, x],
);
same<typeof pair, readonly [Tensor, Tensor]>(true);
const named = whileLoop(
  ({ i }) => less(i, 3),
  ({ i, v }) => ({ i: add(i, 1), v: { w: multiply(v.w, 2) } }),
  { i: 0, v: { w: either } },
);
same<typeof named, { readonly i: Tensor; readonly v: { readonly w: Tensor } }>(true);
whileLoop(
  (c) => less(c, 1),
  // @ts-expect-error: the carry must keep its form
  (c) => ({ c }),
  1,
);

const [total, sums] = scan((carry, slice) => [add(carry, slice), add(carry, slice)], 0, x);
same<typeof total, Tensor>(true);
same<typeof sums, Tensor>(true);
const [state, { size, none }] = scan(
  (s, { a, b }) => [{ v: add(s.v, a) }, { size: multiply(a, b), none: null }],
  { v: 0 },
  { a: x, b: x },
);
same<typeof state, { readonly v: Tensor }>(true);
same<typeof size, Tensor>(true);
same<typeof none, null>(true);
// @ts-expect-error: a step gives a carry and an output
scan((carry) => carry, 0, x);

const chosen = ifElse(
  true,
  (a) => multiply(a, 2),
  (a) => a,
  3,
);
same<typeof chosen, Tensor>(true);
const branch = ifElse(
  less(either, 0),
  (a, b) => ({ sum: add(a, b.c) }),
  (a) => ({ sum: a }),
  either,
  { c: x },
);
same<typeof branch, { readonly sum: Tensor }>(true);
ifElse(
  true,
  (a) => a,
  // @ts-expect-error: the branches give the same form
  (a) => [a],
  3,
);
ifElse(
  true,
  // @ts-expect-error: there is one operand
  (a, b) => add(a, b),
  (a) => a,
  3,
);
