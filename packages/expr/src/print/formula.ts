import type { CallName } from "../functions/names.ts";
import type { ReduceOperation } from "../node.ts";
import type { Comparison } from "../parse/syntax.ts";

/** Functions of whole tensors: what the recogniser writes instead of sums over indices. */
export type TensorFunction =
  | "sum"
  | "product"
  | "logSumExp"
  | "norm"
  | "softmax"
  | "trace"
  | "diag"
  | "outer"
  | "eye"
  | "ones"
  | "zeros"
  | "transposedInverse"
  | "sigmoidSlope";

/** What the kinds of formula carry besides their operands. */
interface Details {
  /** A whole number of at least 0, in digits. */
  integer: { readonly digits: string };
  /** A variable; of a tensor, `axes` is the number of its axes. */
  name: { readonly name: string; readonly axes: number };
  /** A bound index. */
  index: { readonly name: string };
  constant: { readonly name: "pi" | "e" };
  /** Terms; a `negative` term is subtracted. */
  sum: object;
  negative: object;
  /** Factors; tensors among them are multiplied element by element. */
  product: object;
  quotient: object;
  power: object;
  /** The square root. */
  root: object;
  call: { readonly name: CallName | TensorFunction };
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
  /** The number of axes: 0 for a scalar, 1 for a vector, 2 for a matrix. */
  readonly rank: number;
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
  const [free, rank] = [freeOf(kind, details, operands), rankOf(kind, details, operands)];
  return { kind, ...details, operands, free, rank } as unknown as Formula;
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

function rankOf(kind: FormulaKind, details: object, operands: readonly Formula[]): number {
  const ranks = operands.map(({ rank }) => rank);
  if (kind === "name") return (details as Details["name"]).axes;
  if (kind === "tensor") return (details as Details["tensor"]).indices.length;
  if (kind === "contract") return ranks[0]! + ranks[1]! - 2;
  if (kind === "element" || kind === "reduce") return 0;
  const ofCall = kind === "call" ? callRanks[(details as Details["call"]).name] : undefined;
  return ofCall === undefined ? Math.max(0, ...ranks) : ofCall(ranks);
}

/** The ranks of functions that do not work element by element, from those of their arguments. */
const callRanks: Partial<Record<Details["call"]["name"], (ranks: readonly number[]) => number>> = {
  sum: () => 0,
  product: () => 0,
  max: (ranks) => (ranks.length === 1 ? 0 : Math.max(...ranks)),
  min: (ranks) => (ranks.length === 1 ? 0 : Math.max(...ranks)),
  logSumExp: ([rank]) => Math.max(0, rank! - 1),
  norm: () => 0,
  trace: () => 0,
  det: () => 0,
  logdet: () => 0,
  diag: ([rank]) => 3 - rank!,
  outer: () => 2,
  eye: () => 2,
  ones: ({ length }) => length,
  zeros: ({ length }) => length,
};

/** Whether two factors side by side would be read as a mixed number: 2 and 7/3, whose product is no 2 7/3. */
export function looksMixed(before: Formula, factor: Formula): boolean {
  return [before, factor.operands[0], factor.operands[1]].every((part) => part?.kind === "integer");
}

/** Whether factors are scalars and then one matrix product: (2 A) x and 2 (A x) are the same. */
export function isScaledContraction(factors: readonly Formula[]): boolean {
  const scalars = factors.slice(0, -1);
  return (
    factors.at(-1)!.kind === "contract" &&
    scalars.every(({ kind, rank }) => rank === 0 && kind !== "contract")
  );
}

/** A whole number, perhaps negative. */
export function integer(value: number | bigint): Formula {
  if (value < 0) return formula("negative", {}, [integer(-value)]);
  return formula("integer", { digits: String(value) });
}

/** The parts of a formula, each once, operands first. */
export function postorder(root: Formula): Formula[] {
  const order: Formula[] = [];
  const seen = new Set<Formula>([root]);
  const stack: { readonly node: Formula; next: number }[] = [{ node: root, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const operand = top.node.operands[top.next++];
    if (operand === undefined) {
      order.push(top.node);
      stack.pop();
    } else if (!seen.has(operand)) {
      seen.add(operand);
      stack.push({ node: operand, next: 0 });
    }
  }
  return order;
}
