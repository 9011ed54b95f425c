import type { Failure } from "../worker/protocol.ts";

/** The fields of the form that a failure can be about. */
export type Field = "formula" | "point" | "fault";

/** Which field to mend; undefined where none can. */
export function fieldOf({ code }: Failure): Field | undefined {
  if (code === "expr/unbound-variable" || code === "check/point" || code === "checker/point") return "point";
  if (code === "checker/fault") return "fault";
  return code.startsWith("expr/") || code === "checker/no-variables" ? "formula" : undefined;
}
