import { complex } from "@chainrule/special";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Algebra } from "../algebra/algebra.ts";
import type { MatrixRow } from "../functions/matrix.ts";
import type { MatrixFunctionName } from "../functions/names.ts";
import { functions } from "../functions/table.ts";
import { differentiate, type Expression, evaluate, gradient, parse } from "../index.ts";
import { mutantsOf } from "../testing/mutants.ts";

/** The rules of products, powers, reductions and matrices are changed in every place, and each change must be seen. */

type Partials = typeof import("./partials.ts");

/** The fault that is planted, as "rule: fault", and all that were met. */
const state = { planted: "", met: new Set<string>() };

/** The result of a rule, or its mutant that is planted. */
function faulty(
  rule: string,
  algebra: Algebra,
  right: Expression,
  leaves: readonly Expression[],
): Expression {
  return chosen(rule, right, mutantsOf(algebra, right, new Set(leaves)));
}

function chosen<T>(rule: string, right: T, mutants: readonly { fault: string; result: T }[]): T {
  for (const { fault } of mutants) state.met.add(`${rule}: ${fault}`);
  return mutants.find(({ fault }) => `${rule}: ${fault}` === state.planted)?.result ?? right;
}

vi.mock("./partials.ts", async (importOriginal) => {
  const real = await importOriginal<Partials>();
  const partials: Partials = {
    otherFactors: (algebra, factors, active, options) => {
      const right = real.otherFactors(algebra, factors, active, options);
      return chosen("product", right, listFaults(algebra, right));
    },
    powerPartials: (algebra, node) => {
      const [byBase, byExponent] = real.powerPartials(algebra, node);
      const leaves = [node, ...node.operands];
      const swapped = (fault: string, result: () => Expression) => ({ fault, result: result() });
      return [
        () => {
          const right = byBase();
          const mutants = [
            ...mutantsOf(algebra, right, new Set(leaves)),
            swapped("that by the exponent", byExponent),
          ];
          return chosen("power by its base", right, mutants);
        },
        () => {
          const right = byExponent();
          const mutants = [
            ...mutantsOf(algebra, right, new Set(leaves)),
            swapped("that by the base", byBase),
          ];
          return chosen("power by its exponent", right, mutants);
        },
      ];
    },
    reducePartial: (algebra, node, range, body) =>
      faulty(node.operation, algebra, real.reducePartial(algebra, node, range, body), [
        node,
        body,
        range.index,
      ]),
  };
  return partials;
});

/** Faults of the lists of other factors: one left out, one too many, the lists of two factors exchanged. */
function listFaults(algebra: Algebra, lists: readonly (readonly Expression[])[]) {
  const first = lists.findIndex((list) => list.length > 0);
  const last = lists.findLastIndex((list) => list.length > 0);
  if (first < 0) return [];
  const list = lists[first]!;
  const changed = (fault: string, factors: readonly Expression[]) => ({
    fault,
    result: lists.with(first, factors),
  });
  return [
    changed("sign", [...list, algebra.number(-1)]),
    changed("factor 1 + 1e-6", [...list, algebra.fraction(1_000_001, 1_000_000)]),
    changed("its first factor dropped", list.slice(1)),
    changed("its last factor dropped", list.slice(0, -1)),
    changed("its first factor twice", [list[0]!, ...list]),
    ...(last > first
      ? [{ fault: "two lists exchanged", result: lists.with(first, lists[last]!).with(last, list) }]
      : []),
  ];
}

/** The rules of functions of matrices stand in the table of functions. */
const matrixRules = functions as { -readonly [N in MatrixFunctionName]: MatrixRow };
for (const name of ["det", "logdet", "inverse", "cofactor"] as const) {
  const { partial, ...row } = matrixRules[name];
  const changed: MatrixRow["partial"] = (algebra, self, at, position) =>
    faulty(name, algebra, partial(algebra, self, at, position), [self, ...self.operands, ...at, ...position]);
  matrixRules[name] = { ...row, partial: changed };
}

const point = { a: 0.75, b: 0.25, c: 1.5, d: -2.25 };
type Name = keyof typeof point;
const variables = Object.keys(point) as Name[];

/** Twenty factors, of which the middle one is 0 at the point: long products are divided nowhere. */
const manyFactors = Array.from(
  { length: 20 },
  (_, k) => `(sin(a*${k + 1}) + b*${k} + c${k === 11 ? " - c - sin(a*12) - b*11" : ""})`,
);

const samples: readonly string[] = [
  "c^a",
  "(a + 2*b)^(c*a)",
  "(a*c)^3 + c^(-5/2)",
  "a*sin(b)*c",
  "a*b",
  "exp(a)*cos(b)*c*(d + a)*(c - b)",
  manyFactors.join("*"),
  "product(sin(a*i) + b, i, 1, 4)",
  "product(a - i*b, i, 1, 4)",
  "sum(sin(a*i)*b^i, i, 1, 4)",
  "maximum(sin(a*i) + b*i, i, 1, 5)",
  "minimum(sin(a*i) + b*i, i, 1, 5)",
  "logSumExp(tensor(a*i - b*i^2 + c, i, 4))",
  "norm(tensor(a*i - b*i^2 + c, i, 4))",
  ...["det(M)", "logdet(M @ M')", "sum(inverse(M)*W)", "sum(cofactor(M)*W)", "sum(cofactor(M, 2)*V)"].map(
    (text) =>
      text
        .replaceAll("M", "tensor(sin(a*i^2 + b*j) + cos(c*i*j^2) + sin(d*i^3 + j), i, 3, j, 3)")
        .replaceAll("W", "tensor(i + 2*j^2, i, 3, j, 3)")
        .replaceAll("V", "tensor(i + 2*j^2 + k^3 - i*l, i, 3, j, 3, k, 3, l, 3)"),
  ),
];

/** At ties, where the complex step goes by one of them, the documented convention: equal shares. */
const conventions: readonly (readonly [text: string, slopes: Readonly<Partial<Record<Name, number>>>])[] = [
  ["maximum(a*i - b*i^2, i, 1, 4)", { a: 1.5, b: -2.5 }],
  ["minimum(b*i^2 - a*i, i, 1, 4)", { a: -1.5, b: 2.5 }],
];

interface Expected {
  readonly e: Expression;
  readonly name: Name;
  readonly right: number;
}

/** What each derivative is: by the complex step, which knows no rule. */
const expected: readonly Expected[] = [
  ...samples.flatMap((text) => variables.map((name) => stepped(parse(text), name))),
  ...conventions.flatMap(([text, slopes]) =>
    Object.entries(slopes).map(([name, right]) => ({ e: parse(text), name: name as Name, right })),
  ),
].filter(({ right }) => right !== 0);

function stepped(e: Expression, name: Name): Expected {
  const at = Object.fromEntries(
    variables.map((other) => [other, { re: point[other], im: other === name ? 1e-30 : 0 }]),
  );
  const { im } = evaluate(e, at, { arithmetic: complex }) as { readonly im: number };
  return { e, name, right: im / 1e-30 };
}

function isWrong({ e, name, right }: Expected, sweep: (e: Expression, name: Name) => Expression): boolean {
  return !(Math.abs((evaluate(sweep(e, name), point) as number) - right) <= 1e-9 * Math.abs(right));
}

const sweeps: Readonly<Record<string, (e: Expression, name: Name) => Expression>> = {
  forward: differentiate,
  reverse: (e, name) => gradient(e, [name])[0]!,
};

/** Equality is symmetric in its arguments: these mutants have the same values everywhere. */
const equivalent = /arguments exchanged in a equal$/;

beforeEach(() => {
  state.planted = "";
});

describe.each(Object.entries(sweeps))("%s sweep", (_, sweep) => {
  test("no fault, no difference", () => {
    expect(expected.filter((each) => isWrong(each, sweep))).toEqual([]);
  });

  test("each fault of a rule is seen", () => {
    const meeting = new Map<string, Expected[]>();
    for (const each of expected) {
      state.met.clear();
      sweep(each.e, each.name);
      for (const fault of state.met) meeting.set(fault, [...(meeting.get(fault) ?? []), each]);
    }
    const survivors = [...meeting].flatMap(([fault, known]) => {
      state.planted = fault;
      return known.some((each) => isWrong(each, sweep)) ? [] : [fault];
    });
    expect(meeting.size).toBeGreaterThan(60);
    expect(survivors.filter((fault) => !equivalent.test(fault))).toEqual([]);
  });
});
