import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { createArena } from "../algebra/arena.ts";
import { NodeMap } from "../algebra/nodeMap.ts";
import { asExpression } from "../atoms.ts";
import { countInArena, leastCount } from "../count.ts";
import { lostBetween, withDomain } from "../differentiate/domain.ts";
import { fieldsOf } from "../doors.ts";
import { type Budget, createBudget, type Limits } from "../limits.ts";
import type { Expression } from "../node.ts";
import type { ExpressionIn } from "../parse/variables.ts";
import { hasTrait, traits } from "../traits.ts";
import { postorder } from "../traverse.ts";
import { hasDoubleAngle } from "./angles.ts";
import { type Arrangement, arrange } from "./arrange.ts";
import { nameOnce } from "./named.ts";
import { type Forms, formsBelow, normalise, type Step, type Watch } from "./normalise.ts";
import { recogniseOnce } from "./recognise.ts";
import { hasSignToTurn } from "./signs.ts";
import { sizeOf } from "./size.ts";
import { ungroup } from "./ungroup.ts";

/**
 * An equal expression that is no larger, by `countOperations`: like terms and factors collected, exact numbers folded,
 * named functions recognised, common factors taken out, fractions combined, products of sums multiplied out where that
 * makes them smaller.
 *
 * It adds no kink and loses no domain: where the result is defined more widely, it remembers the original's domain.
 * Simplifying the result again changes nothing. A number in place of options counts for nothing, so that
 * `es.map(simplify)` simplifies each.
 *
 * @throws ValueError for what is no expression; LimitError (`expr/limit`) where the limits are passed.
 * @example
 * ```ts
 * import { parse, simplify, toText } from "@chainrule/expr";
 * toText(simplify(parse("tanh(x) - (2*sigmoid(2*x) - 1)"))); // => "0"
 * ```
 */
export function simplify<V extends string>(
  e: ExpressionIn<V>,
  options?: SimplifyOptions | number,
): ExpressionIn<V> {
  const { limits } = typeof options === "number" ? {} : fieldsOf(options, "options");
  return simplifyWatched(asExpression(e), undefined, limits && createBudget(limits));
}

/** How much {@link simplify} may do. */
export interface SimplifyOptions {
  /** Bounds on the different nodes that are made on the way, and on the time. None unless given. */
  readonly limits?: Pick<Limits, "nodes" | "milliseconds">;
}

/** What is watched are the steps to the result, in order. */
export interface Watched {
  readonly step: Watch;
  /** The steps so far have led to a larger expression, and count for nothing. */
  readonly startAgain: () => void;
}

/** `simplify`, watched. */
export function simplifyWatched(e: Expression, watched?: Watched, budget?: Budget): Expression {
  const algebra = createAlgebra(createArena(budget));
  const forms = formsBelow(algebra, e);
  const result = smallest(algebra, { e, order: forms.foreign, forms, watched });
  return withDomain(result, lostBetween(algebra, { original: e, forms, result }));
}

interface Task {
  readonly e: Expression;
  /** The nodes of `e` but its leaves. */
  readonly order: readonly Expression[];
  readonly forms: Forms;
  readonly watched: Watched | undefined;
}

/**
 * The arranged form; where sharing makes that the larger one, the form that keeps sums whole; then the recognised form,
 * if that cannot be arranged either, or what was given.
 */
function smallest(algebra: Algebra, task: Task, attempts = rounds): Expression {
  const { e, order, forms, watched } = task;
  const loose = () => ungroup(algebra, e);
  const plain = settled(algebra, loose(), arrangement(algebra, { opensSums: true }), forms, watched?.step);
  const arranged = finished(algebra, plain, watched?.step);
  if (arranged.hash === e.hash) return arranged; // nothing has changed, so nothing has to be counted
  const count = countInArena([arranged]);
  if (count <= leastCount(order)) return arranged;
  const start = algebra.arena.adopt(e);
  const most = countInArena([start]);
  if (count <= most) return arranged;
  for (const step of [arrangement(algebra, { opensSums: false }), recogniseOnce]) {
    watched?.startAgain();
    const form = settled(algebra, loose(), step, undefined, watched?.step);
    if (form === start || countInArena([form]) > most || attempts === 0) continue;
    return smallest(algebra, { ...task, e: form, order: postorder([form]) }, attempts - 1);
  }
  watched?.startAgain();
  return start;
}

/** The most rounds: every one after the first is for products that the one before has grouped. */
const rounds = 8;

/** A way of arranging, and whether it may be of use at a node. */
type LastWay = readonly [way: Partial<Arrangement>, isOfUse: (node: Expression) => boolean];

/** What comes last, since terms with it share less with others. */
const lastWays: readonly LastWay[] = [
  [{ doublesAngles: true }, hasDoubleAngle],
  [{ turnsSigns: true }, hasSignToTurn],
];

/** The settled form in the last ways, where neither what is printed nor the operations grow. */
function finished(algebra: Algebra, form: Expression, watch: Watch | undefined): Expression {
  let best = form;
  for (const [way, isOfUse] of lastWays) {
    if (!algebra.arena.nodes.some(isOfUse)) continue; // what the way before has made is among them
    const steps: Parameters<Watch>[] = [];
    const found = settled(
      algebra,
      best,
      arrangement(algebra, way),
      undefined,
      watch && ((...each) => steps.push(each)),
    );
    if (found === best || !isNoLarger(algebra, found, best)) continue;
    for (const each of steps) watch?.(...each);
    best = found;
  }
  return best;
}

function isNoLarger({ arena }: Algebra, a: Expression, b: Expression): boolean {
  const sizes = new NodeMap<number>(arena);
  return sizeOf(sizes, a) <= sizeOf(sizes, b) && countInArena([a]) <= countInArena([b]);
}

/** The normal form, with products opened again where the steps have made groups. */
function settled(
  algebra: Algebra,
  start: Expression,
  step: Step,
  forms: Forms | undefined,
  watch: Watch | undefined,
): Expression {
  let form = normalise(algebra, start, step, forms, watch);
  for (let round = 1; round < rounds && hasTrait(form, traits.grouped); round++) {
    const loose = ungroup(algebra, form);
    if (loose === form) return form;
    form = normalise(algebra, loose, step, undefined, watch);
  }
  return form;
}

/** Recognition first, then the arrangement of what is left. */
function arrangement(
  { arena }: Algebra,
  { opensSums = true, doublesAngles = false, turnsSigns = false }: Partial<Arrangement>,
): Step {
  const way: Arrangement = { sizes: new NodeMap(arena), opensSums, doublesAngles, turnsSigns };
  return (algebra, node) =>
    recogniseOnce(algebra, node) ?? nameOnce(algebra, node) ?? arrange(algebra, way, node);
}
