import type { PaperItem } from "../item.ts";
import { dataAssimilation } from "./dataAssimilation.ts";
import { designOptimisation } from "./designOptimisation.ts";
import { numericalMethods } from "./numericalMethods.ts";
import { sensitivityAnalysis } from "./sensitivityAnalysis.ts";

/** S21 to S24: what else derivatives are used for, as small programs over the tape. */
export const useItems: readonly PaperItem[] = [
  { id: "S21", title: "data assimilation: 4D-Var on Lorenz's models", check: dataAssimilation },
  { id: "S22", title: "design optimization: the quickest wire", check: designOptimisation },
  { id: "S23", title: "numerical methods: Newton, Hessians, implicit steps", check: numericalMethods },
  { id: "S24", title: "sensitivity analysis: growth, prey and predators", check: sensitivityAnalysis },
];
