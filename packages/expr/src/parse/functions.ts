import { aliases } from "../functions/aliases.ts";
import { arity, type FunctionName } from "../functions/names.ts";
import { diag, eye, filled, logSumExp, norm, outer, reduceAll, softmax, trace } from "../linear.ts";
import { makePiecewise } from "../make.ts";
import { cofactor, det, inverse, logdet } from "../matrix.ts";
import type { Expression, ReduceOperation } from "../node.ts";
import { ValueError } from "../rational.ts";
import { calling, onElements } from "./arithmetic.ts";
import { binders } from "./binders.ts";
import { derivative } from "./derivative.ts";
import { macros } from "./macros.ts";
import { countOf } from "./numbers.ts";
import type { Build, Form } from "./syntax.ts";

/** Table functions that text writes as operators, or as names without brackets. */
const written: ReadonlySet<string> = new Set(["pi", "e", "less", "lessEqual", "equal", "and", "or"]);

/** Functions whose names are also usual names of variables: without brackets they are variables. */
const variableNames: ReadonlySet<string> = new Set([
  "gamma",
  "step",
  "root",
  "trace",
  "outer",
  "norm",
  "inverse",
  "logit",
  "sinc",
  "tensor",
  "D",
]);

const form = (least: number, most: number, build: Build): Form => ({ least, most, build });
const one = (build: (operand: Expression) => Expression): Form => form(1, 1, ([operand]) => build(operand!));
const shaped = (value: number): Form => form(1, 8, (sizes) => filled(sizes, value));
const combined = (operation: ReduceOperation): Form => one((a) => reduceAll(operation, a));

const chosen: Build = (operands) => {
  if (operands.length % 2 === 0)
    throw new ValueError("piecewise takes an odd number of arguments: the last is the value otherwise");
  return operands.length === 1 ? operands[0]! : onElements(operands, makePiecewise);
};

/** The functions of vectors and matrices. */
const tensorForms: Readonly<Record<string, Form>> = {
  trace: one(trace),
  diag: one(diag),
  outer: form(2, 2, ([a, b]) => outer(a!, b!)),
  sum: combined("add"),
  product: combined("multiply"),
  maximum: combined("max"),
  minimum: combined("min"),
  softmax: one(softmax),
  logSumExp: one(logSumExp),
  norm: one(norm),
  det: one(det),
  logdet: one(logdet),
  inverse: one(inverse),
  cofactor: form(1, 2, ([a, order]) => cofactor(a!, countOf(order))),
  eye: one(eye),
  ones: shaped(1),
  zeros: shaped(0),
};

/** `max` and `min` of one tensor: of its elements. */
const extremes: Readonly<Record<string, Form>> = { max: combined("max"), min: combined("min") };

const forms: ReadonlyMap<string, readonly Form[]> = collect();

/** The ways to call a name; none where it is no function. */
export function formsOf(name: string): readonly Form[] {
  return forms.get(name) ?? none;
}

const none: readonly Form[] = [];

/** Every name that can be called, but `D`, which is near to every letter. */
export function functionNames(): string[] {
  return [...forms.keys()].filter((name) => name !== "D");
}

/** Whether a name without brackets is read as a variable. */
export function isVariableName(name: string): boolean {
  return !forms.has(name) || variableNames.has(name);
}

/** All names with their forms; where two forms fit, the first one is meant. */
function collect(): Map<string, Form[]> {
  const found = new Map<string, Form[]>();
  const enter = (name: string, entry: Form) => {
    const known = found.get(name);
    if (known === undefined) found.set(name, [entry]);
    else known.push(entry);
  };
  const enterAll = (entries: Readonly<Record<string, Form>>) => {
    for (const name of Object.keys(entries)) enter(name, entries[name]!);
  };
  enterAll(extremes);
  for (const name of Object.keys(arity) as FunctionName[]) {
    if (!written.has(name)) enter(name, form(...arity[name], calling(name)));
  }
  for (const [alias, name] of aliases) for (const entry of found.get(name) ?? []) enter(alias, entry);
  for (const { name, arity: count, expand } of macros) {
    enter(
      name,
      form(count, count, ([x, y]) => expand(x!, y!)),
    );
  }
  enter("piecewise", form(1, Number.POSITIVE_INFINITY, chosen));
  enterAll(tensorForms);
  for (const [name, entry] of binders) enter(name, entry);
  enter("D", derivative);
  return found;
}
