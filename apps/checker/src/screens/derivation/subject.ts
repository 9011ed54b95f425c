import { type CheckDocument, type Subject, subjectOf } from "@chainrule/check";
import { type Expression, parse, type SymbolNode, symbol, toMathML } from "@chainrule/expr";
import { CheckerError } from "../../errors.ts";
import { axesOf } from "../../worker/readable.ts";
import type { Variable } from "./model.ts";

/** What is differentiated by algebra: a formula, or one layer of a network. */
export interface AlgebraSubject {
  readonly title: string;
  readonly layers: readonly string[];
  readonly layer: number;
  readonly expression: Expression;
  readonly symbols: readonly SymbolNode[];
  readonly variables: readonly Variable[];
}

/** There is no derivation by algebra of such a subject (`checker/no-formula`). */
export class NoFormulaError extends CheckerError {
  override readonly name: string = "NoFormulaError";

  constructor(why: string) {
    super("checker/no-formula", `There is no derivation to show: ${why} The screen Graph shows any subject.`);
  }
}

/** The subject of a document, as algebra has it. */
export function algebraSubject(document: CheckDocument, layer: number): AlgebraSubject {
  const { subject } = document;
  const of = subject.kind === "claim" ? subject.of : subject;
  const checked = subjectOf(document);
  return of.kind === "network" ? layerSubject(of.text, checked, layer) : formulaSubject(checked);
}

function formulaSubject({ symbolic, parameters }: Subject): AlgebraSubject {
  if (symbolic === undefined) throw new NoFormulaError("it cannot be written as a formula.");
  const { expression, variables: symbols, constants } = symbolic;
  const values = new Map<string, unknown>([
    ...parameters.map(({ name, value }) => [name, value] as const),
    ...constants,
  ]);
  const known = symbols.map((each) => variableOf(each, values.get(each.name)));
  const fixed = [...constants].map(([name, value]) => {
    const shape = typeof value === "number" ? [] : value.shape;
    return variableOf(symbol(name, { shape }), value);
  });
  return { title: "", layers: [], layer: 0, expression, symbols, variables: [...known, ...fixed] };
}

/** One layer by itself: what it passes on of the gradient `g` by its output. */
function layerSubject(text: string, { parameters }: Subject, layer: number): AlgebraSubject {
  const layers = text
    .split(";")[0]!
    .split("->")
    .slice(1)
    .map((each) => each.trim());
  const at = Math.min(Math.max(0, layer), layers.length - 1);
  const weight = parameters.find(({ name }) => name === `layers.${at}.weight`)?.value;
  const bias = parameters.find(({ name }) => name === `layers.${at}.bias`)?.value;
  if (weight === undefined || typeof weight === "number")
    throw new NoFormulaError("this layer has no weights.");
  const [n = 0, m = 0] = weight.shape;
  const shapes = { W: [n, m], b: [n], a: [m], g: [n] };
  const expression = parse(`sum(g * ${activationOf(layers[at]!)})`, { shapes });
  const symbols = ["W", "b", "a"].map((name) => symbol(name, { shape: shapes[name as "W"] }));
  const values = new Map<string, unknown>([
    ["W", weight],
    ["b", bias],
  ]);
  const all = [...symbols, symbol("g", { shape: [n] })];
  return {
    title: `Layer ${at + 1}, ${layers[at]}: a is its input, g the gradient of the loss by its output.`,
    layers,
    layer: at,
    expression,
    symbols,
    variables: all.map((each) => variableOf(each, values.get(each.name))),
  };
}

/** `4 sigmoid(beta=2)` as a function of W @ a + b. */
function activationOf(layer: string): string {
  const match = /^\d+\s*([A-Za-z]\w*)?\s*(?:\(([^)]*)\))?$/.exec(layer);
  const name = match?.[1] ?? "identity";
  const values = (match?.[2] ?? "").split(",").flatMap((each) => each.split("=").at(-1)!.trim() || []);
  if (name === "identity" || name === "linear") return "(W @ a + b)";
  return `${name}(${["W @ a + b", ...values].join(", ")})`;
}

function variableOf(node: SymbolNode, value: unknown): Variable {
  return { name: node.name, shape: axesOf(node), value: shown(value), markup: toMathML(node) };
}

/** A value in a line: all of a small one. */
function shown(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null || !("toTypedArray" in value)) return undefined;
  const { shape, toTypedArray } = value as {
    shape: readonly number[];
    toTypedArray: () => ArrayLike<number>;
  };
  const elements = Array.from(toTypedArray.call(value), (x) => String(Number(Number(x).toPrecision(5))));
  const columns = shape.at(-1) ?? 1;
  const rows = Array.from({ length: Math.min(4, elements.length / columns) }, (_, i) => {
    const row = elements.slice(i * columns, (i + 1) * columns);
    return `[${row.slice(0, 6).join(", ")}${row.length > 6 ? ", …" : ""}]`;
  });
  if (shape.length < 2) return rows[0] ?? "[]";
  return `[${rows.join(", ")}${elements.length / columns > 4 ? ", …" : ""}]`;
}
