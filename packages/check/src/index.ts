export { CheckError } from "./errors.ts";
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
export { centralDifference, type Estimate, finiteDifference } from "./witnesses/finiteDifference.ts";
export { type GradcheckOptions, gradcheckPasses } from "./witnesses/gradcheckRule.ts";
