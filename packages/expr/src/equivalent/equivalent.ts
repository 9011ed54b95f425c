import { asExpression, type Operand } from "../atoms.ts";
import { countOperations } from "../count.ts";
import { differentiate } from "../differentiate/differentiate.ts";
import { conjuncts } from "../differentiate/domain.ts";
import type { Variable } from "../differentiate/variable.ts";
import { equal } from "../equal.ts";
import type { Value } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, sameSize, shapeText } from "../shape.ts";
import { boundaryPoints } from "./boundaries.ts";
import { type Comparison, compareAt, exactDifference, type Sides, sidesOf } from "./compare.ts";
import { type Point, pointOf, simpleTrials, type Variables, variablesOf } from "./points.ts";
import { type Proof, prove } from "./prove.ts";

/** A point at which one side has a value and the other has none. */
export interface DomainDifference {
  readonly at: Point;
  /** Which side is defined there. */
  readonly definedOnly: "first" | "second";
}

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
    }
  /** Neither proof nor counterexample, at too few points where both are defined. */
  | { readonly verdict: "undecided"; readonly points: number };

/** How to compare. */
export interface EquivalentOptions {
  /** Compares the derivatives by this variable: antiderivatives are equal up to a constant. */
  readonly upToConstant?: Variable;
  /** Chooses the random points; 1 unless given. The result is the same for the same seed. */
  readonly seed?: number;
  /** `points` bounds the points that are tried; 64 unless given, fewer for large expressions. */
  readonly limits?: { readonly points?: number };
}

/**
 * Whether two expressions are equal: a proof, or a point at which they differ.
 *
 * A difference is certain: both values are computed in 60 digits with error bounds, and the bounds do not overlap. So is
 * an equality that is called "equal": the difference is a quotient of polynomials in variables, exponentials, roots of unity, roots
 * and logarithms that is 0, or `simplify` takes it to 0. What neither is reached for is "probably equal" if
 * the two agree to 50 digits at every point tried, and never called proved.
 *
 * Equality means equal values wherever both are defined; a point where only one of them is, such as 0 for x/x and 1, is named. Limits of
 * sums, sizes and positions are taken to be whole numbers. With `upToConstant`, points and values are those of the derivatives.
 *
 * @throws ShapeError (`expr/shape`) for different shapes, also of one name; ValueError (`expr/value`) for what is no expression.
 * @example
 * ```ts
 * import { equivalent, parse } from "@chainrule/expr";
 * equivalent(parse("sin(2*x)"), parse("2*sin(x)*cos(x)")).verdict; // => "equal"
 * equivalent(parse("x^2/x"), parse("x")).verdict; // => "equal where both are defined"
 * const wrong = equivalent(parse("sqrt(x^2 + 1)"), parse("x + 1"));
 * wrong.verdict === "different" && wrong.at; // => { x: 1 }
 * ```
 */
export function equivalent(a: Operand, b: Operand, options: EquivalentOptions = {}): Equivalence {
  const sides = [asExpression(a), asExpression(b)] as const;
  const variable = options.upToConstant;
  const [first, second] = variable === undefined ? sides : sides.map((side) => differentiate(side, variable));
  return compare(first!, second!, options);
}

function compare(a: Expression, b: Expression, { seed = 1, limits = {} }: EquivalentOptions): Equivalence {
  requireEqualShapes(a, b);
  if (equal(a, b) && a.domain === b.domain) return { verdict: "equal", proof: "structure" };
  const search = createSearch(sidesOf(a, b), seed, trialsFor([a, b], limits.points ?? 64));
  const early = tryPoints(search, simpleTrials);
  if (early !== undefined) return early;
  const proof = prove(a, b);
  const exact = proof === undefined ? tryExactly(search) : undefined;
  if (exact !== undefined) return exact;
  if (proof === undefined || search.agreeing.length === 0 || hasOtherDomain(search.sides)) {
    const late = tryPoints(search, search.trials) ?? tryBoundaries(search);
    if (late !== undefined) return late;
  }
  return conclude(search, proof);
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

/** Operations in 60 digits that all points together may take; a few points are always tried. */
const operationLimit = 100_000;

function trialsFor(sides: readonly Expression[], most: number): number {
  if (!(most >= 0)) throw new ValueError(`limits.points is ${most}: give a number of at least 0`);
  return Math.min(most, Math.max(fewestPoints, Math.floor(operationLimit / (1 + countOperations(sides)))));
}

/** The points tried so far. */
interface Search {
  readonly sides: Sides;
  readonly variables: Variables;
  readonly seed: number;
  readonly trials: number;
  tried: number;
  readonly agreeing: Point[];
  oneDefined: (DomainDifference & { readonly values: readonly [Value, Value] }) | undefined;
}

function createSearch(sides: Sides, seed: number, trials: number): Search {
  const variables = variablesOf([...sides.expressions, ...sides.domains]);
  return { sides, variables, seed, trials, tried: 0, agreeing: [], oneDefined: undefined };
}

/** Tries points up to a number of them, and stops at a difference. */
function tryPoints(search: Search, end: number): Equivalence | undefined {
  for (; search.tried < Math.min(end, search.trials); search.tried++) {
    const point = pointOf(search.variables, search.tried, search.seed);
    const found = note(search, point, compareAt(search.sides, point));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** At the first points where both agree, differences beyond 60 digits. */
function tryExactly({ sides, agreeing }: Search): Equivalence | undefined {
  for (const at of agreeing.slice(0, exactTrials)) {
    const values = exactDifference(sides, at);
    if (values !== undefined) return { verdict: "different", at, values };
  }
  return undefined;
}

/** Points at which a denominator of one side is 0 are seldom met by chance. */
function tryBoundaries(search: Search): Equivalence | undefined {
  for (const point of boundaryPoints(
    search.sides,
    search.variables,
    pointOf(search.variables, 0, search.seed),
  )) {
    const found = note(search, point, compareAt(search.sides, point));
    if (found !== undefined) return found;
  }
  return undefined;
}

function note(search: Search, at: Point, comparison: Comparison): Equivalence | undefined {
  if (comparison.outcome === "differ") return { verdict: "different", at, values: comparison.values };
  if (comparison.outcome === "one defined") {
    search.oneDefined ??= { at, definedOnly: comparison.which, values: comparison.values };
  }
  if (comparison.outcome === "agree") search.agreeing.push(at);
  return undefined;
}

/** Whether one side has a condition that the other has not. */
function hasOtherDomain({ domains: [a, b] }: Sides): boolean {
  const [first, second] = [conjuncts(a), conjuncts(b)];
  const covers = (some: Expression[], others: Expression[]) =>
    some.every((c) => others.some((d) => equal(c, d)));
  return !covers(first, second) || !covers(second, first);
}

/** Points at which fractions are computed. */
const exactTrials = 2;

function conclude({ agreeing, oneDefined }: Search, proof: Proof | undefined): Equivalence {
  const agreed = agreeing.length;
  if (agreed === 0 && oneDefined !== undefined) {
    return { verdict: "different", at: oneDefined.at, values: oneDefined.values };
  }
  const differsInDomain = oneDefined && { at: oneDefined.at, definedOnly: oneDefined.definedOnly };
  if (proof !== undefined && agreed > 0) {
    if (differsInDomain === undefined) return { verdict: "equal", proof };
    return { verdict: "equal where both are defined", proof, differsInDomain };
  }
  if (agreed < fewestPoints) return { verdict: "undecided", points: agreed };
  return { verdict: "probably equal", points: agreed, ...(differsInDomain && { differsInDomain }) };
}
