import { asExpression, type Operand } from "../atoms.ts";
import { differentiate } from "../differentiate/differentiate.ts";
import { conjuncts } from "../differentiate/domain.ts";
import type { Variable } from "../differentiate/variable.ts";
import { fieldsOf } from "../doors.ts";
import { equal } from "../equal.ts";
import type { Value } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import { ShapeError, sameSize, shapeText } from "../shape.ts";
import { tryCriticalPoints } from "./axes.ts";
import { type Sides, sidesOf } from "./compare.ts";
import { createMeter, type EquivalentLimits, Spent, type SpentLimit, untilSpent } from "./meter.ts";
import type { Point } from "./points.ts";
import { type Proof, prove } from "./prove.ts";
import {
  createSearch,
  type Difference,
  type DomainDifference,
  type Search,
  tryExactly,
  tryRandomPoints,
  trySimplePoints,
} from "./search.ts";

export type { DomainDifference, EquivalentLimits, SpentLimit };

/** What `equivalent` found. */
export type Equivalence =
  /** Proved, and no point was found at which only one is defined. */
  | { readonly verdict: "equal"; readonly proof: Proof }
  /** Proved, but at some point only one of them is defined. */
  | {
      readonly verdict: "equal where both are defined";
      readonly proof: Proof;
      readonly differsInDomain: DomainDifference;
    }
  /** The values at a point differ for sure, or none but one of them is ever defined. */
  | { readonly verdict: "different"; readonly at: Point; readonly values: readonly [Value, Value] }
  /** Not proved, but equal to 50 digits at so many points; no proof. */
  | {
      readonly verdict: "probably equal";
      readonly points: number;
      readonly differsInDomain?: DomainDifference;
      /** The limit that ended the search. */
      readonly spent?: SpentLimit;
    }
  /** Neither proof nor counterexample, at too few points where both are defined. */
  | {
      readonly verdict: "undecided";
      readonly points: number;
      /** The limit that ended the search. */
      readonly spent?: SpentLimit;
    };

/** How to compare. */
export interface EquivalentOptions {
  /** Compares the derivatives by this variable: antiderivatives are equal up to a constant. */
  readonly upToConstant?: Variable;
  /** Chooses the random points; 1 unless given. The result is the same for the same seed. */
  readonly seed?: number;
  /** Bounds on the work. */
  readonly limits?: EquivalentLimits;
}

/**
 * Whether two expressions are equal: a proof, or a point at which they differ.
 *
 * A difference is certain: both values are computed with error bounds that do not overlap, in 60 digits where doubles leave it
 * open. So is an equality that is called "equal": the difference is a quotient of polynomials in variables, exponentials, roots of
 * unity, roots and logarithms that is 0, or a sum of arc tangents that is a whole number of turns and less than one, or
 * `simplify` takes it to 0: everywhere, or for every sign of what stands in conditions, `abs`, `max` and the like. What none is reached for is "probably equal" if the two
 * agree to 50 digits at every point tried, and never called proved.
 *
 * Points are simple numbers first. Then the places are sought at which either expression may kink, jump or leave its domain: zeros
 * of what stands in `abs`, `max`, conditions, denominators, roots, logarithms and the like, however far away. Numbers on all sides
 * of each are tried, and the place itself, in exact arithmetic where it is a fraction or has a closed form such as `pi/2`
 * or `sqrt(2)`; the point then names the nearest double. Random points follow.
 *
 * Equality means equal values wherever both are defined. An expression is defined where `domainOf` holds and its value is finite: x/x is
 * not at 0, nor log(x) for x <= 0. A point where only one of the two is defined is no difference in value, but is named in
 * `differsInDomain`; functions that are never defined together are different. A student's answer is right if it is "equal", and
 * right but for its domain if it is "equal where both are defined".
 *
 * Limits of sums, sizes and positions are taken to be whole numbers. With `upToConstant`, points and values are those of the
 * derivatives. The work is bounded; where a limit ends the search, the result names it. It is the same for the same seed, unless
 * `milliseconds` ended it.
 *
 * @throws ShapeError (`expr/shape`) for different shapes, also of one name; ValueError (`expr/value`) for what is no expression.
 * @example
 * ```ts
 * import { equivalent, parse } from "@chainrule/expr";
 * equivalent(parse("sin(2*x)"), parse("2*sin(x)*cos(x)")).verdict; // => "equal"
 * equivalent(parse("x^2/x"), parse("x")).verdict; // => "equal where both are defined"
 * const wrong = equivalent(parse("sqrt(x^2 + 1)"), parse("x + 1"));
 * wrong.verdict === "different" && wrong.at; // => { x: 1 }
 * const far = equivalent(parse("min(x, 1000)"), parse("x"));
 * far.verdict === "different" && far.at; // => { x: 1001 }
 * ```
 */
export function equivalent(a: Operand, b: Operand, options?: EquivalentOptions): Equivalence {
  const sides = [asExpression(a), asExpression(b)] as const;
  const read = fieldsOf(options, "options");
  const variable = read.upToConstant;
  const [first, second] = variable === undefined ? sides : sides.map((side) => differentiate(side, variable));
  return compare(first!, second!, read);
}

function compare(a: Expression, b: Expression, { seed = 1, limits }: EquivalentOptions): Equivalence {
  requireEqualShapes(a, b);
  const meter = createMeter(limits);
  if (equal(a, b) && a.domain === b.domain) return { verdict: "equal", proof: "structure" };
  const search = createSearch(sidesOf(a, b), seed, meter);
  let spent: SpentLimit | undefined;
  const attempt = (stage: (search: Search) => Difference | undefined) => {
    const found = untilSpent(() => stage(search));
    if (!(found instanceof Spent)) return found;
    spent = found.limit;
    return undefined;
  };
  const early = attempt(trySimplePoints);
  if (early !== undefined) return { verdict: "different", ...early };
  const proof = prove(a, b, meter.budget);
  search.isProved = proof !== undefined;
  const late = stagesAfter(search).reduce<Difference | undefined>(
    (found, stage) => found ?? (spent === undefined ? attempt(stage) : undefined),
    undefined,
  );
  return late === undefined ? conclude(search, proof, spent) : { verdict: "different", ...late };
}

/** With a proof only a point at which both are defined is sought, and one at which only one of them is. */
function stagesAfter(search: Search): ((search: Search) => Difference | undefined)[] {
  if (!search.isProved) return [tryExactly, tryCriticalPoints, tryRandomPoints];
  if (search.agreeing.length > 0 && !hasOtherDomain(search.sides)) return [];
  return [tryCriticalPoints, tryRandomPoints];
}

function requireEqualShapes(a: Expression, b: Expression): void {
  const isSame = a.shape.length === b.shape.length && a.shape.every((size, k) => sameSize(size, b.shape[k]!));
  if (isSame) return;
  const shapes = [shapeText(a.shape), shapeText(b.shape)];
  throw new ShapeError(
    `shapes ${shapes[0]} and ${shapes[1]} cannot be equal: compare expressions of one shape`,
    shapes,
  );
}

/** The fewest points that let two expressions pass for equal. */
const fewestPoints = 6;

/** Whether one side has a condition that the other has not. */
function hasOtherDomain({ domains: [a, b] }: Sides): boolean {
  const [first, second] = [conjuncts(a), conjuncts(b)];
  const covers = (some: Expression[], others: Expression[]) =>
    some.every((c) => others.some((d) => equal(c, d)));
  return !covers(first, second) || !covers(second, first);
}

function conclude(
  { agreeing, oneDefined, tried, outOfRange, variables }: Search,
  proof: Proof | undefined,
  spent: SpentLimit | undefined,
): Equivalence {
  const agreed = agreeing.length;
  if (agreed === 0 && oneDefined !== undefined) {
    return { verdict: "different", at: oneDefined.at, values: oneDefined.values };
  }
  const differsInDomain = oneDefined && { at: oneDefined.at, definedOnly: oneDefined.definedOnly };
  if (proof !== undefined && (agreed > 0 || (spent !== undefined && tried === 0))) {
    if (differsInDomain === undefined) return { verdict: "equal", proof };
    return { verdict: "equal where both are defined", proof, differsInDomain };
  }
  const ended = spent && { spent };
  const fewest = variables.symbols.length === 0 ? 1 : fewestPoints;
  if (agreed < Math.max(fewest, outOfRange)) return { verdict: "undecided", points: agreed, ...ended };
  return { verdict: "probably equal", points: agreed, ...(differsInDomain && { differsInDomain }), ...ended };
}
