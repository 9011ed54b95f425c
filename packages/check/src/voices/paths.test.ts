import { arange, map1, type NDArray, reshape, withKernels } from "@chainrule/array";
import { boundedDoubleDouble } from "@chainrule/special";
import { type ArrayLike, matmul, multiply, sum } from "@chainrule/tape";
import { expect, it } from "vitest";
import { functionSubject } from "../subject/function.ts";
import { symbolicVoice } from "./symbolic.ts";
import { tapeVoice } from "./tape.ts";

// Independence: what is compared is computed by each voice's own evaluator. Matrix kernels, of WebAssembly or of loops, serve
// only the gradient that users get.

const matrix = (seed: number): NDArray =>
  map1((i) => Math.sin(seed + i), reshape(arange(169), [13, 13]), "float64");
const f = (a: ArrayLike, b: ArrayLike): ArrayLike => {
  const product = matmul(a, b);
  return sum(multiply(product, product));
};

/** The kernels that ran, and what came out. */
function observed<R>(run: () => R): { kernels: string[]; result: R } {
  const kernels: string[] = [];
  const result = withKernels({ onProduct: ({ kernel }) => kernels.push(kernel) }, run);
  return { kernels, result };
}

it("runs the users' gradient on WebAssembly, and no voice on any matrix kernel", () => {
  const subject = functionSubject(f, [matrix(1), matrix(2)]);
  const numeric = tapeVoice(subject);
  const symbolic = symbolicVoice(subject.symbolic!, subject.parameters);

  const kernel = observed(() => numeric.kernel());
  const tape = observed(() => numeric.gradient(boundedDoubleDouble));
  const algebra = observed(() => symbolic.evaluate(boundedDoubleDouble));
  expect(kernel.kernels).toEqual(["wasm", "wasm", "wasm"]);
  expect(tape.kernels).toEqual([]);
  expect(algebra.kernels).toEqual([]);

  kernel.result.forEach((gradient, p) => {
    const exact = algebra.result.gradient[p]!;
    gradient.forEach((x, i) => {
      expect(Math.abs(x - boundedDoubleDouble.toNumber(exact[i]!))).toBeLessThan(1e-11);
    });
  });
});
