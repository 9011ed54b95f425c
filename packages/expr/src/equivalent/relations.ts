import type { Arena } from "../algebra/arena.ts";
import {
  constant,
  monomial,
  multiply,
  type Polynomial,
  type Powers,
  power,
  scale,
  sum,
} from "../algebraic/polynomial.ts";
import { type Budget, requireTime } from "../limits.ts";
import { type Integer, one, rational, reciprocal } from "../rational.ts";
import { inverse } from "./factor.ts";
import { conjugate, type Field, product, raised, Unproved } from "./field.ts";
import { inBasis, unit } from "./unity.ts";

/** The relations of the generators, which every product of powers is rewritten by. */

/** The products of terms that a proof may form. */
const mostTerms = 100_000;

/** The field of a new proof. */
export function createField(arena: Arena, budget?: Budget): Field {
  let spent = 0;
  const field: Field = {
    arena,
    generators: [{ kind: "unity" }],
    byNode: new Map(),
    byKey: new Map(),
    calls: [],
    factors: [],
    depth: 0,
    sizes: new Map(),
    spend: (terms) => {
      spent += terms;
      if (spent > mostTerms) throw new Unproved();
      if (budget !== undefined) requireTime(budget);
    },
    rewrite: (powers) => rewrite(field, powers),
  };
  return field;
}

/** The powers with the first that a relation applies to replaced, until none does. */
function rewrite(field: Field, powers: Powers): Polynomial | undefined {
  for (let k = 0; k < powers.length; k += 2) {
    const folded = fold(field, powers[k]!, powers[k + 1]!);
    if (folded === undefined) continue;
    const others = [...powers.slice(0, k), ...powers.slice(k + 2)];
    const rest = folded.rest === 0 ? constant(one) : monomial([powers[k]!, folded.rest]);
    return product(field, [monomial(others), folded.factor, rest]);
  }
  return undefined;
}

/** g^exponent = g^rest factor. */
interface Folded {
  readonly rest: number;
  readonly factor: Polynomial;
}

function fold(field: Field, index: number, exponent: number): Folded | undefined {
  const generator = field.generators[index]!;
  switch (generator.kind) {
    case "unity":
      return foldUnity(exponent);
    case "prime":
      return foldPrime(field, generator.prime, exponent);
    case "size":
      return foldSize(field, generator.of, exponent);
    case "factor":
      return exponent < 0 ? undefined : { rest: 0, factor: power(field, generator.of, exponent / unit) };
    case "condition":
      return foldCondition(exponent);
    default:
      return undefined;
  }
}

function foldUnity(exponent: number): Folded | undefined {
  const { exponents, sign } = inBasis(exponent);
  if (exponents.length === 1 && exponents[0] === exponent) return undefined;
  const coefficient = rational(sign);
  const terms = exponents.map((e) => monomial(e === 0 ? [] : [0, e], coefficient));
  return { rest: 0, factor: new Map(terms.flatMap((term) => [...term])) };
}

/** Square roots that are sums of roots of unity, so that they meet sines and cosines: 2 cos(pi/4) = sqrt(2). */
const cyclotomicRoots: ReadonlyMap<Integer, readonly (readonly [exponent: number, coefficient: number])[]> =
  new Map([
    [
      2,
      [
        [unit / 4, 1],
        [-unit / 4, 1],
      ],
    ],
    [
      3,
      [
        [unit / 6, 1],
        [-unit / 6, 1],
      ],
    ],
    [
      5,
      [
        [0, 1],
        [(2 * unit) / 5, 2],
        [(-2 * unit) / 5, 2],
      ],
    ],
  ]);

function foldPrime(field: Field, prime: Integer, exponent: number): Folded | undefined {
  const root = cyclotomicRoots.get(prime);
  const whole = Math.floor(exponent / unit);
  const rest = exponent - whole * unit;
  const isRoot = root !== undefined && 2 * rest >= unit;
  if (whole === 0 && !isRoot) return undefined;
  if (Math.abs(whole) > 1000) throw new Unproved();
  const size = rational(BigInt(prime) ** BigInt(Math.abs(whole)));
  const factor = constant(whole < 0 ? reciprocal(size) : size);
  if (!isRoot) return { rest, factor };
  const terms = root.map(([e, c]) => scale(raised(field, 0, e), rational(c)));
  return { rest: rest - unit / 2, factor: multiply(field, factor, sum(field, terms)) };
}

/** |g|^2 is g times its conjugate; |g| itself may be known. */
function foldSize(field: Field, of: number, exponent: number): Folded | undefined {
  const known = field.sizes.get(of);
  const period = known === undefined ? 2 * unit : unit;
  const times = Math.floor(exponent / period);
  if (times === 0) return undefined;
  const value = known ?? squaredSize(field, of);
  const factor = power(field, times > 0 ? value : inverse(field, value), Math.abs(times));
  return { rest: exponent - times * period, factor };
}

function squaredSize(field: Field, of: number): Polynomial {
  const generator = field.generators[of]!;
  if (generator.kind !== "factor") return monomial([of, 2 * unit]);
  return multiply(field, generator.of, conjugate(field, generator.of));
}

function foldCondition(exponent: number): Folded | undefined {
  if (exponent === unit) return undefined;
  if (exponent < 0) throw new Unproved();
  return { rest: unit, factor: constant(one) };
}
