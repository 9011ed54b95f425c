import { array, type NDArray } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import { applyOne } from "./apply.ts";
import {
  type BackwardStep,
  grad,
  hessian,
  jvp,
  recordTape,
  run,
  scan,
  stopGradient,
  Tape,
  TapeVariable,
  trace,
  valueAndGrad,
  vjp,
  vmap,
} from "./index.ts";
import { add, exp, less, multiply, sigmoid, sin, tanh, where } from "./operations/elementwise.ts";
import { sum } from "./operations/reductions.ts";
import type { Primitive } from "./primitive.ts";
import { contract } from "./rows/contract.ts";
import { broadcastTo, reshape } from "./rows/move.ts";
import type { ArrayLike, Value } from "./value.ts";

const names = (tape: Tape): string[] => tape.entries.map((entry) => entry.primitive.name);

describe("the explicit tape", () => {
  test("can be filled by hand, and walked both ways", () => {
    const tape = new Tape();
    const x = tape.input(array([1, 2]));
    const y = tape.input(3);
    const z = sum(multiply(multiply(x, x), y));
    expect(tape.finish([z]).map((primal) => (primal as NDArray).item())).toEqual([15]);
    expect(names(tape)).toEqual(["multiply", "multiply", "sum"]);
    const primals = tape.entries.map(({ outputs: [out] }) => (out!.primal as NDArray).toNested());
    expect(primals).toEqual([[1, 4], [3, 12], 15]);
    const [byX, byY] = tape.backward([1]) as NDArray[];
    expect([byX!.toNested(), byY!.item()]).toEqual([[6, 12], 5]);
    const [along] = tape.forward([array([1, 10]), undefined]) as NDArray[];
    expect(along!.item()).toBe(126);
  });

  test("reports the contribution of every edge before accumulation", () => {
    // x² + 3 x: the two edges of the product carry x each, the edge of 3 x carries 3
    const tape = recordTape((x) => add(multiply(x, x), multiply(3, x)))(5);
    const steps: BackwardStep[] = [];
    expect(tape.backward([1], (step) => steps.push(step))).toEqual([13]);
    const byName = steps.map((step) => [step.entry.primitive.name, step.cotangents, step.contributions]);
    expect(byName).toEqual([
      ["add", [1], [1, 1]],
      ["multiply", [1], [undefined, 3]],
      ["multiply", [1], [5, 5]],
    ]);
  });

  test("keeps only the entries that reach the output", () => {
    const tape = recordTape((x) => {
      exp(sin(x));
      return multiply(x, x);
    })(2);
    expect(names(tape)).toEqual(["multiply"]);
  });

  test("does not record what does not depend on its inputs, and takes constants as they are", () => {
    const tape = recordTape((x) => multiply(x, multiply(2, 4)))(2);
    expect(tape.entries[0]!.inputs[1]).toBe(8);
    expect(tape.entries[0]!.inputs[0]).toBeInstanceOf(TapeVariable);
  });

  test("does not record what carries no derivative", () => {
    const tape = recordTape((x: Value) => sum(where(less(x, 0), x, multiply(x, 2))))(array([3, -1]));
    expect(names(tape)).toEqual(["multiply", "where", "sum"]);
    expect((tape.backward([1])[0] as NDArray).toNested()).toEqual([2, 1]);
  });

  test("has no cotangent for inputs that are not needed: the first layer's input", () => {
    const w = array([
      [1, 2],
      [3, 4],
    ]);
    const x = array([[5, 6]]);
    const dense = (weight: ArrayLike): ArrayLike =>
      sum(tanh(applyOne(contract, { contract: [[-1], [-1]], batch: [[], []] }, [x, weight])));
    const steps: BackwardStep[] = [];
    recordTape(dense)(w).backward([1], (step) => steps.push(step));
    const last = steps.at(-1)!;
    expect([last.entry.primitive.name, last.contributions[0]]).toEqual(["contract", undefined]);
    expect((last.contributions[1] as NDArray).shape).toEqual([2, 2]);
  });
});

describe("fan-out and scale", () => {
  const product = (xs: ArrayLike[]): ArrayLike => xs.reduce((p, x) => multiply(p, x), 1);

  test("the gradient of x1 x2 ... xn is the product of the others", () => {
    expect(grad(product)([2, 3, 5, 7])).toEqual([105, 70, 42, 30]);
    expect(grad(product)([2, 0, 5, 7])).toEqual([0, 70, 0, 0]);
  });

  test("n = 10,000 in linear time: so many scalar operations, forward and back", () => {
    const factors = (n: number): number[] => Array.from({ length: n }, (_, i) => 1 + 1e-3 * Math.sin(i));
    const xs = factors(10_000);
    const total = xs.reduce((p, x) => p * x, 1);
    (grad(product)(xs) as number[]).forEach((slope, i) => {
      expect(Math.abs(slope * xs[i]! - total)).toBeLessThan(1e-11 * total);
    });
    const operations = (n: number): number => trace(grad(product))(factors(n)).entries.length;
    expect(operations(10_000)).toBeLessThanOrEqual(4 * 10_000);
    expect(operations(10_000)).toBeLessThanOrEqual(10.1 * operations(1_000));
  });

  test("x used 10,000 times: contributions add up", () => {
    const f = (x: ArrayLike): ArrayLike =>
      Array.from({ length: 10_000 }).reduce((s: ArrayLike) => add(s, x), 0 as ArrayLike);
    expect(grad(f)(1)).toBe(10_000);
  });

  test("10,000 nested sines: no recursion", () => {
    let [value, slope] = [0.5, 1];
    for (let i = 0; i < 10_000; i++) [value, slope] = [Math.sin(value), slope * Math.cos(value)];
    const f = (x: ArrayLike): ArrayLike => Array.from({ length: 10_000 }).reduce((s: ArrayLike) => sin(s), x);
    const gradient = grad(f)(0.5) as number;
    expect(Math.abs(gradient / slope - 1)).toBeLessThan(1e-12);
  });
});

describe("replaced rules and edges", () => {
  const doubled = (row: Primitive): Partial<Primitive> => ({
    vjp: (cotangents, application) =>
      row.vjp(cotangents, application).map((linear) => linear && multiply(linear, 2.001 / 1)),
  });
  const net = (p: { first: ArrayLike; second: ArrayLike }): ArrayLike =>
    sum(multiply(p.second, tanh(multiply(p.first, array([1, 2])))));
  const parameters = { first: array([0.5, -0.25]), second: array([2, 3]) };
  const truth = grad(net)(parameters);

  test("a fault in one row reaches what lies before it, and nothing else", () => {
    const wrong = grad(net, { rules: { tanh: doubled } })(parameters);
    expect((wrong.second as NDArray).toNested()).toEqual((truth.second as NDArray).toNested());
    const [a, b] = [(wrong.first as NDArray).toTypedArray(), (truth.first as NDArray).toTypedArray()];
    a.forEach((x, i) => {
      expect(x / b[i]!).toBeCloseTo(2.001, 12);
    });
  });

  test("rules reach the bodies of control primitives", async () => {
    const { checkpoint, ifElse, scan } = await import("./index.ts");
    const functions = [
      checkpoint((x: ArrayLike) => tanh(x)),
      (x: ArrayLike) => scan((c) => [tanh(c), null], x, null, { length: 1 })[0],
      (x: ArrayLike) =>
        ifElse(
          1,
          (y) => tanh(y),
          (y) => y,
          x,
        ),
    ];
    for (const f of functions) {
      const [right, wrong] = [grad(f)(0.5) as number, grad(f, { rules: { tanh: doubled } })(0.5) as number];
      expect(wrong / right).toBeCloseTo(2.001, 12);
      const tangent = jvp(f, { rules: new Map([["tanh", { jvp: () => [7] }]]) })([0.5], [1])
        .tangent as NDArray;
      expect(tangent.item()).toBe(7);
    }
  });

  test("an edge can be cut: the first layer's gradient is zero", () => {
    const tapeOfNet = recordTape(net, {
      edges: ({ entry, contributions }) =>
        contributions.map((linear, i) => {
          const input = entry.inputs[i];
          return input instanceof TapeVariable && input.index === 0 ? undefined : linear;
        }),
    })(parameters);
    expect(tapeOfNet.backward([1])[0]).toBeUndefined();
    const cut = grad(net, {
      edges: ({ entry, contributions }) =>
        contributions.map((linear, i) =>
          (entry.inputs[i] as TapeVariable).index === 0 ? undefined : linear,
        ),
    })(parameters);
    expect((cut.first as NDArray).toNested()).toEqual([0, 0]);
  });

  test("a fault visible only in the second order: a vjp whose partial is cut off from its argument", () => {
    const faulty = (row: Primitive): Partial<Primitive> => ({
      vjp: (cotangents, application) =>
        row.vjp(cotangents, {
          ...application,
          inputs: application.inputs.map((x) => stopGradient(x)),
          outputs: application.outputs.map((y) => stopGradient(y)),
        }),
    });
    const f = (x: ArrayLike): ArrayLike => sum(sigmoid(x));
    const rules = { sigmoid: faulty };
    const x = array([0.5, -1]);
    expect((grad(f, { rules })(x) as NDArray).toNested()).toEqual((grad(f)(x) as NDArray).toNested());
    expect((hessian(f, { rules })(x) as NDArray).toNested()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect((hessian(f)(x) as NDArray).toNested()[0 as never]).not.toEqual([0, 0]);
  });

  test("a cotangent of another shape than its variable's is refused, with the operation's name", () => {
    const unsummed = {
      vjp: (cotangents: readonly (ArrayLike | undefined)[]) => [cotangents[0], cotangents[0]],
    };
    const f = (b: ArrayLike): ArrayLike => sum(add(array([1, 2, 3]), b));
    expect(() => grad(f, { rules: { add: unsummed } })(array([1]))).toThrow(
      expect.objectContaining({ code: "tape/shape-mismatch", operation: "add" }),
    );
  });
});

describe("mistakes speak", () => {
  const code = (run: () => unknown, expected: string): void => {
    expect(run).toThrow(expect.objectContaining({ code: expected }));
  };

  const pairs = (a: number[][], b: number[][]): ArrayLike =>
    applyOne(contract, { contract: [[-1], [-1]], batch: [[], []] }, [array(a), array(b)]);

  test("JavaScript operators on recorded values", () => {
    code(() => grad((x: Value) => (x as unknown as number) * 3)(2), "tape/implicit-conversion");
    code(() => grad((x: Value) => ((x as unknown as number) < 3 ? x : x))(2), "tape/implicit-conversion");
    code(() => grad((x: Value) => [10, 20][x as unknown as number]!)(1), "tape/implicit-conversion");
    code(() => vmap((x: Value) => `${x}`)(array([1])), "tape/implicit-conversion");
  });

  test("a promise from a transformed function", () => {
    const asynchronous = async (x: ArrayLike): Promise<ArrayLike> => x;
    code(() => grad(asynchronous)(1), "tape/async");
    code(() => jvp(asynchronous)([1], [1]), "tape/async");
    code(() => vmap(asynchronous)(array([1])), "tape/async");
    code(() => trace(asynchronous)(1), "tape/async");
  });

  test("a value used after its transform", () => {
    const kept: Value[] = [];
    const keep = (x: Value): Value => {
      kept.push(x);
      return x;
    };
    grad(keep)(1);
    jvp(keep)([1], [1]);
    vmap(keep)(array([1]));
    trace(keep)(1);
    expect(kept.length).toBe(4);
    for (const value of kept) code(() => multiply(value, 2), "tape/escaped");
    grad((x: ArrayLike) => {
      code(() => multiply(x, kept[0]!), "tape/escaped");
      return x;
    })(1);
  });

  test("a function that throws does not leave its recorder open", () => {
    const kept: Value[] = [];
    const failing = (x: Value): ArrayLike => {
      kept.push(x);
      throw new RangeError("from inside");
    };
    expect(() => grad(failing)(1)).toThrow(RangeError);
    expect(() => jvp(failing)([1], [1])).toThrow(RangeError);
    expect(() => vmap(failing)(array([1]))).toThrow(RangeError);
    expect(() => trace(failing)(1)).toThrow(RangeError);
    expect(kept.length).toBe(4);
    for (const value of kept) code(() => sin(value), "tape/escaped");
    expect(sin(0)).toBe(0);
  });

  test("what is no function, or no object of options", async () => {
    const transforms = await import("./index.ts");
    const names = [
      "grad",
      "valueAndGrad",
      "vjp",
      "jvp",
      "linearize",
      "jacobian",
      "hessian",
      "hvp",
      "vmap",
      "perExampleGrad",
    ];
    for (const name of [...names, "trace", "recordTape", "dotProductTest", "forwardReverseTest"] as const) {
      const transform = transforms[name as "grad"] as (...given: unknown[]) => unknown;
      for (const wrong of [undefined, null, 3, array([1])]) code(() => transform(wrong), "tape/argument");
      code(() => transform((x: ArrayLike) => x, null), "tape/argument");
      expect(() => transform((x: ArrayLike) => x, undefined)).not.toThrow();
    }
    const { checkpoint, customJvp, customVjp, ifElse, implicitFunction, whileLoop } = transforms;
    const [no, f] = [undefined as never, (x: ArrayLike): ArrayLike => x];
    const calls = [
      () => checkpoint(no),
      () => customVjp(f, no),
      () => customVjp(f, {} as never),
      () => customJvp(f, no),
      () => implicitFunction(f, no),
      () => scan(no, 1, null, { length: 1 }),
      () => scan(f as never, 1, null, null as never),
      () => ifElse(1, f, no, 1),
      () => whileLoop(f, no, 1),
    ];
    for (const call of calls) code(call, "tape/argument");
  });

  test("operands that are no arrays", () => {
    for (const wrong of [[1, 2], "3", null, undefined, 3n, true, new Float64Array(2), {}]) {
      code(() => sum(wrong as never), "tape/operand");
      code(() => sin(wrong as never), "tape/operand");
      code(() => grad((x: ArrayLike) => multiply(x, wrong as never))(1), "tape/operand");
      code(() => trace((x: ArrayLike) => multiply(x, wrong as never))(1), "tape/operand");
    }
  });

  test("shapes and results that do not fit", () => {
    code(() => add(array([1, 2]), array([1, 2, 3])), "tape/shape-mismatch");
    expect(() => multiply(array([[1, 2]]), array([1, 2, 3]))).toThrow(/multiply.*\[1, 2\].*\[3\]/);
    code(() => pairs([[1, 2]], [[1, 2, 3]]), "tape/shape-mismatch");
    code(() => applyOne(reshape, { rank: 1, shape: [4] }, [array([1, 2, 3])]), "tape/shape-mismatch");
    code(() => applyOne(broadcastTo, { rank: 1, shape: [2, 4] }, [array([1, 2, 3])]), "tape/shape-mismatch");
    code(() => applyOne(broadcastTo, { rank: 2, shape: [4] }, [array([[1], [2]])]), "tape/shape-mismatch");
    code(() => grad((x: ArrayLike) => multiply(x, 2))(array([1, 2])), "tape/argument");
    code(() => grad((_: ArrayLike) => [1, 2])(1), "tape/argument");
    code(() => grad((x: ArrayLike) => x, { argnums: 1 })(1), "tape/argument");
    code(() => grad((x: ArrayLike) => x)(array([1], { dtype: "int32" })), "tape/argument");
    code(() => vjp((x: ArrayLike) => x)(array([1, 2])).pullback([1, 2]), "tape/tree-mismatch");
    code(() => vjp((x: ArrayLike) => x)(array([1, 2])).pullback(array([1])), "tape/shape-mismatch");
    code(() => jvp((x: ArrayLike) => x)([array([1])], [array([1, 2])]), "tape/shape-mismatch");
    code(() => jvp((x: ArrayLike) => x)([1], [1, 1]), "tape/argument");
  });

  test("elements are not there to be read under vmap and trace, but under grad and jvp they are", () => {
    const reading = (x: Value): ArrayLike => (x.item() > 0 ? multiply(x, 3) : x);
    expect(grad(reading)(2)).toBe(3);
    expect(grad(grad(reading))(2)).toBe(0);
    expect(jvp(reading)([-2], [1]).tangent).toBe(1);
    code(() => vmap(reading)(array([1])), "tape/no-concrete-value");
    code(() => trace(reading)(1), "tape/no-concrete-value");
    grad((x: Value) => {
      expect([x.toTypedArray(), x.toNested(), x.rank, x.size, x.toString()]).toEqual([
        new Float64Array([1, 2]),
        [1, 2],
        1,
        2,
        "float64[2] in grad",
      ]);
      return sum(x);
    })(array([1, 2]));
  });
});

describe("trees, numbers, dtypes", () => {
  test("gradients have the form of the argument; numbers give numbers; what is not used gives zeros", () => {
    const f = (p: { layers: { w: ArrayLike; b: number }[]; name: string; unused: ArrayLike }): ArrayLike =>
      sum(multiply(p.layers[0]!.w, add(p.layers[0]!.b, multiply(p.layers[1]!.w, p.layers[1]!.b))));
    const gradient = grad(f)({
      layers: [
        { w: array([1, 2]), b: 3 },
        { w: 4, b: 5 },
      ],
      name: "net",
      unused: array([1, 1]),
    }) as never as { layers: { w: NDArray; b: number }[]; name: string; unused: NDArray };
    expect(gradient.layers[0]!.w.toNested()).toEqual([23, 23]);
    expect([gradient.layers[0]!.b, gradient.layers[1]!.w, gradient.layers[1]!.b]).toEqual([3, 15, 12]);
    expect([gradient.name, gradient.unused.toNested()]).toEqual(["net", [0, 0]]);
  });

  test("valueAndGrad hands the extra tree through", () => {
    const f = (x: ArrayLike): unknown[] => [multiply(x, x), { twice: multiply(x, 2), label: "ok" }];
    expect(valueAndGrad(f, { aux: true })(3)).toEqual({
      value: 9,
      gradient: 6,
      aux: { twice: 6, label: "ok" },
    });
  });

  test("a float32 parameter has a float32 gradient, whatever it met", () => {
    const w = array([1, 2], { dtype: "float32" });
    const f = (p: ArrayLike): ArrayLike => sum(multiply(multiply(p, 0.1), array([3, 4])));
    const gradient = grad(f)(w) as NDArray;
    expect(gradient.dtype).toBe("float32");
    expect((grad((p: ArrayLike) => sum(multiply(p, 2)))(w) as NDArray).dtype).toBe("float32");
  });

  test("a float32 scan has float32 cotangents", () => {
    const f = (w: ArrayLike, xs: ArrayLike): ArrayLike =>
      sum(scan((c, x) => [tanh(add(multiply(w, c), x)), c], array([0, 0], { dtype: "float32" }), xs)[1]);
    const given = { dtype: "float32" } as const;
    const both = grad(f, { argnums: [0, 1] })(
      array([1, 2], given),
      array(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        given,
      ),
    ) as NDArray[];
    expect(both.map(({ dtype, shape }) => [dtype, shape])).toEqual([
      ["float32", [2]],
      ["float32", [3, 2]],
    ]);
  });

  test("zero times an infinite partial is zero", async () => {
    const { sqrt, log } = await import("./operations/elementwise.ts");
    const f = (x: ArrayLike): ArrayLike => sum(multiply(add(sqrt(x), log(x)), array([0, 1])));
    expect((grad(f)(array([0, 4])) as NDArray).toNested()).toEqual([0, 0.5]);
  });

  test("a pullback and a tape may be used many times", () => {
    const { pullback } = vjp((x: ArrayLike) => ({ a: sin(x), b: multiply(x, x) }))(array([0, 1]));
    const one = { a: array([1, 0]), b: array([0, 1]) };
    expect((pullback(one) as NDArray).toNested()).toEqual([1, 2]);
    expect((pullback({ a: array([2, 0]), b: array([0, 10]) }) as NDArray).toNested()).toEqual([2, 20]);
  });
});

describe("programs", () => {
  test("constants made while tracing are recorded, those from outside are held", () => {
    const outside = array([1, 2]);
    const program = trace((x: ArrayLike) => multiply(x, add(outside, multiply(outside, 3))))(array([5, 6]));
    expect(program.entries.map((entry) => entry.primitive.name)).toEqual(["multiply", "add", "multiply"]);
    expect((run(program, [array([1, 1])])[0] as NDArray).toNested()).toEqual([4, 8]);
  });

  test("numbers are inputs unless static", () => {
    const f = (x: ArrayLike, n: ArrayLike): ArrayLike => multiply(x, typeof n === "number" ? n * 10 : n);
    expect(run(trace(f)(1, 2), [3, 4])).toEqual([12]);
    expect(run(trace(f, { static: [1] })(1, 2), [3])).toEqual([60]);
  });

  test("a program traced inside of a gradient holds the outer value", () => {
    const f = (a: ArrayLike): ArrayLike =>
      run(trace((x: ArrayLike) => multiply(a, multiply(x, x)))(1), [3])[0]!;
    expect(grad(f)(2)).toBe(9);
  });
});
