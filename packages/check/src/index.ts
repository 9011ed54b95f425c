// The reading order: what is checked, how it is judged, the report, the bridges between primals, faults, the paper.
export { type Formula, type FormulaFunction, formula } from "./formula.ts";
export { check } from "./check.ts";
export { checkGradients, type GradientCheck } from "./checkGradients.ts";
export { type CheckOptions, crossCheck, crossCheckAsync, NothingToCheckError } from "./crossCheck.ts";
export { TooLargeError, usualLimit } from "./cost.ts";
export type { Order } from "./directions.ts";
export { CancelledError, type Signal } from "./steps.ts";
export { type Settle, settleLimit } from "./settle.ts";
export type { Parameter, Slope, Subject, SymbolicPrimal } from "./subject/subject.ts";
export { formulaSubject } from "./subject/formula.ts";
export { type FormulaOptions, PointError } from "./subject/lowered.ts";
export {
  type CheckedFunction,
  type FunctionOptions,
  functionSubject,
  NoResultError,
} from "./subject/function.ts";
export { type NetworkData, NetworkSubjectError, networkSubject } from "./subject/network.ts";
export { CheckError } from "./errors.ts";
export { OptionError } from "./given.ts";
export { DocumentError } from "./document/reader.ts";
export type {
  CheckDocument,
  ClaimDocument,
  ClaimedGradient,
  ClaimPrecision,
  FormulaDocument,
  NamedArray,
  NestedNumbers,
  NetworkDocument,
  SampleDocument,
  SubjectDocument,
  WitnessName,
} from "./document/types.ts";
export { readDocument } from "./document/readDocument.ts";
export { subjectOf } from "./document/subjectOf.ts";
export { formulaOf } from "./document/formulaOf.ts";
export { scalarFormulaOf } from "./document/scalarFormulaOf.ts";
export { checkOptionsOf } from "./document/options.ts";
export { soundOptionsOf } from "./document/soundOptions.ts";
export { checkDocument, checkDocumentAsync, type DocumentOptions } from "./document/checkDocument.ts";
export type { ClaimedEntry, ClaimedMistake, ClaimedParameter, ClaimReport } from "./claim/types.ts";
export {
  BoundError,
  type Comparison,
  defaultTolerance,
  type Judgement,
  judge,
  judgeAtKink,
  type OneSided,
  safetyFactor,
  type Verdict,
  worstVerdict,
} from "./verdict/judge.ts";
export type {
  Cost,
  DirectionsReport,
  EntryReport,
  ParameterReport,
  Report,
  WitnessValue,
  WorstEntry,
} from "./report/types.ts";
export { entryName, overallVerdict } from "./report/overall.ts";
export { worstEntry } from "./report/worst.ts";
export { brief } from "./report/numbers.ts";
export {
  type Agreement,
  type AgreementPair,
  type AgreementWitness,
  agreementOf,
  type WitnessKind,
} from "./agreement/agreement.ts";
export { type AgreementTable, agreementMarkdown, agreementTable } from "./agreement/table.ts";
export { formatReport } from "./report/text.ts";
export { toJson } from "./report/json.ts";
export type { CaseOutcome, ResultCase, ResultSuite } from "./report/suite.ts";
export { suiteOfFindings, suitesOf } from "./report/suites.ts";
export { toJUnit } from "./report/junit.ts";
export { toMarkdown } from "./report/markdown.ts";
export { resultsToLatex } from "./report/latex.ts";
export { type ResultOrigin, toSarif } from "./report/sarif.ts";
export { certify } from "./certificate/certify.ts";
export { type Verification, verifyReport } from "./certificate/verify.ts";
export type { Difference } from "./certificate/differences.ts";
export { type Format, formatAs, formatSuites, formats, type TableFormat } from "./report/format.ts";
export {
  type Derivation,
  type DerivationOptions,
  type DerivationStep,
  derivationsOf,
  formatDerivations,
} from "./report/derivation.ts";
export { centralDifference, type Estimate, finiteDifference } from "./witnesses/finiteDifference.ts";
export { type GradcheckOptions, gradcheckPasses } from "./witnesses/gradcheckRule.ts";
export { defaultWitnesses, noWitnesses, type WitnessPlan } from "./witnesses/plan.ts";
export { lower } from "./bridge/lower.ts";
export type { LoweredFunction } from "./bridge/lowerScalars.ts";
export { NotLoweredError } from "./bridge/notLowered.ts";
export { type Constants, type Lifted, lift } from "./bridge/lift.ts";
export { NotLiftedError } from "./bridge/notLifted.ts";
export type { Fault } from "./faults/fault.ts";
export { faultNames } from "./faults/names.ts";
export { faults, faultsOfSize } from "./faults/faults.ts";
export { gradcheckOf, targetOf } from "./faults/gradcheck.ts";
export { formatWrongEdge, type LocateOptions, locate, type WrongEdge } from "./locate/locate.ts";
export {
  type LayerRounding,
  type ParameterRounding,
  type RoundingFigures,
  roundingOf,
  roundingOfReport,
} from "./rounding/rounding.ts";
export { area } from "./oracles/area.ts";
export type { OracleResult } from "./oracles/result.ts";
export { askDensity, askSoftmax, askUnit, type UnitName } from "./oracles/units.ts";
export { askLoss, type LossFunction, type LossKind } from "./oracles/losses.ts";
export { askSubject } from "./oracles/subjects.ts";
export { askNetwork } from "./oracles/networks.ts";
export { askDocument } from "./oracles/document.ts";
export { askPublished, neuronChain, type PublishedValues } from "./oracles/published.ts";
export { type Finding, isAsExpected, type Outcome, type PaperItem } from "./paper/item.ts";
export type { Cell, Erratum, Expectation } from "./paper/errata/erratum.ts";
export { errata } from "./paper/errata/items.ts";
export { type FigureName, figure, figureNames } from "./paper/figures/figures.ts";
export { figureItem } from "./paper/figures/items.ts";
export { type Preset, presets } from "./paper/presets/presets.ts";
export { paperItems } from "./paper/items.ts";
export { type DifferentiationMethod, differentiationMethods } from "./paper/lab.ts";
export { type SonarTask, sonarItem, type TrainedSonar } from "./paper/sonar.ts";
