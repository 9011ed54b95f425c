/** A number, or lists of lists of numbers that form a rectangular array. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** A formula in the syntax of `@chainrule/expr`. */
export interface FormulaDocument {
  /** Says which kind of subject this is. */
  readonly kind: "formula";
  /** Such as `sin(x y) / y`. */
  readonly text: string;
  /** Shapes of its tensors; those with a value at the point need none. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
}

/** The loss of a network on some samples. */
export interface NetworkDocument {
  /** Says which kind of subject this is. */
  readonly kind: "network";
  /** Such as `3 -> 4 sigmoid -> 2 softmax; loss=ce`. */
  readonly text: string;
  /** The samples; without them a few are made from the seed. */
  readonly data?: SampleDocument;
}

/** Samples of a network: a row each. */
export interface SampleDocument {
  /** `[samples, features]`. */
  readonly inputs: NestedNumbers;
  /** `[samples, outputs]`, or class numbers `[samples]`. */
  readonly targets: NestedNumbers;
}

/** One array of another framework's gradient. */
export interface NamedArray {
  /** Such as `layers.0.weight`, or the framework's own name for it. */
  readonly name: string;
  /** The lengths of its axes; `[]` for a scalar. */
  readonly shape: readonly number[];
  /** Its values: flat in row-major order, or nested. */
  readonly values: NestedNumbers;
}

/** Somebody's gradient: by name a formula or numbers, or a list of named arrays. */
export type ClaimedGradient = Readonly<Record<string, string | NestedNumbers>> | readonly NamedArray[];

/**
 * How exact claimed numbers are: of a floating-point format, rounded to so many significant digits, or printed with so many
 * decimals behind the point.
 */
export type ClaimPrecision =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | number
  | { readonly decimals: number };

/** Somebody else's gradient of a formula or a network. */
export interface ClaimDocument {
  /** Says which kind of subject this is. */
  readonly kind: "claim";
  /** What the gradient is claimed to be of. */
  readonly of: FormulaDocument | NetworkDocument;
  /** The claimed gradient, of all parameters or of some. */
  readonly gradient: ClaimedGradient;
  /** How exact its numbers are; float64 by default. */
  readonly precision?: ClaimPrecision;
}

/** What a document is about. */
export type SubjectDocument = FormulaDocument | NetworkDocument | ClaimDocument;

/** A witness beside the two voices, by name. */
export type WitnessName = "complex step" | "finite difference" | "dual numbers" | "forward mode";

/**
 * Everything a check needs, as one JSON document: the content of the checker's URL, an input file of the command line, a
 * preset, and a part of each certificate.
 */
export interface CheckDocument {
  /** The version of this form. */
  readonly chainrule: 1;
  /** What is checked. */
  readonly subject: SubjectDocument;
  /** The point: values of variables, or parameters of a network by path; what is left out is made from the seed. */
  readonly at?: Readonly<Record<string, NestedNumbers>>;
  /** Seed of every value that is not given; 1 by default. */
  readonly seed?: number;
  /** What to differentiate by: names of variables or parameters; all by default. */
  readonly wrt?: readonly string[];
  /** 1 compares gradients, 2 Hessians, 3 third derivatives; 1 by default. */
  readonly order?: 1 | 2 | 3;
  /** Detection limits above this are `inconclusive`; 1e-9 by default. */
  readonly tolerance?: number;
  /** Witnesses beside the two voices; all by default. */
  readonly witnesses?: readonly WitnessName[];
  /** The name of a fault to plant in the tape's backward pass. */
  readonly fault?: string;
}
