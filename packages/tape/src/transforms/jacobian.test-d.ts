import { type NDArray, ones } from "@chainrule/array";
import { type ArrayLike, add, exp, hessian, jacobian, multiply, sum, type Tensor } from "../index.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

const x: NDArray = ones([3]);
const product = (a: Tensor, b: Tensor): Tensor => multiply(a, b);
const either = (a: ArrayLike): ArrayLike => multiply(a, a);
const parts = ({ a, b }: { a: Tensor; b: ArrayLike }): { p: Tensor; q: [Tensor] } => ({
  p: multiply(a, b),
  q: [add(a, b)],
});

const byFirst = jacobian(product)(x, x);
same<typeof byFirst, Tensor>(true);
const byBoth = jacobian(product, { argnums: [0, 1] })(x, x);
same<typeof byBoth, Tensor[]>(true);
const ofArray = jacobian(either)(x);
same<typeof ofArray, Tensor>(true);
// Of a number there is a number, or an array: the function's type does not say whether its result is a scalar.
const ofNumber = jacobian(either)(2);
same<typeof ofNumber, number | Tensor>(true);
const ofNumbers = jacobian((a: number) => exp(a))(2);
same<typeof ofNumbers, number>(true);
const ofTree = jacobian(parts)({ a: x, b: 2 });
same<typeof ofTree.p.a, Tensor>(true);
same<typeof ofTree.q, [{ a: Tensor; b: number | Tensor }]>(true);
const untyped = jacobian((a) => a)(2);
same<0 extends 1 & typeof untyped ? true : false, true>(true);

const curvature = hessian((a: Tensor) => sum(either(a)))(x);
same<typeof curvature, Tensor>(true);
const second = hessian(either)(2);
same<typeof second, number>(true);
const blocks = hessian(({ a, b }: { a: Tensor; b: number }) => sum(multiply(a, b)))({ a: x, b: 2 });
same<typeof blocks.b.b, number>(true);
same<typeof blocks.a.a, Tensor>(true);
same<typeof blocks.b.a, Tensor>(true);
