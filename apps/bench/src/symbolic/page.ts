import type { Sections } from "../report/page.ts";

/** The tables of `docs/guide/symbolic-benchmarks.md`, by the names of their rows. */
export const sections: Sections = {
  correctness: /^(sweep|fuzz)/,
  work: /^(?!sweep|fuzz|size|.*: time |.*time against)/,
  growth: /: time |time against/,
  size: /^size/,
};
