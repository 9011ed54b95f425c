import { requirePeer } from "../peers/install.ts";
import { bumpy, commonExpressions, deepText, manyVariables } from "../symbolic/expressions.ts";
import { type Engine, type Job, unsupported } from "./engine.ts";
import { overPoints } from "./points.ts";

interface MathNode {
  toString(): string;
  compile(): { evaluate(scope: Record<string, number>): number };
}

interface Mathjs {
  parse(text: string): MathNode;
  derivative(node: MathNode, variable: string, options: { simplify: boolean }): MathNode;
}

/** mathjs, with its own simplification or without any ("raw"). */
export function createMathjs(isSimplified: boolean): Engine {
  const { parse, derivative } = requirePeer("mathjs") as Mathjs;
  const derive = (node: MathNode, variable: string) => derivative(node, variable, { simplify: isSimplified });
  const start = (job: Job): (() => number) => {
    switch (job.name) {
      case "ten":
        return () => commonExpressions.map((text) => derive(parse(text), "x")).length;
      case "gradient": {
        const { text, variables } = manyVariables(job.family, job.n);
        return () => {
          const node = parse(text);
          return variables.map((variable) => derive(node, variable)).length;
        };
      }
      case "deep": {
        const text = deepText(job.family, job.n);
        return () => (derive(parse(text), "x") ? 1 : 0);
      }
      case "points": {
        const code = derive(parse(bumpy), "x").compile();
        return overPoints((x) => code.evaluate({ x }), job.count);
      }
      default:
        return unsupported(job.name);
    }
  };
  return {
    derivative: (text) => derive(parse(text), "x").toString(),
    repeated: (text, order) => {
      if (isSimplified) return unsupported("eight derivatives, simplified: they take minutes");
      let node = parse(text);
      for (let k = 0; k < order; k++) node = derive(node, "x");
      return node.toString();
    },
    start,
  };
}
