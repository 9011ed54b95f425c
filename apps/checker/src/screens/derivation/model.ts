import type { CheckDocument } from "@chainrule/check";
import type { ExplainedStep } from "@chainrule/expr";

/** What is derived, and how it is laid out. */
export interface DerivationInput {
  readonly document: CheckDocument;
  /** The variable to differentiate by; any other text stands for the first. */
  readonly by: string;
  /** Of a network, the number of the layer from 0. */
  readonly layer: number;
  readonly layout: LayoutName;
}

/** The gradient has the shape of its variable (`denominator`), or is its transpose (`numerator`). */
export type LayoutName = "denominator" | "numerator";

/** A formula in the forms that are shown and read; undefined where it would be too long. */
export interface Formula {
  readonly markup: string | undefined;
  readonly text: string | undefined;
}

/** A variable, with its value at the point where it has one. */
export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: string | undefined;
  /** Its sign in formulas. */
  readonly markup: string;
}

/** One rule, applied. */
export interface Step {
  readonly relation: ExplainedStep["relation"];
  readonly rule: string;
  readonly before: Formula;
  readonly after: Formula;
  /** Of the value that it is about, the number in the graph; undefined where the graph has none. */
  readonly node: number | undefined;
}

/** The derivative in the forms that people write it. */
export interface Forms {
  /** Of the first entry, where the variable has several. */
  readonly scalar: Formula;
  /** Of the entry i, j; undefined for a number. */
  readonly index: Formula | undefined;
  /** Undefined for a number. */
  readonly matrix: Formula | undefined;
  readonly latex: string | undefined;
  /** A TypeScript module, or why there is none. */
  readonly code: string;
}

/** A derivation by algebra. */
export interface Derivation {
  /** What is derived, in a sentence; nothing of a formula. */
  readonly subject: string;
  /** Of a network, its layers. */
  readonly layers: readonly string[];
  readonly layer: number;
  readonly variables: readonly Variable[];
  /** The variable that it is differentiated by. */
  readonly by: Variable;
  readonly primal: Formula;
  readonly steps: readonly Step[];
  /** How many steps more there are. */
  readonly left: number;
  readonly forms: Forms;
}
