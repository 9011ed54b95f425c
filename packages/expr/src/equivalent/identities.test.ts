import { describe, expect, it } from "vitest";
import fixture from "../../fixtures/identities.json" with { type: "json" };
import { call, type Expression, equivalent, type FunctionName, number, parse, toText } from "../index.ts";
import { postorder, rebuild } from "../traverse.ts";
import { compareAt, sidesOf } from "./compare.ts";
import { pointOf, variablesOf } from "./points.ts";
import { prove } from "./prove.ts";

const pairs = fixture.groups.flatMap(({ holds, pairs }) => pairs.map((pair) => ({ holds, pair })));
const trueOnes = pairs.filter(({ holds }) => holds).map(({ pair }) => pair as [string, string]);
const falseOnes = pairs.filter(({ holds }) => !holds).map(({ pair }) => pair as [string, string]);

/** True, but beyond what a proof knows: reflection of gamma, nested roots, a sign that depends on x. */
const beyondProof = [
  "acosh(cosh(x))",
  "sqrt(3 + 2*sqrt(2))",
  "gamma(z)*gamma(1 - z)",
  "digamma(z) - digamma(1 - z)",
];

describe("identities of textbooks", () => {
  it.each(trueOnes)("%s = %s", (a, b) => {
    const { verdict } = equivalent(parse(a), parse(b));
    const expected = beyondProof.includes(a) ? ["probably equal"] : ["equal", "equal where both are defined"];
    expect(expected).toContain(verdict);
  });
});

describe("errors of students, and near misses", () => {
  it.each(falseOnes)("%s is not %s", (a, b) => {
    expect(equivalent(parse(a), parse(b)).verdict).toBe("different");
    expect(prove(parse(a), parse(b))).toBeUndefined();
  });
});

/** The expression with one node replaced. */
function replaced(e: Expression, node: Expression, change: (rebuilt: Expression) => Expression): Expression {
  return rebuild(
    e,
    () => true,
    (rebuilt, original) => (original === node ? change(rebuilt) : rebuilt),
  );
}

const others: readonly FunctionName[] = ["sin", "cos", "exp", "abs", "log", "tanh", "atan", "sigmoid"];

/** The expression with a number off by 1, or a function in place of another. */
function mutants(e: Expression): Expression[] {
  return postorder([e]).flatMap((node) => {
    if (node.kind === "number" && node.value.denominator === 1) {
      const n = Number(node.value.numerator);
      return [n + 1, n - 1].map((other) => replaced(e, node, () => number(other)));
    }
    if (node.kind !== "call" || node.operands.length !== 1) return [];
    return others.map((name) => replaced(e, node, ({ operands }) => call(name, operands[0]!)));
  });
}

describe("proofs", () => {
  it("are never given for a mutant of an identity whose values differ", () => {
    let proved = 0;
    for (const [left, right] of trueOnes) {
      const b = parse(right);
      for (const a of mutants(parse(left))) {
        if (prove(a, b) === undefined) continue;
        proved += 1;
        const variables = variablesOf([a, b]);
        const outcomes = Array.from(
          { length: 24 },
          (_, k) => compareAt(sidesOf(a, b), pointOf(variables, k, 3)).outcome,
        );
        expect(outcomes, `${toText(a)} and ${right}`).not.toContain("differ");
      }
    }
    expect(proved).toBeGreaterThan(100);
  });
});
