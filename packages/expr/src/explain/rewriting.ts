import { match, P } from "ts-pattern";
import { factorsOf } from "../algebra/binders.ts";
import { isNegative } from "../algebra/calls.ts";
import { baseOf } from "../algebra/powers.ts";
import type { CallName } from "../functions/names.ts";
import type { CallNode, Expression, SumNode } from "../node.ts";
import { signOf } from "../rational.ts";
import { hasSumFactor } from "../simplify/expand.ts";

/** The name of a rule of algebra, by which one form gives way to another of the same value. */
export type RewritingName =
  | "evaluate"
  | "collect like terms"
  | "collect like factors"
  | "take out common factors"
  | "combine fractions"
  | "multiply out"
  | "each piece"
  | `recognise ${CallName}`
  | "identity"
  | "rewrite";

/** The rule by which one form gave way to another, read from the two. */
export function rewritingRule(before: Expression, after: Expression): RewritingName {
  if (after.kind === "number") return toNumber(before);
  const name = newCall(before, after);
  if (name !== undefined) return `recognise ${name}`;
  return match<readonly [Expression, Expression], RewritingName>([before, after])
    .with([{ kind: P.union("sum", "product") }, { kind: "piecewise" }], () => "each piece")
    .with([{ kind: "piecewise" }, P._], () => "each piece")
    .with([{ kind: "sum" }, { kind: "sum" }], ([from, to]) => betweenSums(from, to))
    .with([{ kind: "sum" }, P._], ([from, to]) => fromSum(from, to))
    .with([{ kind: "product" }, { kind: "sum" }], ([from, to]) =>
      basesIn(from).includes(keyOf(to)) ? "collect like factors" : "multiply out",
    )
    .with([{ kind: "product" }, P._], ([from, to]) =>
      isSubset(basesIn(to), new Set(basesIn(from))) ? "collect like factors" : "identity",
    )
    .with([{ kind: P.union("power", "call") }, P._], () => "identity")
    .otherwise(() => "rewrite");
}

/** x - x collects like terms, x^2/x^2 like factors; what has no symbols, or a factor of 0, is evaluated. */
function toNumber(before: Expression): RewritingName {
  if (!within([before]).some(({ kind }) => kind === "symbol") || partsOf(before).some(isZero))
    return "evaluate";
  if (before.kind === "product") return areRepeated(factorsIn(before)) ? "collect like factors" : "identity";
  if (before.kind !== "sum") return "identity";
  if (before.operands.some(hasSumFactor)) return "multiply out";
  return areRepeated(keysOf(before).filter((key) => key !== NUMBER)) ? "collect like terms" : "identity";
}

function isZero(factor: Expression): boolean {
  return factor.kind === "number" && signOf(factor.value) === 0;
}

/** Whether none stands alone. */
function areRepeated(keys: readonly number[]): boolean {
  const [once, again] = [new Set<number>(), new Set<number>()];
  for (const key of keys) (once.has(key) ? again : once).add(key);
  return once.size === again.size;
}

function betweenSums(from: SumNode, to: SumNode): RewritingName {
  const [known, left] = [new Set(keysOf(from)), new Set(keysOf(to))];
  if (to.operands.some((term) => hasSumFactor(term) && !known.has(keyOfTerm(term))))
    return "take out common factors";
  if (from.operands.some((term) => hasSumFactor(term) && !left.has(keyOfTerm(term)))) return "multiply out";
  return isSubset(left, known) ? "collect like terms" : "identity";
}

function fromSum(from: SumNode, to: Expression): RewritingName {
  if (keysOf(from).includes(keyOfTerm(to))) return "collect like terms";
  if (from.operands.some(hasDivisor) && hasDivisor(to)) return "combine fractions";
  return hasSumFactor(to) ? "take out common factors" : "identity";
}

function hasDivisor(node: Expression): boolean {
  return factorsOf(node).some(isDivisor);
}

/** Whether a factor is 1 over something. */
export function isDivisor(factor: Expression): boolean {
  return factor.kind === "power" && isNegative(factor.operands[1]);
}

/** A function that terms or factors of `after` call, and that `before` does not, nor what it calls functions of. */
function newCall(before: Expression, after: Expression): CallName | undefined {
  const found = callsIn([after]);
  let known = found.length > 0 ? callsIn([before]) : [];
  for (let depth = 0; depth < mostUndone; depth++) {
    known = [...known, ...callsIn(known.flatMap(({ operands }) => operands))];
  }
  const names = new Set(known.map(({ name }) => name));
  return found.find(({ name }) => !names.has(name))?.name;
}

/** Calls that one step may take away: sin(asin(cos(x))) is cos(x). */
const mostUndone = 2;

/** The calls among terms, factors and bases. */
function callsIn(nodes: readonly Expression[]): readonly CallNode[] {
  return within(nodes, isAlgebraic).filter((node) => node.kind === "call");
}

function isAlgebraic({ kind }: Expression): boolean {
  return kind === "sum" || kind === "product" || kind === "power";
}

/** What tells the terms of a sum apart, but for numbers in front; those of sums in it too. */
function keysOf({ operands }: SumNode): readonly number[] {
  return operands.flatMap((term) => (term.kind === "sum" ? term.operands : [term])).map(keyOfTerm);
}

/** The key of a term that is a number. */
const NUMBER = 0;

function keyOfTerm(term: Expression): number {
  const factors = partsOf(term).flatMap(partsOf);
  return factors.reduce(
    (key, factor) => (baseOf(factor).kind === "number" ? key : (key + factor.hash) | 0),
    NUMBER,
  );
}

/** What is multiplied in a product or its powers: all bases but numbers. Exponentials have one base. */
function basesIn(node: Expression): readonly number[] {
  const isInside = ({ kind }: Expression) => kind === "product" || kind === "power";
  const bases = within([node], isInside).filter((base) => base.kind !== "number" && !isInside(base));
  return bases.map(keyOf);
}

/** The bases of the factors, and of those of products among them, as often as they stand there. */
function factorsIn(node: Expression): readonly number[] {
  const bases = partsOf(node).flatMap((factor) => partsOf(baseOf(factor)).map(baseOf));
  return bases.filter(({ kind }) => kind !== "number").map(keyOf);
}

/** The same for sums of the same terms, however they are grouped, and for all exponentials. */
function keyOf(base: Expression): number {
  if (base.kind === "sum") return base.operands.reduce((key, term) => (key + term.hash) | 0, 0);
  return base.kind === "call" && base.name === "exp" ? 0 : base.hash;
}

/** The factors of a product, grouped or not, or the node alone. */
function partsOf(node: Expression): readonly Expression[] {
  return node.kind === "product" ? node.operands : [node];
}

function isSubset(some: Iterable<number>, all: ReadonlySet<number>): boolean {
  for (const each of some) if (!all.has(each)) return false;
  return true;
}

/** The nodes, and those below them as far as one step looks: steps are many, and all below could be the whole expression. */
function within(
  nodes: readonly Expression[],
  isEntered: (node: Expression) => boolean = () => true,
): readonly Expression[] {
  let layer = nodes;
  const found = [...nodes];
  for (let depth = 0; depth < mostLooked; depth++) {
    layer = layer.flatMap((node) => (isEntered(node) ? node.operands : []));
    for (const node of layer) found.push(node);
  }
  return found;
}

const mostLooked = 5;
