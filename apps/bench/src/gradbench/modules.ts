import { ba } from "./evaluations/ba.ts";
import { det } from "./evaluations/det.ts";
import { gmm } from "./evaluations/gmm.ts";
import { hello } from "./evaluations/hello.ts";
import { ht } from "./evaluations/ht.ts";
import { kmeans } from "./evaluations/kmeans.ts";
import { llsq } from "./evaluations/llsq.ts";
import { lse } from "./evaluations/lse.ts";
import { lstm } from "./evaluations/lstm.ts";
import { ode } from "./evaluations/ode.ts";
import { particle } from "./evaluations/particle.ts";
import { saddle } from "./evaluations/saddle.ts";
import type { Module } from "./module.ts";

/** The twelve modules by the names that the protocol gives them. */
export const modules: ReadonlyMap<string, Module> = new Map(
  Object.entries({ hello, gmm, ba, lstm, kmeans, ht, det, llsq, lse, ode, particle, saddle }),
);
