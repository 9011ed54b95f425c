import { aliases } from "../functions/aliases.ts";
import type { FunctionName } from "../functions/names.ts";
import { arity } from "../functions/table.ts";
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
  const table: Entry[] = (Object.keys(arity) as FunctionName[])
    .filter((name) => !written.has(name))
    .map((name) => [name, form(...arity[name], calling(name))]);
  const known = [...Object.entries(extremes), ...table];
  const entries: readonly Entry[] = [
    ...known,
    ...[...aliases].flatMap(([alias, name]) =>
      known.filter(([other]) => other === name).map(([, entry]): Entry => [alias, entry]),
    ),
    ...macros.map(
      ({ name, arity: count, expand }): Entry => [name, form(count, count, ([x, y]) => expand(x!, y!))],
    ),
    ["piecewise", form(1, Number.POSITIVE_INFINITY, chosen)],
    ...Object.entries(tensorForms),
    ...binders,
    ["D", derivative],
  ];
  const found = new Map<string, Form[]>(entries.map(([name]) => [name, []]));
  for (const [name, entry] of entries) found.get(name)!.push(entry);
  return found;
}

type Entry = readonly [name: string, form: Form];
