import { type ArrayLike, type Shape, showShape, type Tensor, type Tree } from "@chainrule/tape";
import { NetworkError } from "./errors.ts";

/** What a layer is told besides its input. */
export interface Context {
  /** Whether this is training: layers such as dropout behave differently then. */
  readonly training: boolean;
  /** Randomness for this application, for layers that need it. */
  readonly key?: Tensor;
}

/** What `init` gives: the first parameters and state, and the shape of one output sample. */
export interface Initialized {
  /** What training changes: a tree of arrays. */
  readonly parameters: Tree;
  /** What applying the layer changes, such as running averages; most layers have none. */
  readonly state: Tree;
  /** Shape of one sample of the output, without the batch axis. */
  readonly outputShape: Shape;
}

/** What `apply` gives: the output, and the state after it. */
export interface Applied {
  /** `[..., out]`, a row a sample. */
  readonly output: Tensor;
  /** The state after this application. */
  readonly state: Tree;
}

/**
 * A layer: a plain record of two functions. It holds no arrays itself: parameters and state go in and come
 * out, so that they can be differentiated, saved, compiled and sent to workers. A network is a layer too.
 */
export interface Layer {
  /** Its name, for messages. */
  readonly name: string;
  /** Parameters and state for samples of shape `inputShape` (without the batch axis), drawn by `key`. */
  init(key: Tensor, inputShape: Shape): Initialized;
  /** The output for a batch `x` of samples, which are its rows: `[..., in] -> [..., out]`. */
  apply(parameters: Tree, state: Tree, x: ArrayLike, context?: Context): Applied;
}

/**
 * An input that does not fit a layer (`nn/shape`).
 *
 * @example
 * ```ts
 * import { dense } from "@chainrule/nn";
 * import { random } from "@chainrule/tape";
 * dense(2).init(random.key(0), []); // throws nn/shape
 * ```
 */
export class LayerShapeError extends NetworkError {
  /** The layer's name. */
  readonly layer: string;
  /** The shape of the sample that was given. */
  readonly shape: Shape;

  constructor(layer: string, shape: Shape, remedy: string) {
    super("nn/shape", `${layer} does not take samples of shape ${showShape(shape)}; ${remedy}.`);
    this.layer = layer;
    this.shape = shape;
  }
}

/**
 * A layer without parameters: a function of its input. `f` must keep the shape, or `shapeOf` must say what
 * becomes of the shape of one sample.
 *
 * @example
 * ```ts
 * import { stateless } from "@chainrule/nn";
 * import { array, square } from "@chainrule/tape";
 * stateless("square", square).apply({}, {}, array([1, 2, 3])).output.toNested(); // => [1, 4, 9]
 * ```
 */
export function stateless(
  name: string,
  f: (x: ArrayLike) => ArrayLike,
  shapeOf: (inputShape: Shape) => Shape = (shape) => shape,
): Layer {
  return {
    name,
    init: (_, inputShape) => ({ parameters: {}, state: {}, outputShape: shapeOf(inputShape) }),
    apply: (_, state, x) => ({ output: f(x) as Tensor, state }),
  };
}
