import { workerThreads } from "@chainrule/array";
import { isInstalled } from "../peers/install.ts";
import type { PeerName } from "../peers/pinned.ts";
import { createAlgebrite } from "./algebrite.ts";
import { createArrays } from "./arrays.ts";
import { createChainrule } from "./chainrule.ts";
import { createComputeEngine } from "./computeEngine.ts";
import type { Engine, EngineName } from "./engine.ts";
import { handWritten } from "./handWritten.ts";
import { createJaxJs } from "./jaxJs.ts";
import { createMathjs } from "./mathjs.ts";
import { createNerdamer } from "./nerdamer.ts";
import { tape } from "./tape.ts";
import { createTfjs } from "./tfjs.ts";
import { wengertList } from "./wengertList.ts";

interface EngineRow {
  /** What must be installed for it. */
  readonly needs?: PeerName;
  readonly create: () => Engine | Promise<Engine>;
}

/** How each system is made ready. */
export const engines: Readonly<Record<EngineName, EngineRow>> = {
  chainrule: { create: () => createChainrule(false) },
  "chainrule, interpreted": { create: () => createChainrule(true) },
  "hand-written": { create: () => handWritten },
  mathjs: { needs: "mathjs", create: () => createMathjs(false) },
  "mathjs, simplified": { needs: "mathjs", create: () => createMathjs(true) },
  "compute-engine": { needs: "@cortex-js/compute-engine", create: createComputeEngine },
  nerdamer: { needs: "nerdamer", create: () => createNerdamer("nerdamer") },
  "nerdamer-prime": { needs: "nerdamer-prime", create: () => createNerdamer("nerdamer-prime") },
  algebrite: { needs: "algebrite", create: createAlgebrite },
  tape: { create: () => tape },
  "wengert list": { create: () => wengertList },
  array: { create: () => createArrays({}) },
  "array, deterministic": { create: () => createArrays({ deterministic: true }) },
  "array, loops": { create: () => createArrays({ kernel: "loops" }) },
  "array, wasm": { create: () => createArrays({ kernel: "wasm" }) },
  "array, two threads": { create: () => createArrays({ threads: workerThreads(2) }) },
  "jax-js": { needs: "@jax-js/jax", create: createJaxJs },
  "tfjs, wasm": { needs: "@tensorflow/tfjs-backend-wasm", create: () => createTfjs("wasm") },
  "tfjs, cpu": { needs: "@tensorflow/tfjs-backend-cpu", create: () => createTfjs("cpu") },
};

/** Whether a system can be asked. */
export function isThere(name: EngineName): boolean {
  const { needs } = engines[name];
  return needs === undefined || isInstalled(needs);
}
