/** The optimizers on offer. */
export type OptimizerName = "descent" | "momentum" | "nesterov" | "rmsprop" | "adam";

/** One optimizer that goes down the surface. */
export interface DescentChoice {
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
}

/** Which plane through the point of the check is shown. */
export type PlaneChoice =
  | { readonly kind: "entries"; readonly first: string; readonly second: string }
  | { readonly kind: "random"; readonly seed: number };

/** What the surface shows besides the subject itself. */
export interface SurfaceSettings {
  readonly plane: PlaneChoice;
  /** How far the plane reaches from the point, at least. */
  readonly reach: number;
  /** Whether the optimizers move every parameter, or only within the plane. */
  readonly moves: "plane" | "everything";
  readonly steps: number;
  readonly descents: readonly DescentChoice[];
}

/** The values of the loss over a grid of the plane, row by row from the lowest v. */
export interface Grid {
  /** How many points a row has. */
  readonly size: number;
  /** As many, or 1 where there is one parameter. */
  readonly rows: number;
  readonly u: readonly [from: number, to: number];
  readonly v: readonly [from: number, to: number];
  /** `rows * size` values; where the loss is not finite, NaN. */
  readonly values: Float64Array;
}

/** The way of one optimizer: one entry a step, the start first. */
export interface Path extends DescentChoice {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly loss: Float64Array;
  /** The share of samples that are classified rightly; undefined where there are no classes. */
  readonly accuracy: Float64Array | undefined;
  /** The norm of the gradient, for each layer. */
  readonly norms: readonly Float64Array[];
  /** The step in which a number stopped being finite: the path ends before it. */
  readonly divergedAt: number | undefined;
}

/** All that the screen draws. */
export interface SurfaceResult {
  readonly subject: string;
  /** What the axes are, such as `w` or `random direction 1`; the second is empty where there is one parameter. */
  readonly axes: readonly [u: string, v: string];
  /** The point of the check in the plane's coordinates. */
  readonly start: readonly [u: number, v: number];
  readonly grid: Grid;
  readonly moves: SurfaceSettings["moves"];
  readonly paths: readonly Path[];
  /** The layers (or variables) that the gradient's norms are of. */
  readonly layers: readonly string[];
}

/** What can be chosen for a subject: every entry of its parameters by name. */
export interface SurfaceChoices {
  readonly entries: readonly string[];
}
