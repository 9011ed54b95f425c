import { describe, expect, it } from "vitest";
import fixture from "../../fixtures/matrix-calculus.json" with { type: "json" };
import {
  differentiate,
  type Expression,
  ExpressionError,
  equivalent,
  hessian,
  parse,
  simplify,
} from "../index.ts";
import { sameSize } from "../shape.ts";
import { compareAt, sidesOf } from "./compare.ts";
import { pointOf, variablesOf } from "./points.ts";
import { prove } from "./prove.ts";

interface Formula {
  readonly kind: string;
  readonly text: string;
  readonly by: string;
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  readonly literature: string;
}

const formulas = fixture.formulas as unknown as readonly Formula[];

function derivativeOf({ kind, text, by, shapes }: Formula): Expression {
  const e: Expression = parse(text, { shapes });
  return kind === "Hessian" ? hessian(e, [by])[0]![0]! : differentiate(e, by);
}

/** Beyond proof: relations of determinants, cofactors and inverses. */
const isOfDeterminants = ({ text }: Formula): boolean => /det|inverse/u.test(text);

/** Formulas that are wrong in one place, if they mean anything at all. */
function mutantsOf({ literature, shapes }: Formula): Expression[] {
  const edits: readonly (readonly [RegExp, string])[] = [
    [/'/u, ""],
    [/\+/u, "-"],
    [/ - /u, " + "],
    [/2/u, "3"],
    [/ @ /u, "*"],
    [/exp\(/u, "sinh("],
    [/tanh\(/u, "sin("],
    [/sum\(/u, "norm("],
    [/x/u, "(x + x)"],
    [/A/u, "A'"],
  ];
  return edits.flatMap(([pattern, other]) => {
    const text = literature.replace(pattern, other);
    try {
      return text === literature ? [] : [parse(text, { shapes })];
    } catch (error) {
      if (error instanceof ExpressionError) return [];
      throw error;
    }
  });
}

describe("derivatives by vectors and matrices", () => {
  it.each(formulas)("$kind: $text by $by is $literature", (formula) => {
    const found = equivalent(derivativeOf(formula), parse(formula.literature, { shapes: formula.shapes }));
    const isProbable = found.verdict === "probably equal";
    expect(
      isProbable
        ? isOfDeterminants(formula) || formula.text.startsWith("logSumExp(A")
        : found.verdict.startsWith("equal"),
    ).toBe(true);
  });
});

describe("proofs over sums", () => {
  it("are never given for mutants whose values differ", () => {
    let refuted = 0;
    for (const formula of formulas) {
      const a = derivativeOf(formula);
      for (const b of mutantsOf(formula)) {
        if (a.shape.length !== b.shape.length || !a.shape.every((size, k) => sameSize(size, b.shape[k]!)))
          continue;
        const variables = variablesOf([a, b]);
        const outcomes = [0, 1, 2, 3, 13].map(
          (k) => compareAt(sidesOf(a, b), pointOf(variables, k, 1)).outcome,
        );
        if (!outcomes.includes("differ")) continue;
        refuted += 1;
        expect(prove(a, b)).toBeUndefined();
      }
    }
    expect(refuted).toBeGreaterThan(100);
  });

  const shapes = { A: ["n", "n"], x: ["n"], y: ["n"] };

  it.each([
    ["x*sum(y)", "x*y + x*(sum(y) - y[1])"],
    ["sum(exp(A @ x))", "sum(exp(A' @ x))"],
    ["sum(x*exp(sum(x)))", "sum(x*exp(x))"],
    ["sum(sum(A[i, j]*x[i], j, 1, n), i, 1, n)", "sum(sum(A[i, j]*x[j], j, 1, n), i, 1, n)"],
    ["sum(sum(exp(A[i, j] + x[i]), j, 1, n), i, 1, n)", "sum(sum(exp(A[i, i] + x[i]), j, 1, n), i, 1, n)"],
    ["sum(sum(x[j]*y[i], j, 1, n)*exp(x[i]), i, 1, n)", "sum(sum(x[i]*y[j], j, 1, n)*exp(x[i]), i, 1, n)"],
    ["sum(tanh(sum(x)*y))", "sum(tanh(x*y))"],
  ])("%s is not %s", (a, b) => {
    const sides = [parse(a, { shapes }), parse(b, { shapes })] as const;
    expect(prove(...sides)).toBeUndefined();
    expect(equivalent(...sides).verdict).toBe("different");
  });

  it.each([
    ["sum(exp(x)*exp(y))", "sum(exp(x + y))"],
    ["sum(sinh(2*(A @ x)))", "2*sum(sinh(A @ x)*cosh(A @ x))"],
    ["x' @ (sigmoid(y)*sigmoid(-y))", "x' @ sigmoid(y) - x' @ sigmoid(y)^2"],
    ["logSumExp(2*x)", "log(sum(exp(x)^2))"],
    ["norm(x)", "sqrt(x' @ x)"],
    ["softmax(x)", "exp(x)/sum(exp(x))"],
    ["sum(tanh(A @ x)^2)", "sum(1 - sech(A @ x)^2)"],
    ["sum(log(abs(x)))/2", "sum(log(x^2))/4"],
  ])("%s is %s", (a, b) => {
    expect(prove(parse(a, { shapes }), parse(b, { shapes }))).toBeDefined();
  });
});

describe("elements at positions that are written out", () => {
  const shapes = { A: ["n", "n"], x: ["n"] };
  const read = (text: string) => parse(text, { shapes });

  it("are looked at in tensors that are large enough", () => {
    const found = equivalent(read("x[7]"), read("x[7] + x[1]/10^9"));
    expect(found.verdict).toBe("different");
  });

  it.each([
    ["(b + A[4, 1] + a + x[n])*sum(i^2, i, 1, n)*log(1 + b^4)*log(1 + (a*b)^2)"],
    ["(b + A[90, 1] + a + x[n])*sum(i^2, i, 1, n)*log(1 + b^4)*log(1 + (a*b)^2)"],
  ])("do not end the search where a tensor is smaller: %s", (text) => {
    expect(["equal", "undecided"]).toContain(equivalent(read(text), simplify(read(text))).verdict);
  });
});
