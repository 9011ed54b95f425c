import { apply } from "../apply.ts";
import type { Program } from "../program.ts";
import type { GivenArguments, TreeFunction } from "../transforms/arguments.ts";
import { checkGiven } from "../transforms/arguments.ts";
import { flatten, unflatten } from "../tree.ts";
import type { ArrayLike } from "../value.ts";
import {
  batchBody,
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

/** A body called as one operation. */
export interface CheckpointParams {
  readonly body: Program;
}

/** Calls its body. Nothing of the body's inside is kept for the backward sweep, which recomputes it. */
const checkpointRow: ControlPrimitive<CheckpointParams> = /* @__PURE__ */ control<CheckpointParams>({
  name: "checkpoint",
  execute: (machine, { body }, inputs) => machine.run(body, inputs),
  shape: ({ body }) => outputAbstracts(body),
  reads: "inputs",
  vjp: (cotangents, { params, inputs, needed, rules }) =>
    pullBody(params.body, inputs, cotangents, needed, rules),
  jvp: (tangents, { params, inputs, outputs, rules }) => {
    const active = tangents.map((tangent) => tangent !== undefined);
    const float = floats(outputs);
    const flat = [...inputs, ...(where(tangents, active) as ArrayLike[])];
    const body = traceRule(
      "checkpoint",
      (values) => pushTangents(params.body, values, active, float, rules),
      flat,
    );
    return spread(apply(checkpointRow, { body }, flat), float);
  },
  batch: (inputs, { params, batched, size }) => {
    const body = traceRule("checkpoint", (wholes) => batchBody(params.body, wholes, batched, size), inputs);
    return apply(checkpointRow, { body }, inputs);
  },
});

/**
 * The same function, of which the backward sweep keeps only the arguments: what happens inside is computed
 * again when its gradient is wanted. Less memory for about one more forward pass.
 *
 * @example
 * ```ts
 * import { checkpoint, grad, sin } from "@chainrule/tape";
 * grad(checkpoint((x) => sin(sin(x))))(0); // => 1
 * ```
 */
export function checkpoint<F extends TreeFunction>(f: F): (...args: GivenArguments<F>) => ReturnType<F> {
  checkGiven("checkpoint", [f]);
  return (...args) => {
    const { leaves, structure } = flatten(args);
    const call = (values: readonly ArrayLike[]): unknown =>
      f(...(unflatten(structure, values) as Parameters<F>));
    const body = traceBody("checkpoint", call, leaves);
    const outputs = apply(checkpointRow, { body: body.program }, [...leaves, ...body.captured]);
    return unflatten(body.structure, outputs) as ReturnType<F>;
  };
}
