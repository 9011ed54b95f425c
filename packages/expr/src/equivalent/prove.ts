import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { createArena } from "../algebra/arena.ts";
import { createAtoms } from "../algebraic/atoms.ts";
import { exchangeSums } from "../algebraic/exchange.ts";
import { expandGraph } from "../algebraic/expand.ts";
import { constantValue } from "../algebraic/polynomial.ts";
import { subtract } from "../build.ts";
import { conjuncts, domainOf } from "../differentiate/domain.ts";
import { LimitError } from "../errors.ts";
import { type Budget, createBudget, requireTime } from "../limits.ts";
import type { Expression } from "../node.ts";
import { type Rational, zero } from "../rational.ts";
import { simplifyWatched } from "../simplify/simplify.ts";
import { postorder } from "../traverse.ts";
import { holdsInCases } from "./cases.ts";
import { difference, type Field, Unproved } from "./field.ts";
import { normalForm } from "./normalForm.ts";
import { assume } from "./powers.ts";
import { createField } from "./relations.ts";
import { isNoTurn } from "./turns.ts";
import { isZero } from "./vanishing.ts";

/** How two expressions were proved equal wherever both are defined. */
export type Proof =
  /** They are the same up to the order of terms and factors, or their difference cancels term by term. */
  | "structure"
  /** Their difference is 0 as a quotient of polynomials in variables, exponentials, roots, logarithms, ... */
  | "normal form"
  /** `simplify` takes their difference to 0. */
  | "simplification"
  /** One of these for every sign of what stands in conditions, absolute values and the like. */
  | "cases";

/** The products of terms that multiplying out may form. */
const mostTerms = 30_000;

/** The nodes of expressions that are simplified. */
const mostNodes = 5000;

/** A proof that the expressions are equal wherever both are defined; undefined where none was found. */
export function prove(a: Expression, b: Expression, budget: Budget = createBudget()): Proof | undefined {
  const found = proveAtOnce(a, b, [], budget);
  if (found !== undefined) return found;
  const holds = attempt(() =>
    holdsInCases(a, b, budget, (x, y, facts) => proveAtOnce(x, y, facts, budget) !== undefined),
  );
  return holds === true ? "cases" : undefined;
}

/** A proof for all values of the variables of which some conditions hold. */
function proveAtOnce(
  a: Expression,
  b: Expression,
  facts: readonly Expression[],
  budget: Budget,
): Proof | undefined {
  const algebra = createAlgebra(createArena(budget));
  const adopted = attempt(() => algebra.arena.adopt(subtract(a, b)));
  if (adopted === undefined) return undefined;
  const canonical = attempt(() => rearranged(algebra, adopted)) ?? adopted;
  const body = canonical.kind === "tensor" ? canonical.operands.at(-1)! : canonical;
  if (body === algebra.zero) return "structure";
  const conditions = () => [...facts.map(algebra.arena.adopt), ...conditionsOf(algebra, [a, b, body])];
  if (attempt(() => vanishes(algebra, budget, body, conditions())) === true) return "normal form";
  if (postorder([adopted]).length > mostNodes) return undefined;
  return attempt(() => isSimplifiedToZero(subtract(a, b), budget)) === true ? "simplification" : undefined;
}

/** Multiplied out, with the indices of nested sums in an order of their own. */
function rearranged(algebra: Algebra, e: Expression): Expression {
  return exchangeSums(algebra, expandGraph(createAtoms(algebra, "equivalent", mostTerms), e));
}

/** The value of an expression without variables, if it is a fraction; nothing is said of whether it is defined. */
export function exactValue(e: Expression): Rational | undefined {
  const { arena } = createAlgebra();
  const field = createField(arena);
  return attempt(() => {
    const form = normalForm(field, arena.adopt(e));
    return constantValue(form) ?? (isZero(field, form) ? zero : undefined);
  });
}

/** The result, or undefined where it would take too much. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unproved || error instanceof LimitError) return undefined;
    throw error;
  }
}

/** Whether the normal form is 0: a second time where the first has found factors, by which older ones are divided. */
function vanishes(
  { arena }: Algebra,
  budget: Budget,
  e: Expression,
  conditions: readonly Expression[],
): boolean {
  const field = createField(arena, budget);
  for (const condition of conditions) attempt(() => assumeCondition(field, condition));
  for (let round = 0; round < 2; round++) {
    const p = normalForm(field, e);
    if (!isSafe(field)) return false;
    if (isZero(field, p) || isNoTurn(field, p)) return true;
    if (field.factors.length < 2) return false;
  }
  return false;
}

/** The conditions under which expressions are defined. */
function conditionsOf({ arena }: Algebra, sides: readonly Expression[]): Expression[] {
  return sides.flatMap((side) => conjuncts(arena.adopt(domainOf(side))));
}

/** Learns what a condition promises of signs. */
function assumeCondition(field: Field, condition: Expression): void {
  if (condition.kind !== "call" || (condition.name !== "less" && condition.name !== "lessEqual")) return;
  const [low, high] = condition.operands.map((operand) => normalForm(field, operand));
  assume(field, difference(field, high!, low!));
}

/** With conditions, a denominator must be none that vanishes in a branch that is not taken. */
function isSafe(field: Field): boolean {
  if (!field.generators.some(({ kind }) => kind === "condition")) return true;
  return field.factors.every((index) => {
    const { of } = field.generators[index] as { of: ReadonlyMap<string, { powers: readonly number[] }> };
    return [...of.values()].every(({ powers }) =>
      powers.every((g, k) => k % 2 === 1 || !["condition", "size"].includes(field.generators[g]!.kind)),
    );
  });
}

function isSimplifiedToZero(e: Expression, budget: Budget): boolean {
  const simplified = simplifyWatched(e, { step: () => requireTime(budget), startAgain: () => {} });
  const body = simplified.kind === "tensor" ? simplified.operands.at(-1)! : simplified;
  return body.kind === "number" && body.value.numerator === 0;
}
