import type { CheckDocument, OracleResult, Report, Verdict } from "@chainrule/check";

/** What is being typed: as much of a document as is there. */
export interface PreviewInput {
  readonly text: string;
  readonly isNetwork: boolean;
  /** Shapes of the tensors that have values. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/** A formula as the page shows it, and what it can be differentiated by. */
export interface Preview {
  /** MathML; undefined of networks, and where it would be too long. */
  readonly markup: string | undefined;
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** A document of the paper. */
export interface PresetEntry {
  readonly id: string;
  readonly group: "items" | "errata" | "faults";
  readonly title: string;
  readonly explanation: string;
  readonly document: CheckDocument;
}

/** A fault that can be planted. */
export interface FaultChoice {
  readonly name: string;
  readonly description: string;
}

/** The formula of one derivative; the markup is undefined where it would be too long to be read. */
export interface Derivative {
  /** The variables it is taken by, in that order. */
  readonly variables: readonly string[];
  /** The same as MathML. */
  readonly by: readonly string[];
  readonly markup: string | undefined;
}

/** What a planted fault did. */
export interface Planted {
  readonly description: string;
  /** Whether it changes any derivative at all. */
  readonly changes: boolean;
  /** What the rule of the usual gradient checkers says of the wrong gradient; unknown of large subjects and higher orders. */
  readonly usualRulePasses: boolean | undefined;
}

/** A function that keeps digits which its definition, written out, loses. */
export interface StableFunction {
  readonly name: string;
  readonly why: string;
}

/** A formula of the same value that loses fewer digits. */
export interface StableForm {
  readonly text: string;
  readonly markup: string | undefined;
  /** What it uses that the formula does not. */
  readonly functions: readonly StableFunction[];
}

/** A value at the point, shortly. */
export interface PointValue {
  readonly name: string;
  readonly text: string;
}

/** The check of a document. */
export interface CheckResult {
  readonly verdict: Verdict;
  readonly report: Report;
  /** One for each parameter of the report, or none: networks have no formula that one could read. */
  readonly derivatives: readonly Derivative[];
  /** The derivatives in 60 digits, by parameter and entry, where that is soon done. */
  readonly sixty: readonly (readonly string[])[] | undefined;
  readonly oracles: readonly OracleResult[];
  readonly stable: StableForm | undefined;
  readonly planted: Planted | undefined;
  readonly point: readonly PointValue[];
  readonly milliseconds: number;
}
