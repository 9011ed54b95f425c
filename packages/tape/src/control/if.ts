import { sameShape } from "@chainrule/array";
import { apply } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { type Program, run } from "../program.ts";
import { checkGiven, type Given, type Whole, type WholeArguments } from "../transforms/arguments.ts";
import { flatten, unflatten } from "../tree.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import {
  type Body,
  batchBody,
  explicit,
  floats,
  outputAbstracts,
  pullBody,
  pushTangents,
  spread,
  traceBody,
  traceRule,
  where,
} from "./bodies.ts";
import { type ControlPrimitive, control } from "./control.ts";
import { selectExamples } from "./while.ts";

/** Two bodies of the same inputs and outputs. The first input of the row is the predicate. */
export interface IfParams {
  readonly ifTrue: Program;
  readonly ifFalse: Program;
}

const ifRow: ControlPrimitive<IfParams> = /* @__PURE__ */ control<IfParams>({
  name: "ifElse",
  execute: (machine, { ifTrue, ifFalse }, [predicate, ...operands]) => {
    const holds = machine.truth(predicate!);
    if (holds === undefined) return outputAbstracts(ifTrue).map((each) => machine.unknown!(each));
    return machine.run(holds ? ifTrue : ifFalse, operands);
  },
  shape: ({ ifTrue }) => outputAbstracts(ifTrue),
  reads: "inputs",
  vjp: (cotangents, { params, inputs, needed, rules }) => {
    const [predicate, ...operands] = inputs;
    const wanted = needed.slice(1);
    const present = cotangents.map((cotangent) => cotangent !== undefined);
    const seeds = where(cotangents, present) as ArrayLike[];
    const pull = (body: Program, flat: readonly ArrayLike[]): ArrayLike[] => {
      const primals = flat.slice(0, operands.length);
      const outgoing = spread(flat.slice(operands.length), present);
      const pulled = pullBody(body, primals, outgoing, wanted, rules);
      return where(
        pulled.map((linear, i) => explicit(linear, primals[i]!)),
        wanted,
      );
    };
    const results = applyToBoth(params, pull, predicate!, [...operands, ...seeds]);
    return [undefined, ...spread(results, wanted)];
  },
  jvp: (tangents, { params, inputs, outputs, rules }) => {
    const [predicate, ...operands] = inputs;
    const directions = tangents.slice(1);
    const active = directions.map((tangent) => tangent !== undefined);
    const float = floats(outputs);
    const push = (body: Program, flat: readonly ArrayLike[]): ArrayLike[] =>
      pushTangents(body, flat, active, float, rules);
    const present = where(directions, active) as ArrayLike[];
    return spread(applyToBoth(params, push, predicate!, [...operands, ...present]), float);
  },
  batch: (inputs, { params, batched, size }) => {
    const [predicate, ...operands] = inputs;
    const flags = batched.slice(1);
    const both = (body: Program, flat: readonly ArrayLike[]): readonly ArrayLike[] =>
      batchBody(body, flat, flags, size);
    if (!batched[0]) return applyToBoth(params, both, predicate!, operands);
    const taken = both(params.ifTrue, operands);
    const other = both(params.ifFalse, operands);
    return taken.map((value, i) => selectExamples(predicate!, value, other[i]!));
  },
});

/** The conditional whose branches are `rule` of the given ones. */
function applyToBoth(
  { ifTrue, ifFalse }: IfParams,
  rule: (body: Program, inputs: readonly ArrayLike[]) => readonly ArrayLike[],
  predicate: ArrayLike,
  operands: readonly ArrayLike[],
): readonly ArrayLike[] {
  const traced = (body: Program): Program => traceRule("ifElse", (flat) => rule(body, flat), operands);
  return apply(ifRow, { ifTrue: traced(ifTrue), ifFalse: traced(ifFalse) }, [predicate, ...operands]);
}

/**
 * `then(...operands)` where the predicate is not 0, else `otherwise(...operands)`: a choice that a program can
 * make. Both branches are traced, and give trees of the same form, shapes and dtypes; one is run.
 *
 * Under `vmap` with a batched predicate both run, and each example selects.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when the branches give different shapes.
 *
 * @example
 * ```ts
 * import { type ArrayLike, grad, ifElse, less, multiply, negate } from "@chainrule/tape";
 * const f = (x: ArrayLike) => ifElse(less(x, 0), (y) => negate(y), (y) => multiply(y, y), x);
 * grad(f)(3); // => 6
 * grad(f)(-3); // => -1
 * ```
 */
export function ifElse<const A extends readonly unknown[], const R>(
  predicate: ArrayLike | boolean,
  then: (...operands: WholeArguments<A>) => R,
  otherwise: (...operands: WholeArguments<A>) => Given<Whole<R>>,
  ...operands: A
): Whole<R> {
  checkGiven("ifElse", [then, otherwise]);
  const { leaves, structure } = flatten(operands);
  const trace = (branch: (...operands: WholeArguments<A>) => unknown): Body =>
    traceBody("ifElse", (values) => branch(...(unflatten(structure, values) as WholeArguments<A>)), leaves);
  const [first, second] = [trace(then), trace(otherwise)];
  checkBranches(first, second);
  const inputs = [...leaves, ...first.captured, ...second.captured];
  const between = leaves.length + first.captured.length;
  const params: IfParams = {
    ifTrue: traceRule("ifElse", (all) => run(first.program, all.slice(0, between)), inputs),
    ifFalse: traceRule(
      "ifElse",
      (all) => run(second.program, [...all.slice(0, leaves.length), ...all.slice(between)]),
      inputs,
    ),
  };
  const flag = typeof predicate === "boolean" ? Number(predicate) : predicate;
  if (shapeOf(flag).length > 0)
    throw new ArgumentError("ifElse", "the predicate must be a scalar; reduce it (any, all), or use where.");
  return unflatten(first.structure, apply(ifRow, params, [flag, ...inputs])) as Whole<R>;
}

function checkBranches(first: Body, second: Body): void {
  const [a, b] = [outputAbstracts(first.program), outputAbstracts(second.program)];
  if (a.length !== b.length) {
    throw new ArgumentError(
      "ifElse",
      `the branches give ${a.length} and ${b.length} arrays; give trees of the same form.`,
    );
  }
  a.forEach((one, i) => {
    const other = b[i]!;
    if (!sameShape(one.shape, other.shape)) {
      throw new ShapeMismatchError(
        "ifElse",
        [one.shape, other.shape],
        "the branches must give the same shapes.",
      );
    }
    if (one.dtype !== other.dtype) {
      throw new ArgumentError(
        "ifElse",
        `the branches give ${one.dtype} and ${other.dtype}; cast one of them.`,
      );
    }
  });
}
