import { createArena } from "../algebra/arena.ts";
import { fraction, number } from "../atoms.ts";
import { add, subtract } from "../build.ts";
import type { CallName } from "../functions/names.ts";
import { bodyAt } from "../indices.ts";
import { isLogical } from "../kinks/conditions.ts";
import type { Expression, ReduceNode, TensorNode } from "../node.ts";
import { isInteger, signOf } from "../rational.ts";
import { postorder } from "../traverse.ts";

/**
 * Quantities at whose zeros an expression may jump, kink, leave its domain, or be extreme, in this order: an analytic
 * formula holds between them, so that two expressions that differ anywhere differ between two of these zeros, or at one.
 */
export function criticalQuantities(es: readonly Expression[]): Expression[] {
  const nodes = postorder(withInstances(es)).filter(isClosedScalar);
  const groups = [jumpsOf, kinksOf, basesOf, sumsOf].map((quantities) => nodes.flatMap(quantities));
  const distinct = new Set(createArena().adoptAll(groups.flat().slice(0, mostCandidates)));
  return [...distinct].filter(({ kind }) => kind !== "number").slice(0, mostQuantities);
}

/** So many quantities are looked at. */
const mostQuantities = 48;
const mostCandidates = 4 * mostQuantities;

function isClosedScalar({ free, shape }: Expression): boolean {
  return free.length === 0 && shape.length === 0;
}

/** Bodies of sums and tensors that are looked into, beside the expressions. */
const mostInstances = 24;

/** The expressions, and bodies of their sums and tensors at the first few values of the indices. */
function withInstances(es: readonly Expression[]): Expression[] {
  const all = [...es];
  for (let k = 0; k < all.length && all.length < mostInstances; k++) {
    const binders = postorder([all[k]!]).filter(
      (node): node is ReduceNode | TensorNode =>
        (node.kind === "reduce" || node.kind === "tensor") && node.free.length === 0,
    );
    for (const binder of binders) {
      for (const value of [1, 2, 3])
        all.push(
          bodyAt(
            binder,
            indicesOf(binder).map(() => number(value)),
          ),
        );
    }
  }
  return all;
}

function indicesOf(binder: ReduceNode | TensorNode): readonly Expression[] {
  return binder.kind === "reduce" ? [binder.index] : binder.indices;
}

function jumpsOf(node: Expression): readonly Expression[] {
  if (node.kind === "call") return jumps[node.name]?.(node.operands) ?? [];
  return node.kind === "piecewise" ? numbers(node.operands.filter((_, k) => k % 2 === 1)) : [];
}

function kinksOf(node: Expression): readonly Expression[] {
  return node.kind === "call" ? (kinks[node.name]?.(node.operands) ?? []) : [];
}

function sumsOf(node: Expression): readonly Expression[] {
  return node.kind === "sum" ? [node] : [];
}

/** A base may be 0 or change its sign under a root; x^3 may not. An exponent that is even, or a half, loses the sign. */
function basesOf(node: Expression): readonly Expression[] {
  if (node.kind !== "power") return [];
  const [base, exponent] = node.operands;
  if (exponent.kind !== "number")
    return [base, exponent, subtract(exponent, 2), subtract(exponent, fraction(1, 2))];
  const isNatural = isInteger(exponent.value) && signOf(exponent.value) > 0;
  const isOdd = Number(exponent.value.numerator) % 2 !== 0;
  return isNatural && isOdd ? [] : factorsOf(base);
}

function factorsOf(base: Expression): readonly Expression[] {
  return base.kind === "product" ? base.operands : [base];
}

type Quantities = (args: readonly Expression[]) => readonly Expression[];

const argument: Quantities = ([u]) => [u!];

const differences: Quantities = (args) =>
  args.flatMap((a, k) => args.slice(k + 1, k + 4).map((b) => subtract(a, b)));

const wholeNumbers: Quantities = ([u]) => [u!, subtract(u!, 1)];

const numbers: Quantities = (args) => args.filter((arg) => !isLogical(arg));

type Table = { readonly [N in CallName]?: Quantities };

const jumps: Table = {
  sign: argument,
  step: argument,
  floor: wholeNumbers,
  ceil: wholeNumbers,
  round: ([u]) => [add(u!, fraction(1, 2)), subtract(u!, fraction(1, 2))],
  mod: ([a, b]) => [a!, subtract(a!, b!), b!],
  acot: argument,
  atan2: ([y, x]) => [y!, x!],
  less: differences,
  lessEqual: differences,
  equal: differences,
  kronecker: differences,
  piecewiseLinear: ([x, , , low, high]) => [subtract(x!, low!), subtract(x!, high!)],
  not: numbers,
  and: numbers,
  or: numbers,
};

const kinks: Table = {
  abs: argument,
  relu: argument,
  softsign: argument,
  max: differences,
  min: differences,
  gamma: argument,
  lgamma: argument,
  digamma: argument,
};
