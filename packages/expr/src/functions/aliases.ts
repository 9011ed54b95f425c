import type { FunctionName } from "./names.ts";

/** Other spellings of functions of the table. */
export const aliases: ReadonlyMap<string, FunctionName> = new Map<string, FunctionName>([
  ...(["sin", "cos", "tan", "cot", "sec", "csc"] as const).flatMap((name) => [
    [`arc${name}`, `a${name}`] as const,
    [`arc${name}h`, `a${name}h`] as const,
    [`ar${name}h`, `a${name}h`] as const,
  ]),
  ["ln", "log"],
  ["arctan2", "atan2"],
  ["sgn", "sign"],
  ["heaviside", "step"],
  ["Heaviside", "step"],
  ["Abs", "abs"],
  ["Max", "max"],
  ["Min", "min"],
  ["Mod", "mod"],
  ["ceiling", "ceil"],
  ["loggamma", "lgamma"],
  ["expit", "sigmoid"],
  ["logistic", "sigmoid"],
  ["logcosh", "logCosh"],
]);
