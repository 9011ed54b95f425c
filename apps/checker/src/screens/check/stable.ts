import { type Expression, simplify, toText } from "@chainrule/expr";
import { readable, withinLimit } from "../../worker/readable.ts";
import type { StableForm } from "./model.ts";

/** Functions that exist because their definition, written out, loses digits or overflows. */
const reasons: Readonly<Record<string, string>> = {
  expm1: "exp(x) - 1 cancels for small x",
  log1p: "log(1 + x) forgets the digits of a small x",
  log1mexp: "log(1 - exp(x)) cancels for x near 0",
  sigmoid: "1/(1 + exp(-x)) overflows for large negative x",
  softplus: "log(1 + exp(x)) overflows for large x",
  logSigmoid: "log(sigmoid(x)) is log(0) for large negative x",
  logaddexp: "log(exp(x) + exp(y)) overflows",
  logSumExp: "the log of a sum of exponentials overflows",
  hypot: "x^2 + y^2 overflows long before its root",
  logCosh: "log(cosh(x)) overflows",
  erfcx: "exp(x^2) erfc(x) is infinity times zero",
  sinc: "sin(x)/x has no value at 0",
};

/** Expressions of more nodes than this are left as they are. */
const manyNodes = 2_000;

/** The form of an expression that uses functions which keep digits, where that is another one. */
export function stableForm(e: Expression): StableForm | undefined {
  const before = functionsIn(e);
  if (before === undefined) return undefined;
  const better = simplify(e);
  const added = [...(functionsIn(better) ?? [])].filter((name) => !before.has(name) && name in reasons);
  if (added.length === 0) return undefined;
  const text = withinLimit(() => toText(better, { limit: 2_000 }));
  if (text === undefined) return undefined;
  const functions = added.map((name) => ({ name, why: reasons[name]! }));
  return { text, markup: readable(better), functions };
}

/** The names of the functions called; undefined of too large an expression. */
function functionsIn(e: Expression): ReadonlySet<string> | undefined {
  const seen = new Set<Expression>([e]);
  const names = new Set<string>();
  for (const node of seen) {
    if (node.kind === "call") names.add(node.name);
    for (const operand of node.operands) seen.add(operand);
    if (seen.size > manyNodes) return undefined;
  }
  return names;
}
