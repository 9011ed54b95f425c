import {
  compile as compileToProgram,
  differentiate,
  gradient,
  parse,
  simplify,
  toText,
} from "@chainrule/expr";
import { compile as compileToCode } from "@chainrule/expr/codegen";
import { bumpy, commonExpressions, deepText, manyVariables } from "../symbolic/expressions.ts";
import { type Engine, type Job, unsupported } from "./engine.ts";
import { columnOf } from "./points.ts";

/** This library; derivatives at many points by generated code, or by the interpreter. */
export function createChainrule(isInterpreted: boolean): Engine {
  const compile = isInterpreted ? compileToProgram : compileToCode;
  const start = (job: Job): (() => number) => {
    switch (job.name) {
      case "ten":
        return () => commonExpressions.map((text) => simplify(differentiate(parse(text), "x"))).length;
      case "gradient": {
        const { text, variables } = manyVariables(job.family, job.n);
        return () => gradient(parse(text), variables).length;
      }
      case "deep": {
        const text = deepText(job.family, job.n);
        return () => differentiate(parse(text), "x").hash;
      }
      case "points": {
        const f = compile(simplify(differentiate(parse(bumpy), "x")), ["x"]);
        const column = columnOf(job.count);
        const out = new Float64Array(job.count);
        return () => f.columns([column], out)[job.count - 1]!;
      }
      default:
        return unsupported(job.name);
    }
  };
  return {
    derivative: (text) => toText(simplify(differentiate(parse(text), "x"))),
    repeated: (text, order) => toText(simplify(differentiate(parse(text), "x", order))),
    start,
  };
}
