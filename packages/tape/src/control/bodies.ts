import { Batching } from "../batching.ts";
import { Forward } from "../forward.ts";
import type { Linear, Rules } from "../primitive.ts";
import { type Program, run } from "../program.ts";
import { Tape } from "../tape.ts";
import { type Traced, traceFlat } from "../tracer.ts";
import { callFlat, zerosLike } from "../transforms/arguments.ts";
import type { Tree, TreeStructure } from "../tree.ts";
import { type Abstract, type ArrayLike, isDifferentiable, strong } from "../value.ts";

// What control primitives do with their bodies: trace them, and run them under each of the recorders.

/** A traced body, and the form of its result. */
export interface Body extends Traced {
  readonly structure: TreeStructure;
}

/** Traces a function from flat inputs to a tree. */
export function traceBody(
  name: string,
  call: (inputs: readonly ArrayLike[]) => Tree,
  inputs: readonly (ArrayLike | Abstract)[],
): Body {
  let structure: TreeStructure = { kind: "static", value: undefined };
  const traced = traceFlat(
    name,
    (values) => {
      const result = callFlat(name, call, [values]);
      structure = result.structure;
      return result.leaves;
    },
    inputs.map(strong),
  );
  return { ...traced, structure };
}

/** Traces a function of arrays that captures nothing. */
export function traceRule(
  name: string,
  f: (inputs: readonly ArrayLike[]) => readonly ArrayLike[],
  inputs: readonly (ArrayLike | Abstract)[],
): Program {
  return traceFlat(name, f, inputs.map(strong)).program;
}

/** Shapes and dtypes of a body's outputs. */
export function outputAbstracts(body: Program): Abstract[] {
  return body.outputs.map(strong);
}

/** A body's outputs and their tangents. */
export function pushBody(
  body: Program,
  primals: readonly ArrayLike[],
  tangents: readonly Linear[],
  rules: Rules,
): { readonly outputs: readonly ArrayLike[]; readonly tangents: readonly Linear[] } {
  const forward = new Forward("a traced body", rules);
  const results = run(
    body,
    primals.map((primal, i) => forward.lift(primal, tangents[i])),
  );
  forward.open = false;
  return {
    outputs: results.map((result) => forward.primalOf(result)),
    tangents: results.map((result) => forward.tangentOf(result)),
  };
}

/** Tangents of a body's float outputs, from its inputs followed by their active tangents. */
export function pushTangents(
  body: Program,
  inputsAndTangents: readonly ArrayLike[],
  active: readonly boolean[],
  float: readonly boolean[],
  rules: Rules,
): ArrayLike[] {
  const primals = inputsAndTangents.slice(0, active.length);
  const directions: Linear[] = spread(inputsAndTangents.slice(active.length), active);
  const { outputs, tangents } = pushBody(body, primals, directions, rules);
  return where(
    outputs.map((output, i) => explicit(tangents[i], output)),
    float,
  );
}

/** Cotangents of a body's inputs, recomputing the body; only those `needed`. */
export function pullBody(
  body: Program,
  primals: readonly ArrayLike[],
  cotangents: readonly Linear[],
  needed: readonly boolean[],
  rules: Rules,
): readonly Linear[] {
  const tape = new Tape({ name: "a traced body", rules, lean: true });
  const results = run(
    body,
    primals.map((primal, i) => (needed[i] ? tape.input(primal) : primal)),
  );
  tape.finish(results);
  const found = tape.backward(cotangents)[Symbol.iterator]();
  return needed.map((wanted) => (wanted ? (found.next().value as Linear) : undefined));
}

/** A body's outputs for a whole batch, with the batch axis in front of each. */
export function batchBody(
  body: Program,
  wholes: readonly ArrayLike[],
  batched: readonly boolean[],
  size: number,
): readonly ArrayLike[] {
  const batching = new Batching("a traced body", size);
  const results = run(
    body,
    wholes.map((whole, i) => (batched[i] ? batching.lift(whole) : whole)),
  );
  batching.open = false;
  return results.map((result) => batching.lower(result));
}

/** Consecutive pieces of the given lengths. */
export function pieces<T>(list: readonly T[], ...lengths: readonly number[]): T[][] {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return list.slice(start - length, start);
  });
}

/** The elements where a list of conditions holds. */
export function where<T>(list: readonly T[], conditions: readonly boolean[]): T[] {
  return list.filter((_, i) => conditions[i]);
}

/** The inverse of `where`: the elements at the places where the conditions hold, undefined elsewhere. */
export function spread<T>(list: readonly T[], conditions: readonly boolean[]): (T | undefined)[] {
  let next = 0;
  return conditions.map((condition) => (condition ? list[next++] : undefined));
}

/** Which values carry derivatives. */
export function floats(values: readonly (ArrayLike | Abstract)[]): boolean[] {
  return values.map(isDifferentiable);
}

/** A tangent or cotangent with structural zeros made explicit. */
export function explicit(linear: Linear, like: ArrayLike): ArrayLike {
  return linear ?? zerosLike(like);
}
