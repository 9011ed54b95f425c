import { countOperations, toText } from "@chainrule/expr";
import { type Subject, shapeOfParameter } from "../subject/subject.ts";
import type { SymbolicVoice } from "../voices/symbolic.ts";

/** Derivatives with more operations than this are not written out. */
const longest = 200;

/** `d/dx f = ...`, one line a parameter, for derivatives short enough to be read. */
export function formulasOf({ parameters }: Subject, { gradient }: SymbolicVoice): readonly string[] {
  return gradient.flatMap((derivative, i) => {
    const scalar = shapeOfParameter(parameters[i]!).length === 0;
    return scalar && countOperations(derivative) <= longest
      ? [`d/d${parameters[i]!.name} = ${toText(derivative)}`]
      : [];
  });
}
