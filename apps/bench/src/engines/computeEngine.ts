import { pathToFileURL } from "node:url";
import { peerPath } from "../peers/install.ts";
import { bumpy, commonExpressions } from "../symbolic/expressions.ts";
import { type Engine, unsupported } from "./engine.ts";
import { type MathJson, toMathJson } from "./mathJson.ts";
import { overPoints } from "./points.ts";

interface Boxed {
  evaluate(): Boxed;
  toString(): string;
}

interface ComputeEngineModule {
  readonly ComputeEngine: new () => { box(json: MathJson): Boxed };
  readonly compile: (e: Boxed) => { run(scope: Record<string, number>): number };
}

/** compute-engine. Infix is translated to its own notation before the clock starts. */
export async function createComputeEngine(): Promise<Engine> {
  const path = peerPath("node_modules/@cortex-js/compute-engine/dist/esm-min/compute-engine.js");
  const { ComputeEngine, compile } = (await import(pathToFileURL(path).href)) as ComputeEngineModule;
  const engine = new ComputeEngine();
  const textOf = (e: Boxed) => e.toString().replaceAll("Sign(", "sign(");
  const derive = (json: MathJson, order = 1) =>
    engine.box(["D", json, ...Array.from({ length: order }, () => "x")]).evaluate();
  return {
    derivative: (text) => textOf(derive(toMathJson(text))),
    repeated: (text, order) => textOf(derive(toMathJson(text), order)),
    start: (job) => {
      if (job.name === "ten") {
        const inputs = commonExpressions.map(toMathJson);
        return () => inputs.map((json) => derive(json)).length;
      }
      if (job.name !== "points") return unsupported(job.name);
      const compiled = compile(derive(toMathJson(bumpy)));
      return overPoints((x) => compiled.run({ x }), job.count);
    },
  };
}
