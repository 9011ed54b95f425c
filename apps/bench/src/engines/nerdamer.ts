import { requirePeer } from "../peers/install.ts";
import { bumpy, commonExpressions } from "../symbolic/expressions.ts";
import { type Engine, unsupported } from "./engine.ts";
import { overPoints } from "./points.ts";

interface Nerdamer {
  (text: string): NerdamerExpression;
  diff(e: string | NerdamerExpression, variable: string, order?: number): NerdamerExpression;
}

interface NerdamerExpression {
  toString(): string;
  buildFunction(variables: readonly string[]): (x: number) => number;
}

/** nerdamer, or its maintained fork. */
export function createNerdamer(name: "nerdamer" | "nerdamer-prime"): Engine {
  const nerdamer = requirePeer(`${name}/nerdamer.core${name === "nerdamer" ? ".js" : ""}`) as Nerdamer;
  for (const part of ["Algebra", "Calculus"])
    requirePeer(`${name}/${part}${name === "nerdamer" ? ".js" : ""}`);
  return {
    derivative: (text) => nerdamer.diff(nerdamer(text), "x").toString(),
    repeated: (text, order) => nerdamer.diff(nerdamer(text), "x", order).toString(),
    start: (job) => {
      if (job.name === "ten") {
        return () => commonExpressions.map((text) => nerdamer.diff(nerdamer(text), "x")).length;
      }
      if (job.name !== "points") return unsupported(job.name);
      return overPoints(nerdamer.diff(nerdamer(bumpy), "x").buildFunction(["x"]), job.count);
    },
  };
}
