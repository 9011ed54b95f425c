import { array } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate.ts";
import { multiply, sqrt } from "../operations/arithmetic.ts";
import { pi } from "../operations/constants.ts";
import { full, iota, zerosLike } from "../operations/creation.ts";
import type { Primitive } from "../primitive.ts";
import { grad } from "../transforms/grad.ts";
import { trace } from "../transforms/trace.ts";
import { vmap } from "../transforms/vmap.ts";
import type { ArrayLike, Tensor } from "../value.ts";
import { pi as piRow } from "./constants.ts";
import { full as fullRow } from "./create.ts";

describe("rows without inputs", () => {
  const f = (x: Tensor): ArrayLike => multiply(multiply(x, iota(2)), multiply(full([2], 3), sqrt(pi())));

  it("are recorded by a trace, not baked", () => {
    const program = trace(f)(array([1, 2]));
    const names = program.entries.map(({ primitive }) => primitive.name);
    expect(names).toEqual(expect.arrayContaining(["iota", "full", "pi", "sqrt"]));
    expect((evaluate(program, [array([1, 2])])[0] as Tensor).toNested()).toEqual(
      (f(array([1, 2])) as Tensor).toNested(),
    );
  });

  it("are the same for every example, and constant to every derivative", () => {
    expect(
      (
        vmap(f)(
          array([
            [1, 2],
            [3, 4],
          ]),
        ) as Tensor
      ).shape,
    ).toEqual([2, 2]);
    expect(grad((x: Tensor) => multiply(pi(), x))(2 as never) as unknown as number).toBe(Math.PI);
    expect(zerosLike(array([1], { dtype: "float32" })).dtype).toBe("float32");
    for (const row of [fullRow, piRow] as unknown as readonly Primitive[]) {
      const application = {
        params: { shape: [], value: 1, dtype: "float64" } as never,
        inputs: [],
        outputs: [],
        saved: [],
        needed: [],
        rules: new Map(),
      };
      expect(row.vjp([1], application)).toEqual([]);
      expect(row.jvp([], application)).toEqual([undefined]);
    }
    expect(piRow.kernel(undefined, [], [])[0]?.item()).toBe(Math.PI);
    const [filled] = fullRow.batch([], {
      params: { shape: [1], value: 7, dtype: "float64" },
      size: 2,
      batched: [],
    });
    expect((filled as Tensor).toNested()).toEqual([7]);
  });
});
