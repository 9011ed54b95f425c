import type { FunctionName } from "../functions/names.ts";
import type { ReduceOperation } from "../node.ts";
import type { Comparison } from "../parse/syntax.ts";

/** Functions of whole tensors: what the recogniser writes instead of sums over indices. */
export type TensorFunction =
  | "sum"
  | "product"
  | "logSumExp"
  | "softmax"
  | "trace"
  | "diag"
  | "outer"
  | "eye"
  | "ones"
  | "zeros";

/** What the kinds of formula carry besides their operands. */
interface Details {
  /** A whole number of at least 0, in digits. */
  integer: { readonly digits: string };
  name: { readonly name: string };
  /** A bound index. */
  index: { readonly name: string };
  constant: { readonly name: "pi" | "e" };
  /** Terms; a `negative` term is subtracted. */
  sum: object;
  negative: object;
  /** Factors; `tensors` tells which of them are tensors, multiplied element by element. */
  product: { readonly tensors: readonly boolean[] };
  quotient: object;
  power: object;
  /** The square root. */
  root: object;
  call: { readonly name: FunctionName | TensorFunction };
  compare: { readonly comparison: Comparison };
  and: object;
  or: object;
  not: object;
  /** Operands are value, condition, value, condition, ..., otherwise. */
  piecewise: object;
  /** Operands are the tensor and its indices. */
  element: object;
  /** Operands are the body and the limits. */
  reduce: { readonly operation: ReduceOperation; readonly index: string };
  /** Operands are the body and the sizes. */
  tensor: { readonly indices: readonly string[] };
  /** The matrix product. */
  contract: object;
  transpose: object;
}

/** The kinds of formula. */
export type FormulaKind = keyof Details;

/** What every formula has. */
interface Written {
  readonly operands: readonly Formula[];
  /** The bound indices that occur free, sorted. */
  readonly free: readonly string[];
}

/**
 * An expression as it is written: quotients, roots, signs and matrix notation are explicit, and nothing depends on
 * whether it becomes text, LaTeX or MathML. Formulas share their parts as expressions do.
 */
export type FormulaOf<K extends FormulaKind> = {
  [N in K]: Written & { readonly kind: N } & Details[N];
}[K];

/** A formula of any kind. */
export type Formula = FormulaOf<FormulaKind>;

const none: readonly never[] = [];

/** A formula of a kind, from its operands and what else the kind carries. */
export function formula<K extends FormulaKind>(
  kind: K,
  details: Details[K],
  operands: readonly Formula[] = none,
): Formula {
  return { kind, ...details, operands, free: freeOf(kind, details, operands) } as unknown as Formula;
}

function freeOf(kind: FormulaKind, details: object, operands: readonly Formula[]): readonly string[] {
  if (kind === "index") return [(details as Details["index"]).name];
  const bound = boundBy(kind, details);
  if (bound.length === 0 && operands.every(({ free }) => free.length === 0)) return none;
  const [body, ...rest] = operands;
  const inner = (body?.free ?? none).filter((name) => !bound.includes(name));
  return [...new Set([...inner, ...rest.flatMap(({ free }) => free)])].sort();
}

function boundBy(kind: FormulaKind, details: object): readonly string[] {
  if (kind === "reduce") return [(details as Details["reduce"]).index];
  return kind === "tensor" ? (details as Details["tensor"]).indices : none;
}

/** A whole number, perhaps negative. */
export function integer(value: number | bigint): Formula {
  if (value < 0) return formula("negative", {}, [integer(-value)]);
  return formula("integer", { digits: String(value) });
}

/** The product of factors; one factor stands for itself. */
export function productOf(factors: readonly Formula[], tensors: readonly boolean[]): Formula {
  return factors.length === 1 ? factors[0]! : formula("product", { tensors }, factors);
}

/** The transpose: of a matrix product the product of the transposes in reverse, of a transpose its operand. */
export function transposed(operand: Formula): Formula {
  const factors: Formula[] = [];
  const stack = [operand];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.kind === "contract") stack.push(...top.operands);
    else factors.push(transposedFactor(top));
  }
  return factors.reduce((left, right) => formula("contract", {}, [left, right]));
}

function transposedFactor(operand: Formula): Formula {
  if (operand.kind === "transpose") return operand.operands[0]!;
  if (operand.kind !== "call") return formula("transpose", {}, [operand]);
  if (operand.name === "diag" || operand.name === "eye") return operand;
  return operand.name === "outer"
    ? formula("call", { name: "outer" }, operand.operands.toReversed())
    : formula("transpose", {}, [operand]);
}
