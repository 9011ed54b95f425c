import {
  type DType,
  mapEach,
  mapPairs,
  NDArray,
  type Run2,
  type Shape,
  sameShape,
  scaleRun,
} from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import { applyOne } from "./apply.ts";
import { madeOf, optionsOf } from "./given.ts";
import type {
  Application,
  ElementName,
  Family,
  Linear,
  Primitive,
  Reads,
  ScalarRule,
  SlopeRule,
} from "./primitive.ts";
import { elementwiseShape, type ResultDType } from "./promotion.ts";
import { isTracing } from "./recorder.ts";
import { add, cast, negate, scale } from "./rows/elementwise.ts";
import { broadcastTo, reshape } from "./rows/move.ts";
import { sum } from "./rows/reduce.ts";
import { type Abstract, type ArrayLike, abstractOf, shapeOf, Value } from "./value.ts";

// Constructors that fill in what the rows of a family share. Function declarations only: rows call them while
// modules load, in any order.

/** A partial derivative in terms of the inputs, the output, and params; the numbers 1 and -1 cost nothing. */
export type PartialRule<A extends readonly ArrayLike[], P> = (
  ...inputsOutputParams: [...A, ArrayLike, P]
) => ArrayLike;

/** A number for each input. */
export type NumbersOf<A extends readonly ArrayLike[]> = { [K in keyof A]: number };
/** A carrier for each input. */
export type ElementsOf<A extends readonly ArrayLike[], T> = { [K in keyof A]: T };

/** What an elementwise row says for itself. Named as a function of all arithmetics, it is that function there. */
export type ElementwiseRow<A extends readonly ArrayLike[], P> = ElementwiseFields<A, P> &
  (
    | { readonly name: ElementName; readonly scalar?: undefined }
    | {
        readonly name: string;
        /** One element in any arithmetic. */
        readonly scalar: <T>(A: Arithmetic<T>, ...elementsThenParams: [...ElementsOf<A, T>, P]) => T;
      }
  );

/** What an elementwise row says besides its value in any arithmetic. */
export interface ElementwiseFields<A extends readonly ArrayLike[], P> {
  /** Its name, under which rules replace it and messages speak of it. */
  readonly name: string;
  /** One element in float64. */
  readonly number: (...elementsThenParams: [...NumbersOf<A>, P]) => number;
  /** Dtype of the result; `float` by default (integers become float64). */
  readonly dtype?: ResultDType;
  /** The derivative by each input: a rule, or a number if it is the same everywhere; undefined for zero. */
  readonly partials: { readonly [K in keyof A]: PartialRule<A, P> | number | undefined };
  /**
   * What the partials that are rules read of inputs and output; by default what their parameters let them. Where slopes are
   * masks, which are small, `slopes` has them made when the row is applied, and kept in place of what they are made of.
   */
  readonly reads?: Reads | readonly Reads[] | "slopes";
  /** Of two inputs, without params: many elements in float64, where it is worth a loop of its own. */
  readonly run?: Run2;
}

/**
 * An elementwise row of one input: the value of one element, in float64 and in any arithmetic, and the derivative as
 * operations. Kernel, shape rule, vjp, jvp and batch rule follow.
 *
 * @example
 * ```ts
 * import { applyOne, cos, grad, unary } from "@chainrule/tape";
 * const sine = unary({
 *   name: "sine",
 *   number: (x) => Math.sin(x),
 *   scalar: (A, x) => A.sin(x),
 *   partials: [(x) => cos(x)],
 * });
 * grad((x) => applyOne(sine, undefined, [x]))(0); // => 1
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function unary<P = undefined>(row: ElementwiseRow<[ArrayLike], P>): Primitive<P> {
  const kernel: Primitive<P>["kernel"] = (params, [x], [out]) => [
    mapEach(
      params === undefined ? (row.number as (x: number) => number) : (e) => row.number(e, params),
      x!,
      out!.dtype,
    ),
  ];
  return elementwise(row, kernel);
}

/**
 * An elementwise row of two inputs, which broadcast against each other; their cotangents are summed back.
 *
 * @example
 * ```ts
 * import { applyOne, binary, grad } from "@chainrule/tape";
 * const product = binary({
 *   name: "product",
 *   number: (x, y) => x * y,
 *   scalar: (A, x, y) => A.multiply(x, y),
 *   partials: [(_, y) => y, (x) => x],
 * });
 * grad((x: number, y: number) => applyOne(product, undefined, [x, y]), { argnums: [0, 1] })(3, 4); // => [4, 3]
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function binary<P = undefined>(row: ElementwiseRow<[ArrayLike, ArrayLike], P>): Primitive<P> {
  const kernel: Primitive<P>["kernel"] = (params, [a, b], [out]) => {
    const plain = row.number as (a: number, b: number) => number;
    const f = params === undefined ? plain : (x: number, y: number) => row.number(x, y, params);
    return [mapPairs(f, a!, b!, out!.shape, out!.dtype, row.run)];
  };
  return elementwise(row, kernel);
}

/**
 * An elementwise row of any number of inputs, with its own kernel, and rules where the general ones do not fit.
 *
 * @example
 * ```ts
 * import { map2, type NDArray } from "@chainrule/array";
 * import { applyOne, type ArrayLike, elementwise, grad } from "@chainrule/tape";
 * const multiplyAdd = elementwise<[ArrayLike, ArrayLike, ArrayLike], undefined>(
 *   {
 *     name: "multiplyAdd",
 *     number: (a, b, c) => a * b + c,
 *     scalar: (A, a, b, c) => A.add(A.multiply(a, b), c),
 *     partials: [(_, b) => b, (a) => a, 1],
 *   },
 *   (_, inputs) => {
 *     const [a, b, c] = inputs as [NDArray, NDArray, NDArray];
 *     const product = map2((x, y) => x * y, a, b, "float64");
 *     return [map2((x, y) => x + y, product, c, "float64")];
 *   },
 * );
 * grad((a: number) => applyOne(multiplyAdd, undefined, [a, 4, 5]))(3); // => 4
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function elementwise<A extends readonly ArrayLike[], P>(
  row: ElementwiseRow<A, P>,
  kernel: Primitive<P>["kernel"],
  rules: Partial<Pick<Primitive<P>, "shape" | "saves" | "vjp" | "jvp" | "number">> = {},
): Primitive<P> {
  madeOf("elementwise", "a row", row, ["name", "number", "partials"]);
  optionsOf("elementwise", rules);
  const self: Primitive<P> = {
    name: row.name,
    family: "elementwise",
    number: row.number,
    scalar: row.scalar as ScalarRule,
    partials: (rules.vjp ?? rules.jvp) ? undefined : (row.partials as Primitive["partials"]),
    shape: (_, inputs) => [elementwiseShape(row.name, row.dtype ?? "float", inputs)],
    kernel,
    reads: readsOfPartials(row),
    saves: row.reads === "slopes" ? (application) => slopesOf(row, application) : undefined,
    vjp: ([cotangent], application) =>
      application.inputs.map((input, i) => {
        const partial = application.needed[i] ? partialOf(row, application, i) : undefined;
        return partial === undefined ? undefined : unbroadcast(scaleBy(cotangent!, partial), input);
      }),
    jvp: (tangents, application) => {
      const terms = tangents.map((tangent, i) => {
        const partial = tangent === undefined ? undefined : partialOf(row, application, i);
        return partial === undefined ? undefined : scaleBy(tangent!, partial);
      });
      return [broadcastLike(terms.reduce(addLinear, undefined), application.outputs[0]!)];
    },
    batch: (inputs, { params, batched }) => [applyOne(self, params, alignBatch(inputs, batched))],
    ...rules,
  };
  return self;
}

function partialOf<A extends readonly ArrayLike[], P>(
  row: ElementwiseRow<A, P>,
  { inputs, outputs, params, saved = [] }: Partial<Application<P>> & PrimalsOf<P>,
  i: number,
): Linear {
  const rule = row.partials[i] as ((...given: unknown[]) => ArrayLike) | number | undefined;
  return typeof rule === "function" ? (saved[i] ?? rule(...inputs, outputs[0], params)) : rule;
}

type PrimalsOf<P> = Pick<Application<P>, "params" | "inputs" | "outputs">;

/** All slopes, where they are saved. */
function slopesOf<A extends readonly ArrayLike[], P>(
  row: ElementwiseRow<A, P>,
  primals: PrimalsOf<P>,
): readonly ArrayLike[] {
  return primals.inputs.map((_, i) => partialOf(row, primals, i) ?? 0);
}

/** By input, what its partial reads: a number reads nothing, and a rule that takes the inputs alone does not read the output. */
function readsOfPartials<A extends readonly ArrayLike[], P>({
  partials,
  reads,
}: ElementwiseRow<A, P>): Reads | readonly Reads[] {
  const rules = partials as readonly (SlopeRule | number | undefined)[];
  const each = rules.map((partial, i): Reads => {
    if (typeof partial !== "function" || reads === "slopes") return "nothing";
    const said = typeof reads === "object" ? reads[i] : reads;
    return said ?? (partial.length > 0 && partial.length <= rules.length ? "inputs" : "all");
  });
  return each.length > 0 && each.every((one) => one === each[0]) ? each[0]! : each;
}

/** `linear * partial`, where 0 times an infinite partial is 0 and the numbers 1 and -1 cost nothing. */
export function scaleBy(linear: ArrayLike, partial: ArrayLike): ArrayLike {
  if (linear === 1) return partial;
  if (partial === 1) return linear;
  if (partial === -1) return applyOne(negate, undefined, [linear]);
  return scaledAtOnce(linear, partial) ?? applyOne(scale, undefined, [linear, partial]);
}

/** The kernel of `scale` for plain arrays alike, which most cotangents and partials are; undefined for others. */
function scaledAtOnce(linear: ArrayLike, partial: ArrayLike): NDArray | undefined {
  if (!(linear instanceof NDArray && partial instanceof NDArray) || isTracing()) return undefined;
  const areAlike = linear.dtype === partial.dtype && sameShape(linear.shape, partial.shape);
  return areAlike
    ? mapPairs(scale.number!, linear, partial, linear.shape, linear.dtype, scaleRun)
    : undefined;
}

/** Sum of two tangents or cotangents, either of which may be a structural zero. */
export function addLinear(a: Linear, b: Linear): Linear {
  if (a === undefined || b === undefined) return a ?? b;
  return applyOne(add, undefined, [a, b]);
}

/** A row that is linear in its single input: its own jvp, and its transpose for the vjp. */
export interface LinearRow<P> {
  /** Its name, under which rules replace it and messages speak of it. */
  readonly name: string;
  /** The family, for which every interpreter is written once. */
  readonly family: Family;
  /** Shape and dtype of the output; throws where the input does not fit. */
  readonly shape: (params: P, x: Abstract) => Abstract;
  /** The output's elements. */
  readonly kernel: (params: P, x: NDArray, out: Abstract) => NDArray;
  /** The transposed map: from a cotangent of the output to one of the input. */
  readonly transpose: (cotangent: ArrayLike, params: P, x: Abstract) => ArrayLike;
  /** In the family `reduce`: the fold of two elements, in any arithmetic. */
  readonly scalar?: ScalarRule;
}

/**
 * A linear row of one input. Its kernel takes extra leading dimensions, so it serves batches as it is.
 *
 * @example
 * ```ts
 * import { applyOne, linear, type Primitive } from "@chainrule/tape";
 * import { array, flip } from "@chainrule/array";
 * const reversed: Primitive<undefined> = linear<undefined>({
 *   name: "reversed",
 *   family: "move",
 *   shape: (_, x) => x,
 *   kernel: (_, x) => flip(x, [-1]),
 *   transpose: (cotangent) => applyOne(reversed, undefined, [cotangent]),
 * });
 * applyOne(reversed, undefined, [array([1, 2, 3])]).toString(); // => "[3. 2. 1.]"
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function linear<P>(row: LinearRow<P>): Primitive<P> {
  madeOf("linear", "a row", row, ["name", "family", "shape", "kernel", "transpose"]);
  const self: Primitive<P> = {
    name: row.name,
    family: row.family,
    number: undefined,
    scalar: row.scalar,
    shape: (params, [x]) => [row.shape(params, x!)],
    kernel: (params, [x], [out]) => [row.kernel(params, x!, out!)],
    reads: "nothing",
    vjp: ([cotangent], { params, inputs }) => [row.transpose(cotangent!, params, abstractOf(inputs[0]!))],
    jvp: ([tangent], { params }) => [tangent === undefined ? undefined : applyOne(self, params, [tangent])],
    batch: ([x], { params }) => [applyOne(self, params, [x!])],
  };
  return self;
}

/**
 * Undoes broadcasting: sums a cotangent over the axes along which `like` was repeated, and gives it the
 * dtype of `like`. The one place where this is done.
 */
export function unbroadcast(cotangent: ArrayLike, like: ArrayLike): ArrayLike {
  return castLike(sumToShape(cotangent, shapeOf(like)), like);
}

/** `x` summed over the axes along which `shape` would be repeated to its shape. */
export function sumToShape(x: ArrayLike, shape: Shape): ArrayLike {
  const from = shapeOf(x);
  if (sameShape(from, shape)) return x;
  const extra = from.length - shape.length;
  const axes: number[] = [];
  for (let i = 0; i < from.length; i++) {
    if (i < extra || shape[i - extra] !== from[i]) axes.push(i - from.length);
  }
  return reshapeTo(applyOne(sum, { axes }, [x]), shape);
}

/** The dtype of `like`, unless either is a weak scalar. */
export function castLike(x: ArrayLike, like: ArrayLike): ArrayLike {
  const [own, wanted] = [strongDTypeOf(x), strongDTypeOf(like)];
  return own === undefined || wanted === undefined || own === wanted
    ? x
    : applyOne(cast, { dtype: wanted }, [x]);
}

/** The dtype of what is no weak scalar. */
function strongDTypeOf(x: ArrayLike): DType | undefined {
  return typeof x === "number" || (x instanceof Value && x.weak) ? undefined : x.dtype;
}

/** The shape and dtype of `like`, where `x` is smaller or wider. */
export function broadcastLike(x: Linear, like: ArrayLike): Linear {
  return x === undefined ? undefined : castLike(broadcastToShape(x, shapeOf(like)), like);
}

/** `x` with all its axes replaced by those of `shape`. */
export function reshapeTo(x: ArrayLike, shape: Shape): ArrayLike {
  const from = shapeOf(x);
  return sameShape(from, shape) ? x : applyOne(reshape, { rank: from.length, shape }, [x]);
}

/** `x` repeated to `shape`. */
export function broadcastToShape(x: ArrayLike, shape: Shape): ArrayLike {
  const from = shapeOf(x);
  return sameShape(from, shape) ? x : applyOne(broadcastTo, { rank: from.length, shape }, [x]);
}

/** Operands with the batch axis in front, given the same rank so that they broadcast against each other. */
export function alignBatch(inputs: readonly ArrayLike[], batched: readonly boolean[]): readonly ArrayLike[] {
  const ranks = inputs.map((input, i) => shapeOf(input).length - (batched[i] ? 1 : 0));
  const rank = Math.max(...ranks);
  return inputs.map((input, i) => {
    if (!batched[i] || ranks[i] === rank) return input;
    const [size, ...rest] = shapeOf(input);
    return reshapeTo(input, [size!, ...new Array<number>(rank - ranks[i]!).fill(1), ...rest]);
  });
}
