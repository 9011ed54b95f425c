import { type Formula, type FormulaKind, formula, integer, postorder } from "./formula.ts";
import { multilinear } from "./fractions.ts";
import { transposed } from "./linear.ts";

/**
 * The formula as a textbook writes it: what text, which is read back, has to spell out in its own functions becomes
 * x y^T, a norm, the slope of sigmoid; broadcasting becomes products with the vector of ones and diagonal matrices.
 */
export function asInTextbooks(root: Formula): Formula {
  const rewritten = new Map<Formula, Formula>();
  for (const node of postorder(root)) {
    const operands = node.operands.map((operand) => rewritten.get(operand)!);
    const isSame = operands.every((operand, k) => operand === node.operands[k]);
    const rebuilt = isSame ? node : withOperands(node, operands);
    rewritten.set(node, rewrites[node.kind]?.(rebuilt) ?? rebuilt);
  }
  return rewritten.get(root)!;
}

const rewrites: { readonly [K in FormulaKind]?: (node: Formula) => Formula | undefined } = {
  sum: (node) =>
    node.rank === 0
      ? undefined
      : withOperands(
          node,
          node.operands.map((term) => repeated(term, node.rank)),
        ),
  product: (node) => scaledColumns(withSlopes(node)),
  root: ({ operands: [x] }) => (isSquaredNorm(x!) ? x!.operands[0]! : undefined),
  power: powerOfNorm,
  call: (node) => {
    if (isCall(node, "outer")) return outer(node.operands[0]!, node.operands[1]!);
    return isCall(node, "sum") ? total(node.operands[0]!) : undefined;
  },
};

/** A term of a sum of tensors: a scalar times ones, a vector in every row. */
function repeated(term: Formula, rank: number): Formula {
  if (term.rank === rank || rank > 2) return term;
  if (term.kind === "negative")
    return ranked(rank, formula("negative", {}, [repeated(term.operands[0]!, rank)]));
  const ones = ranked(1, formula("call", { name: "ones" }));
  if (term.rank === 1) return outer(ones, term);
  const all = rank === 1 ? ones : outer(ones, ones);
  if (term.kind === "integer" && term.digits === "1") return all;
  return formula("product", {}, [...(term.kind === "product" ? term.operands : [term]), all]);
}

/** x y^T. */
function outer(x: Formula, y: Formula): Formula {
  return multilinear([x, y], ([a, b]) => ranked(2, formula("contract", {}, [a!, transposed(b!)])));
}

/** A matrix whose columns are scaled by the elements of vectors, as a product with a diagonal matrix. */
function scaledColumns(node: Formula): Formula {
  const ofRank = (rank: number) => node.operands.filter((factor) => factor.rank === rank);
  const [scalars, vectors, matrices] = [ofRank(0), ofRank(1), ofRank(2)];
  if (node.rank !== 2 || vectors.length === 0) return node;
  const scales = formula("call", { name: "diag" }, [productOf(vectors)]);
  return productOf([...scalars, formula("contract", {}, [productOf(matrices), scales])]);
}

/** sigmoid(u) sigmoid(-u) as the slope of sigmoid at u. */
function withSlopes(node: Formula): Formula {
  for (const [k, factor] of node.operands.entries()) {
    if (!isCall(factor, "sigmoid")) continue;
    const opposite = node.operands.findIndex((other) => isOpposite(factor, other));
    if (opposite < 0) continue;
    const slope = ranked(factor.rank, formula("call", { name: "sigmoidSlope" }, factor.operands));
    return productOf(node.operands.with(k, slope).toSpliced(opposite, 1));
  }
  return node;
}

function isOpposite(a: Formula, b: Formula): boolean {
  if (!isCall(b, "sigmoid")) return false;
  const [u, v] = [a.operands[0]!, b.operands[0]!];
  return v.kind === "negative" && v.operands[0] === u;
}

/** The sum of all elements: of a square the squared norm, of a product an inner product or a trace. */
function total(x: Formula): Formula | undefined {
  const [a, b] = x.operands;
  if (x.kind === "power" && b?.kind === "integer" && b.digits === "2" && a!.rank <= 2) {
    return formula("power", {}, [formula("call", { name: "norm" }, [a!]), b]);
  }
  if (x.kind !== "product" || x.operands.length !== 2 || a!.rank !== b!.rank || a!.rank > 2) return undefined;
  const [first, second] = b!.kind === "transpose" ? [b!, a!] : [a!, b!];
  const product = formula("contract", {}, [transposed(first), second]);
  return a!.rank === 1 ? product : formula("call", { name: "trace" }, [product]);
}

function isCall(node: Formula, name: string): boolean {
  return node.kind === "call" && node.name === name;
}

function isSquaredNorm({ kind, operands: [base, exponent] }: Formula): boolean {
  return (
    kind === "power" && isCall(base!, "norm") && exponent!.kind === "integer" && exponent!.digits === "2"
  );
}

/** (|x|^2)^n is |x|^(2n), and (|x|^2)^(n/2) is |x|^n. */
function powerOfNorm({ operands: [base, exponent] }: Formula): Formula | undefined {
  if (!isSquaredNorm(base!)) return undefined;
  const [norm] = base!.operands;
  if (exponent!.kind === "integer")
    return formula("power", {}, [norm!, integer(2n * BigInt(exponent!.digits))]);
  const [numerator, denominator] = exponent!.operands;
  const isHalf =
    exponent!.kind === "quotient" && denominator!.kind === "integer" && denominator!.digits === "2";
  return isHalf ? formula("power", {}, [norm!, numerator!]) : undefined;
}

function productOf(factors: readonly Formula[]): Formula {
  return factors.length === 1 ? factors[0]! : formula("product", {}, factors);
}

/** A formula whose rank its kind and operands do not tell. */
function ranked(rank: number, node: Formula): Formula {
  return { ...node, rank };
}

function withOperands(node: Formula, operands: readonly Formula[]): Formula {
  const { kind, free: _free, rank, operands: _operands, ...details } = node;
  return ranked(rank, formula(kind, details as never, operands));
}
