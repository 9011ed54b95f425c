import { apply } from "../apply.ts";
import { Batching } from "../batching.ts";
import { ArgumentError } from "../errors.ts";
import { addLinear, broadcastToShape } from "../families.ts";
import type { Linear } from "../primitive.ts";
import type { Program } from "../program.ts";
import { Tape } from "../tape.ts";
import { checkGiven, type TreeFunction, zerosLike } from "../transforms/arguments.ts";
import { flatten, leafCount, type Tree, type TreeStructure, unflatten } from "../tree.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import {
  batchBody,
  explicit,
  floats,
  outputAbstracts,
  pullBody,
  pushBody,
  spread,
  traceBody,
  traceRule,
  where,
} from "./bodies.ts";
import { type ControlPrimitive, control } from "./control.ts";

/** The derivative of a function as a linear map, at given primals. */
export type LinearRule = (primals: readonly ArrayLike[], linear: readonly ArrayLike[]) => readonly Linear[];

/** A body with a derivative of its own by its arguments; by what it captured, it is differentiated as usual. */
export interface CustomParams {
  readonly body: Program;
  /** How many of the inputs are arguments; the others are captured. */
  readonly arguments: number;
  /** Which way the rule goes: from cotangents of the outputs, or from tangents of the arguments. */
  readonly mode: "vjp" | "jvp";
  readonly rule: LinearRule;
}

/** Each direction of the derivative is the rule itself or its transpose. */
const customRow: ControlPrimitive<CustomParams> = /* @__PURE__ */ control<CustomParams>({
  name: "custom",
  execute: (machine, { body }, inputs) => machine.run(body, inputs),
  shape: ({ body }) => outputAbstracts(body),
  reads: "inputs",
  vjp: (cotangents, application) => {
    const { params, inputs, outputs, needed, rules } = application;
    const primals = inputs.slice(0, params.arguments);
    const seeds = cotangents.map((cotangent, i) => explicit(cotangent, outputs[i]!));
    const own =
      params.mode === "vjp" ? params.rule(primals, seeds) : transpose(params.rule, primals, primals, seeds);
    const captured = needed.map((wanted, i) => wanted && i >= params.arguments);
    if (!captured.includes(true)) return own;
    const rest = pullBody(params.body, inputs, cotangents, captured, rules);
    return inputs.map((_, i) => (i < params.arguments ? own[i] : rest[i]));
  },
  jvp: (tangents, application) => {
    const { params, inputs, outputs, rules } = application;
    const primals = inputs.slice(0, params.arguments);
    const own = tangents.slice(0, params.arguments);
    const directions = primals.map((primal, i) => explicit(own[i], primal));
    const result = own.every((tangent) => tangent === undefined)
      ? outputs.map(() => undefined)
      : params.mode === "jvp"
        ? params.rule(primals, directions)
        : transpose(params.rule, primals, outputs, directions);
    const captured = tangents.map((tangent, i) => (i < params.arguments ? undefined : tangent));
    if (captured.every((tangent) => tangent === undefined)) return result;
    const rest = pushBody(params.body, inputs, captured, rules).tangents;
    return outputs.map((_, i) => addLinear(result[i], rest[i]));
  },
  batch: (inputs, { params, batched, size }) => {
    // The arguments are all batched, so that the rule's cotangents are one for each example.
    const wholes = inputs.map((input, i) =>
      batched[i] || i >= params.arguments ? input : broadcastToShape(input, [size, ...shapeOf(input)]),
    );
    const flags = batched.map((flag, i) => flag || i < params.arguments);
    const body = traceRule("custom", (flat) => batchBody(params.body, flat, flags, size), wholes);
    return apply(customRow, { ...params, body, rule: batchedRule(params.rule, size) }, wholes);
  },
});

/**
 * The transposed map, found by differentiating the linear rule itself: `seeds` go in where its results come
 * out. `like` are values of the shapes that the rule takes.
 */
function transpose(
  rule: LinearRule,
  primals: readonly ArrayLike[],
  like: readonly ArrayLike[],
  seeds: readonly ArrayLike[],
): readonly Linear[] {
  const float = floats(like);
  const tape = new Tape({ name: "a custom rule", lean: true });
  const results = rule(
    primals,
    like.map((x, i) => (float[i] ? tape.input(zerosLike(x)) : zerosLike(x))),
  );
  const present = results.map((result) => result !== undefined);
  tape.finish(where(results, present) as ArrayLike[]);
  return spread(tape.backward(where(seeds, present)), float);
}

/** The rule for a whole batch: it sees one example. */
function batchedRule(rule: LinearRule, size: number): LinearRule {
  return (primals, linear) => {
    const batching = new Batching("a custom rule", size);
    const lift = (whole: ArrayLike): ArrayLike => batching.lift(whole);
    const results = rule(primals.map(lift), linear.map(lift));
    batching.open = false;
    return results.map((result) => (result === undefined ? undefined : batching.lower(result)));
  };
}

/** A vjp rule for a function: what `forward` saves, and how `backward` uses it. */
export interface CustomVjpRule {
  /** From the arguments to `[value, saved]`, where `saved` is a tree; without it, the arguments are saved. */
  readonly forward?: TreeFunction;
  /** From `saved` and a cotangent of the result to a list with the cotangent of each argument (or undefined). */
  readonly backward: TreeFunction;
}

/**
 * The function with a reverse-mode rule of its own by its arguments. By values that `f` captures it is
 * differentiated as usual. Forward mode uses the transpose of the rule, which must be linear in the cotangent.
 *
 * @example
 * ```ts
 * import { customVjp, exp, grad, multiply } from "@chainrule/tape";
 * const clipped = customVjp((x) => exp(x), { backward: ([x], cotangent) => [multiply(cotangent, 0.5)] });
 * grad(clipped)(3); // => 0.5
 * ```
 */
export function customVjp<F extends TreeFunction>(f: F, rule: CustomVjpRule): F {
  checkGiven("customVjp", [f, (rule as Partial<CustomVjpRule> | undefined)?.backward]);
  const { forward, backward } = rule;
  return withRule("customVjp", "vjp", f, (args, cotangent) => {
    const saved = forward === undefined ? args : (forward(...args) as readonly Tree[])[1];
    return backward(saved, cotangent) as Tree;
  });
}

/**
 * The function with a forward-mode rule of its own: from the lists of primals and tangents of its arguments to
 * the tangent of its result. Reverse mode uses the transpose of the rule, which must be linear in the tangents.
 *
 * @example
 * ```ts
 * import { customJvp, exp, grad, multiply } from "@chainrule/tape";
 * const halved = customJvp((x) => exp(x), ([x], [tangent]) => multiply(tangent, 0.5));
 * grad(halved)(3); // => 0.5
 * ```
 */
export function customJvp<F extends TreeFunction>(
  f: F,
  rule: (primals: Parameters<F>, tangents: Parameters<F>) => Tree,
): F {
  checkGiven("customJvp", [f, rule]);
  return withRule("customJvp", "jvp", f, (args, tangents) => rule(args as never, tangents as never));
}

/** A function with a rule on trees: cotangent to list of cotangents, or list of tangents to tangent. */
function withRule<F extends TreeFunction>(
  name: string,
  mode: CustomParams["mode"],
  f: F,
  rule: (args: readonly Tree[], linear: Tree) => Tree,
): F {
  const custom = (...args: readonly Tree[]): unknown => {
    const { leaves, structure } = flatten(args);
    const whole = (values: readonly unknown[]): Tree[] => unflatten(structure, values) as Tree[];
    const body = traceBody(name, (values) => f(...whole(values)), leaves);
    const [from, to] = mode === "vjp" ? [body.structure, structure] : [structure, body.structure];
    const flatRule: LinearRule = (primals, linear) =>
      linearLeaves(name, to, rule(whole(primals), unflatten(from, linear)));
    const params: CustomParams = { body: body.program, arguments: leaves.length, mode, rule: flatRule };
    return unflatten(body.structure, apply(customRow, params, [...leaves, ...body.captured]));
  };
  return custom as F;
}

/** Leaves of what a rule gave, in the form it must have; `undefined` stands for zeros anywhere. */
function linearLeaves(name: string, structure: TreeStructure, given: Tree): readonly Linear[] {
  if (given === undefined) return new Array<Linear>(leafCount(structure)).fill(undefined);
  if (structure.kind === "leaf" || structure.kind === "static") {
    const { leaves } = flatten(given);
    if (leaves.length !== leafCount(structure))
      throw new ArgumentError(name, "the rule gives a tree of another form.");
    return leaves;
  }
  const children = structure.children.map((child, i) => {
    const key = structure.kind === "list" ? i : structure.keys[i]!;
    return linearLeaves(name, child, (given as Readonly<Record<string | number, Tree>>)[key]);
  });
  return children.flat();
}
