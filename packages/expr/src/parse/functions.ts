import { number } from "../atoms.ts";
import { ArityError } from "../build.ts";
import { aliases, macros } from "../functions/aliases.ts";
import { arity, type FunctionName } from "../functions/names.ts";
import { elementwise } from "../indexed.ts";
import { diag, eye, filled, logSumExp, outer, reduceAll, softmax, trace } from "../linear.ts";
import { makeCall, makePiecewise } from "../make.ts";
import type { Expression } from "../node.ts";

/** One way to call a function of the text: the counts of arguments it takes, and what it builds of them. */
export interface Form {
  readonly least: number;
  readonly most: number;
  readonly build: (operands: readonly Expression[]) => Expression;
}

/** Table functions that text writes as operators, or as names without brackets. */
const written: ReadonlySet<string> = new Set(["pi", "e", "less", "lessEqual", "equal", "and", "or"]);

/** Functions whose names are also usual names of variables: without brackets they are variables. */
const variableNames: ReadonlySet<string> = new Set(["gamma", "step", "root", "trace", "outer"]);

/** The functions of vectors and matrices. */
const tensorForms: readonly (readonly [name: string, form: Form])[] = [
  ["trace", one(trace)],
  ["diag", one(diag)],
  ["outer", { least: 2, most: 2, build: ([a, b]) => outer(a!, b!) }],
  ["sum", one((a) => reduceAll("add", a))],
  ["product", one((a) => reduceAll("multiply", a))],
  ["maximum", one((a) => reduceAll("max", a))],
  ["minimum", one((a) => reduceAll("min", a))],
  ["softmax", one(softmax)],
  ["logSumExp", one(logSumExp)],
  ["eye", one(eye)],
  ["ones", shaped(1)],
  ["zeros", shaped(0)],
];

/** `max` and `min` of one tensor: of its elements. */
const extremes: readonly (readonly [name: string, form: Form])[] = [
  ["max", one((a) => reduceAll("max", a))],
  ["min", one((a) => reduceAll("min", a))],
];

const forms: ReadonlyMap<string, readonly Form[]> = collect();

/** The ways to call a name; none where it is no function. */
export function formsOf(name: string): readonly Form[] {
  return forms.get(name) ?? [];
}

/** Every name that can be called, `sum`, `D` and `tensor` with their bound names apart. */
export function functionNames(): string[] {
  return [...forms.keys()];
}

/** Whether a name without brackets is read as a variable. */
export function isVariableName(name: string): boolean {
  return !forms.has(name) || variableNames.has(name);
}

/** All names with their forms; where two forms fit, the first one is meant. */
function collect(): Map<string, Form[]> {
  const found = new Map<string, Form[]>();
  const enter = (name: string, form: Form) => found.set(name, [...(found.get(name) ?? []), form]);
  for (const [name, form] of extremes) enter(name, form);
  for (const [name, form] of tableForms()) enter(name, form);
  for (const [alias, name] of aliases) for (const form of found.get(name) ?? []) enter(alias, form);
  for (const { name, arity: count, expand } of macros) {
    enter(name, { least: count, most: count, build: ([x, y]) => expand(x!, y ?? 0) });
  }
  enter("piecewise", {
    least: 1,
    most: Number.POSITIVE_INFINITY,
    build: chosen,
  });
  for (const [name, form] of tensorForms) enter(name, form);
  return found;
}

function* tableForms(): Generator<readonly [string, Form]> {
  for (const [name, [least, most]] of Object.entries(arity)) {
    if (written.has(name)) continue;
    yield [name, { least, most, build: (operands) => called(name as FunctionName, operands) }];
  }
}

/** A call of any number of arguments: engines limit how many a builder can be given one by one. */
function called(name: FunctionName, operands: readonly Expression[]): Expression {
  return elementwise(operands, (scalars) => makeCall(name, scalars));
}

function chosen(operands: readonly Expression[]): Expression {
  if (operands.length % 2 === 0)
    throw new ArityError("piecewise", operands.length, "an odd number of arguments");
  return operands.length === 1 ? operands[0]! : elementwise(operands, makePiecewise);
}

function one(build: (operand: Expression) => Expression): Form {
  return { least: 1, most: 1, build: ([operand]) => build(operand!) };
}

function shaped(value: number): Form {
  return { least: 1, most: 8, build: (sizes) => filled(sizes, number(value)) };
}
