import type { Algebra } from "../algebra/algebra.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import type { Expression, ProductNode, SumNode } from "../node.ts";
import { hasTrait, traits } from "../traits.ts";
import { angleIdentities, doubleAngle, doubleTangent, isReciprocal, mayJoinAngles } from "./angles.ts";
import { joinBases } from "./bases.ts";
import {
  clearDenominators,
  factorAll,
  factorEach,
  factorSome,
  mayCancel,
  mayFactor,
  monomialsOf,
} from "./common.ts";
import { openComposed } from "./composed.ts";
import { alikeConjugates, divideConjugate, joinConjugates, joinSquares, meetFactors } from "./conjugates.ts";
import { joinContractions, joinProducts } from "./contractions.ts";
import { divideOut } from "./division.ts";
import { distributeNumbers, expandPowers, expandSum, hasPowerOfSum, hasSumFactor } from "./expand.ts";
import { joinFractions } from "./fractions.ts";
import { joinPieces, scalePieces, settlePieces } from "./pieces.ts";
import { turnSum } from "./products.ts";
import { openRadii } from "./radii.ts";
import { recogniseOnce } from "./recognise.ts";
import { joinAlike, joinNumbers, takeRoot } from "./roots.ts";
import { hasSignToTurn, turnSign } from "./signs.ts";
import { type Sizes, sizeOf } from "./size.ts";
import { perfectSquare } from "./squares.ts";
import { joinTerms } from "./sums.ts";
import { turnSymmetric } from "./symmetric.ts";

/** Sums of more terms than this are left as they are. */
const termLimit = 256;

/** The most rules that are followed at a candidate before it is measured. */
const recognitionLimit = 8;

/** How nodes are arranged. */
export interface Arrangement {
  readonly sizes: Sizes;
  /** Whether sums are multiplied out, and turned: a sum that stands elsewhere too is then there in two forms. */
  readonly opensSums: boolean;
  /** Whether sin(u) cos(u) is sin(2 u)/2: a term with a double angle shares fewer factors with others. */
  readonly doublesAngles: boolean;
  /** Whether -1/(3 - x) is 1/(x - 3): it no longer meets what has 3 - x. */
  readonly turnsSigns: boolean;
}

/**
 * A smaller arrangement of the node: a sum multiplied out, or with common factors and denominators taken out; a product
 * without fractions inside its factors. Undefined where none is smaller than the node itself.
 */
export function arrange(algebra: Algebra, way: Arrangement, node: Expression): Expression | undefined {
  const { sizes, opensSums } = way;
  if (node.operands.length > termLimit) return undefined;
  switch (node.kind) {
    case "sum":
      return arrangeSum(algebra, way, node);
    case "product":
      return (
        smallest(algebra, sizes, node, arrangeProduct(algebra, way, node)) ??
        (opensSums ? turnSum(algebra, node) : undefined)
      );
    case "power":
      return smallest(algebra, sizes, node, [clearDenominators(algebra, node), takeRoot(algebra, node)]);
    case "tensor":
      return smallest(algebra, sizes, node, [joinProducts(algebra, node)]) ?? turnSymmetric(algebra, node);
    case "reduce":
      return turnSymmetric(algebra, node);
    case "piecewise":
      return settlePieces(algebra, node);
    default:
      return undefined;
  }
}

/** What all terms share comes first; what is left inside is arranged in its turn. */
function arrangeSum(
  algebra: Algebra,
  { sizes, opensSums }: Arrangement,
  node: SumNode,
): Expression | undefined {
  const terms = node.operands;
  const monomials = mayFactor(terms) ? monomialsOf(algebra, terms) : undefined;
  const factored = monomials && factorAll(algebra, monomials);
  const rest = factored && (opensSums ? joinedIfSmaller(algebra, sizes, factored.rest) : factored.rest);
  const product = factored && algebra.product([...factored.common, rest!]);
  const alone = factored?.sharedAlone();
  const whole = alone && algebra.product([...alone.common, alone.rest]);
  const shared = factored?.isShared ? smallest(algebra, sizes, node, [product, whole]) : undefined;
  if (shared !== undefined) return shared;
  const hasProducts = opensSums && terms.some(hasSumFactor);
  return smallest(algebra, sizes, node, [
    product,
    hasProducts ? distributeNumbers(algebra, node) : undefined,
    hasProducts ? expandSum(algebra, node) : undefined,
    hasTrait(node, traits.binder) ? joinContractions(algebra, node) : undefined,
    hasTrait(node, traits.scope) ? joinPieces(algebra, terms) : undefined,
    terms.some(mayJoinAngles) ? joinTerms(algebra, node, angleIdentities) : undefined,
    opensSums && terms.some(hasPowerOfSum) ? expandPowers(algebra, node) : undefined,
    perfectSquare(algebra, terms),
    joinFractions(algebra, terms),
    alikeConjugates(algebra, terms),
    joinSquares(algebra, terms),
    opensSums ? openRadii(algebra, node) : undefined,
    ...(monomials ? factorSome(algebra, monomials) : none),
  ]);
}

/** cos(x) (1 + cos(x)) + sin(x)^2 is cos(x) + 1, and (cos(x) + sin(x))^2 + (cos(x) - sin(x))^2 is 2. */
function joinedIfSmaller(algebra: Algebra, sizes: Sizes, node: Expression): Expression {
  if (node.kind !== "sum") return node;
  const candidates = [
    expandSum(algebra, node),
    joinSquares(algebra, node.operands),
    openRadii(algebra, node),
  ];
  return smallest(algebra, sizes, node, candidates) ?? node;
}

/** The smallest of the candidates, once named functions are recognised in them, if it is smaller than the node. */
function smallest(
  algebra: Algebra,
  sizes: Sizes,
  node: Expression,
  candidates: readonly (Expression | undefined)[],
): Expression | undefined {
  let best: Expression | undefined;
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    const recognised = recogniseAt(algebra, candidate);
    if (sizeOf(sizes, recognised) < sizeOf(sizes, best ?? node)) best = recognised;
  }
  return best;
}

const none: readonly Expression[] = [];

/** What there is among the factors of a product: a look that tells what to try. */
interface Parts {
  readonly sums: number;
  readonly hasRoot: boolean;
  /** Whether there are calls of calls. */
  readonly isNested: boolean;
  /** Whether there is something under the line, or a function that is 1 over another. */
  readonly divides: boolean;
}

function partsOf({ operands }: ProductNode): Parts {
  let sums = 0;
  let [hasRoot, isNested, divides] = [false, false, false];
  for (const factor of operands) {
    const base = baseOf(factor);
    if (base.kind === "sum") sums += 1;
    else if (base.kind === "call" && base.operands[0]?.kind === "call") isNested = true;
    const exponent = wholeExponentOf(factor);
    if (exponent === 0) hasRoot = true;
    if (exponent < 0 || (base.kind === "call" && isReciprocal(base))) divides = true;
  }
  return { sums, hasRoot, isNested, divides };
}

/** The product by identities, and with the denominators, or the root of a number, inside one factor taken out of it. */
function arrangeProduct(
  algebra: Algebra,
  { doublesAngles, turnsSigns }: Arrangement,
  node: ProductNode,
): readonly (Expression | undefined)[] {
  const { sums, hasRoot, isNested, divides } = partsOf(node);
  const found = [scalePieces(algebra, node)];
  if (doublesAngles) found.push(doubleAngle(algebra, node));
  if (turnsSigns && hasSignToTurn(node)) found.push(turnSign(algebra, node));
  if (sums > 1) for (const way of ofTwoSums) found.push(way(algebra, node));
  if (sums > 0) found.push(...doubledTangents(algebra, node));
  if (sums > 1 || (sums > 0 && hasRoot)) found.push(meetFactors(algebra, node));
  if (sums > 0 && mayCancel(node)) found.push(factorEach(algebra, node));
  if (hasRoot)
    found.push(joinAlike(algebra, node), ...joinNumbers(algebra, node), ...joinBases(algebra, node));
  if (isNested) found.push(openComposed(algebra, node));
  if (sums === 1 && divides) found.push(distributed(algebra, node));
  if (sums === 0 && !hasRoot) return found;
  for (const [k, factor] of node.operands.entries()) {
    const cleared = clearDenominators(algebra, factor) ?? takeRoot(algebra, factor);
    if (cleared !== undefined) found.push(algebra.product(node.operands.with(k, cleared)));
  }
  return found;
}

/** sech(u)^2/(1 + tanh(u)^2) is sech(2 u), and tan(u)/(1 - tan(u)^2) is sin(u) cos(u) sec(2 u), so tan(2 u)/2. */
function doubledTangents(algebra: Algebra, node: ProductNode): readonly (Expression | undefined)[] {
  const doubled = doubleTangent(algebra, node);
  if (doubled?.kind !== "product") return [doubled];
  const recognised = algebra.product(doubled.operands.map((factor) => recogniseAt(algebra, factor)));
  const joined = recogniseAt(algebra, recognised);
  return [joined, joined.kind === "product" ? doubleAngle(algebra, joined) : undefined];
}

/** The product with its other factors in each term of its sum: (x sinh(x) + 3 cosh(x)) sech(x)/x is tanh(x) + 3/x. */
function distributed(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const sum = operands.find((factor): factor is SumNode => factor.kind === "sum" && !factor.grouped);
  if (sum === undefined || sum.operands.length > mostDistributed) return undefined;
  const others = operands.filter((factor) => factor !== sum);
  return algebra.sum(sum.operands.map((term) => recogniseAt(algebra, algebra.product([...others, term]))));
}

const mostDistributed = 4;

const ofTwoSums = [joinConjugates, divideOut, divideConjugate];

/** The rules of recognition at one node until none applies. */
function recogniseAt(algebra: Algebra, start: Expression): Expression {
  let node = start;
  for (let step = 0; step < recognitionLimit; step++) {
    const next = recogniseOnce(algebra, node);
    if (next === undefined || next === node) return node;
    node = next;
  }
  return node;
}
