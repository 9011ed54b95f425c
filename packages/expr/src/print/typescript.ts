import { asExpression } from "../atoms.ts";
import { type CompileOptions, type Lowered, lowerAll } from "../compile/builder.ts";
import { type Placement, type Sizes, sizeNamed } from "../compile/layout.ts";
import { gradient } from "../differentiate/differentiate.ts";
import { fieldsOf, shown } from "../doors.ts";
import { isMatrixFunction } from "../functions/names.ts";
import type { Expression } from "../node.ts";
import type { ExpressionIn, VariableIn } from "../parse/variables.ts";
import { ValueError } from "../rational.ts";
import { freeSymbols } from "../substitute.ts";
import { postorder } from "../traverse.ts";
import { safeNames } from "./typescriptNames.ts";
import { type Helper, type Needs, NoSourceError, needsOf, writeTerms } from "./typescriptTerms.ts";

/** How to write TypeScript. */
export interface TypeScriptOptions<V extends string = string> extends CompileOptions {
  /** The name of the function; `f` unless given. */
  readonly name?: string;
  /** The parameters, in their order; all variables in the order of their occurrence unless given. */
  readonly variables?: readonly VariableIn<V>[];
}

/**
 * The source text of a module with one function, typed and documented: the value and the gradient of a scalar
 * expression, terms in common computed once.
 *
 * A tensor is an `ArrayLike<number>` in row-major order, and its gradient an array. What `Math` lacks is imported from
 * `@chainrule/special`. Names that are none in TypeScript are changed (`return` to `return_`, `a b` to `a_b`), so
 * that no name becomes code. The values are those of `evaluate`, NaN outside the domain.
 *
 * @throws ShapeError (`expr/shape`) for an expression that is no scalar.
 * @throws NoSourceError (`expr/no-source`) for functions of matrices such as `det`.
 * @throws UnknownSizeError, UnboundVariableError, LimitError as `compile` does.
 * @example
 * ```ts
 * import { parse, toTypeScript } from "@chainrule/expr";
 * const lines = toTypeScript(parse("exp(k*x)"), { name: "growth" }).split("\n");
 * lines[1]; // => "export function growth(k: number, x: number): { value: number; gradient: [k: number, x: number] } {"
 * lines.slice(2, 4); // => ["  const t1 = Math.exp(k * x);", "  return { value: t1, gradient: [t1 * x, t1 * k] };"]
 * ```
 */
export function toTypeScript<V extends string>(e: ExpressionIn<V>, options?: TypeScriptOptions<V>): string {
  return sourceOf(asExpression(e), fieldsOf(options, "options"));
}

function sourceOf(scalar: Expression, options: TypeScriptOptions): string {
  const { name = "f", sizes = {}, variables = variablesOf(scalar, sizes) } = options;
  if (typeof name !== "string") throw new ValueError(`name is ${shown(name)}: give the function a name`);
  requireSource(scalar, sizes);
  const lowered = lowerAll([scalar, ...gradient(scalar, variables)], variables, options);
  const needs = needsOf(lowered.program);
  const [functionName, ...parameters] = safeNames(
    [name, ...lowered.inputs.keys()],
    [...needs.imports, ...needs.helpers],
  );
  return [
    ...importLines(needs),
    `/** The value, and the gradient by ${parameters.join(", ") || "nothing"}. */`,
    ...functionLines(functionName!, parameters, lowered),
    ...helperLines(needs),
    "",
  ].join("\n");
}

/** Functions of matrices of variables have no source: said before anything is built. */
function requireSource(e: Expression, sizes: Sizes): void {
  for (const node of postorder([e])) {
    if (node.kind !== "call" || !isMatrixFunction(node.name)) continue;
    if (variablesOf(node, sizes).length > 0) throw new NoSourceError(node.name);
  }
}

function variablesOf(e: Expression, sizes: Sizes): string[] {
  const symbols = freeSymbols(e.domain === undefined ? e : [e, e.domain]);
  return symbols.map(({ name }) => name).filter((name) => sizeNamed(sizes, name) === undefined);
}

function importLines({ imports }: Needs): string[] {
  return imports.length === 0 ? [] : [`import { ${imports.join(", ")} } from "@chainrule/special";`, ""];
}

function functionLines(name: string, parameters: readonly string[], lowered: Lowered): string[] {
  const parts = [...lowered.inputs.values()];
  const { statements, results } = writeTerms(lowered.program, inputTexts(lowered, parameters));
  const typed = (scalar: string, tensor: string) =>
    parameters.map((parameter, k) => `${parameter}: ${isScalar(parts[k]!) ? scalar : tensor}`);
  const result = fitted("{ value: number; gradient: [", typed("number", "number[]"), "] } {");
  return [
    ...fitted(`export function ${name}(`, typed("number", "ArrayLike<number>"), `): ${result[0]}`),
    ...result.slice(1),
    ...statements.map((statement) => `  ${statement}`),
    ...returnLines(lowered.outputs.map((part) => valueText(part, results))),
    "}",
  ];
}

function returnLines([value, ...slopes]: readonly string[]): string[] {
  const line = `  return { value: ${value}, gradient: [${slopes.join(", ")}] };`;
  if (line.length <= lineWidth) return [line];
  return ["  return {", `    value: ${value},`, ...fitted("    gradient: [", slopes, "],"), "  };"];
}

/** A list on one line if it fits, else one item a line. */
function fitted(before: string, items: readonly string[], after: string): string[] {
  const line = `${before}${items.join(", ")}${after}`;
  if (line.length <= lineWidth) return [line];
  const indent = " ".repeat(before.length - before.trimStart().length);
  return [before, ...items.map((item) => `${indent}  ${item},`), `${indent}${after}`];
}

const lineWidth = 110;

function isScalar({ shape }: Placement): boolean {
  return shape.length === 0;
}

/** How the program's inputs are read from the parameters. */
function inputTexts({ program, inputs }: Lowered, parameters: readonly string[]): string[] {
  const parts = [...inputs.values()];
  return Array.from(program.inputs, (position) => {
    const k = partAt(parts, position);
    return isScalar(parts[k]!) ? parameters[k]! : `${parameters[k]}[${position - parts[k]!.offset}]!`;
  });
}

/** The number of the part that a position lies in; parts follow each other. */
function partAt(parts: readonly Placement[], position: number): number {
  let [low, high] = [0, parts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.offset <= position) low = middle;
    else high = middle;
  }
  return low;
}

function valueText(part: Placement, results: readonly string[]): string {
  const texts = results.slice(part.offset, part.offset + part.length);
  return isScalar(part) ? texts[0]! : `[${texts.join(", ")}]`;
}

function helperLines({ helpers }: Needs): string[] {
  return helpers.flatMap((helper) => ["", ...helperTexts[helper]]);
}

const helperTexts: Readonly<Record<Helper, readonly string[]>> = {
  expOfSquare: [
    "/** exp(c x^2) for a power of two c, with what x^2 loses. */",
    "function expOfSquare(c: number, x: number): number {",
    "  const value = Math.exp(c * (x * x));",
    "  const scaled = 134217729 * x; // the 26 first bits of x stay",
    "  const high = scaled - (scaled - x);",
    "  const lost = high * high - x * x + (x - high) * (x + high);",
    "  return value > 0 && value < Infinity ? value + value * (c * lost) : value;",
    "}",
  ],
  power: [
    "/** x^y, undefined where x is. */",
    "function power(x: number, y: number): number {",
    "  return Number.isNaN(x) ? x : Math.pow(x, y);",
    "}",
  ],
  logSumExp: [
    "/** log(exp(a) + exp(b) + ...) without overflow. */",
    "function logSumExp(terms: readonly number[]): number {",
    "  const top = Math.max(...terms);",
    "  if (!Number.isFinite(top)) return top;",
    "  const others = terms.filter((_, k) => k !== terms.indexOf(top));",
    "  return top + Math.log1p(others.reduce((total, term) => total + Math.exp(term - top), 0));",
    "}",
  ],
};
