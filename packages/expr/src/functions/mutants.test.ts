import { describe, expect, test } from "vitest";
import fixture from "../../fixtures/functions.json" with { type: "json" };
import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { call, differentiate, type Expression, evaluate, gradient, symbol } from "../index.ts";
import { type Mutant, mutantsOf } from "../testing/mutants.ts";
import type { FunctionName } from "./names.ts";
import type { FunctionRow } from "./row.ts";
import { functions } from "./table.ts";

/** Every rule of the table is changed in every place, and each change must be seen in values from outside. */

/** The arguments, and the partial derivative by each; null where there is none. */
type Sample = readonly [point: readonly number[], partials: readonly (number | null)[]];

/** [arguments, value, first partials, second partials]: from 80-digit numerical differentiation. */
type Case = readonly [readonly number[], string, readonly (string | null)[], readonly (string | null)[]];

/** Conventions at kinks and jumps, as docs/guide/kinks.md has them. */
const conventions: Readonly<Partial<Record<FunctionName, readonly Sample[]>>> = {
  abs: [[[0], [0]]],
  relu: [[[0], [0]]],
  max: shares(Math.max),
  min: shares(Math.min),
  hypot: [
    [
      [0, 0],
      [0, 0],
    ],
  ],
  atan2: [
    [
      [0, 0],
      [0, 0],
    ],
  ],
  piecewiseLinear: [
    [
      [-1, 0.5, 0.5, -1, 1],
      [0, 0, 0, 0, 0],
    ],
    [
      [1, 0.5, 0.5, -1, 1],
      [0.5, 1, 1, 0, 0],
    ],
  ],
};

/** At every order of two to four arguments, with all ties: equal parts of 1 to those that are extreme. */
function shares(extreme: (...xs: number[]) => number): Sample[] {
  return [2, 3, 4].flatMap(lattice).map((point): Sample => {
    const holders = point.filter((x) => x === extreme(...point)).length;
    return [point, point.map((x) => (x === extreme(...point) ? 1 / holders : 0))];
  });
}

/** Every list of n numbers from 1 to n. */
function lattice(n: number): number[][] {
  let points: number[][] = [[]];
  for (let k = 0; k < n; k++)
    points = points.flatMap((point) => Array.from({ length: n }, (_, x) => [...point, x + 1]));
  return points;
}

const cases = fixture as unknown as Record<FunctionName, readonly Case[]>;
const names = Object.keys(cases) as FunctionName[];

function samplesOf(name: FunctionName): readonly Sample[] {
  const numerical = cases[name].map(([point, , first]): Sample => {
    return [point, first.map((partial) => (partial === null ? null : Number(partial)))];
  });
  return [...numerical, ...(conventions[name] ?? [])];
}

const tolerance = 1e-10;

function isWrong(found: number, right: number): boolean {
  return !(found === right || Math.abs(found - right) <= tolerance * Math.abs(right));
}

function bind(point: readonly number[]): Record<string, number> {
  return Object.fromEntries(point.map((x, k) => [`x${k}`, x]));
}

/** The call of a function with n arguments on variables, ready for its rule. */
function callOf(algebra: Algebra, name: FunctionName, n: number) {
  const args = Array.from({ length: n }, (_, k) => algebra.arena.adopt(symbol(`x${k}`)));
  return { args, self: algebra.call(name, ...args) };
}

/** The faults of a rule by argument k: those of its result, and those of what it is given. */
function mutants(algebra: Algebra, name: FunctionName, n: number, k: number): Mutant[] {
  const { args, self } = callOf(algebra, name, n);
  const { partial } = functions[name];
  const right = partial(algebra, args, k, self);
  const found = mutantsOf(algebra, right, new Set([...args, self]));
  for (const other of args.keys()) {
    if (other === k || (families.has(name) && other === 0)) continue;
    const exchanged = args.with(k, args[other]!).with(other, args[k]!);
    const swapped = partial(algebra, exchanged, k, algebra.call(name, ...exchanged));
    found.push({ fault: `arguments ${k} and ${other} exchanged`, result: swapped });
    found.push({ fault: `taken by argument ${other}`, result: partial(algebra, args, other, self) });
  }
  return found.filter(({ result }) => result !== right);
}

/** Functions of an order, which has no derivative. */
const families: ReadonlySet<FunctionName> = new Set(["polygamma", "sincDerivative", "erfcxDerivative"]);

/** Mutants with the same values everywhere, by what makes them so. */
const equivalents: readonly (readonly [reason: string, pattern: RegExp])[] = [
  ["these are symmetric in their arguments", /arguments exchanged in an? (hypot|equal|and|logaddexp)$/],
  [
    "max and min are symmetric: only the share of an argument depends on its position",
    /^(max|min) .*arguments . and . exchanged$/,
  ],
];

describe("each fault of a rule is seen", () => {
  test.each(names)("%s", (name) => {
    const survivors: string[] = [];
    const samples = samplesOf(name);
    for (const n of new Set(samples.map(([point]) => point.length))) {
      const known = samples.filter(([point]) => point.length === n);
      for (let k = 0; k < n; k++) {
        if (known[0]![1][k] === null) continue;
        for (const { fault, result } of mutants(createAlgebra(), name, n, k)) {
          const isSeen = known.some(([point, partials]) =>
            isWrong(evaluate(result, bind(point)) as number, partials[k]!),
          );
          if (!isSeen) survivors.push(`${name} by argument ${k} of ${n}: ${fault}`);
        }
      }
    }
    const unexplained = survivors.filter(
      (survivor) => !equivalents.some(([, pattern]) => pattern.test(survivor)),
    );
    expect(unexplained).toEqual([]);
  });
});

/** Runs with the rule of a function replaced. */
function planted<T>(name: FunctionName, partial: FunctionRow["partial"], run: () => T): T {
  const table = functions as Record<FunctionName, FunctionRow>;
  const row = table[name];
  table[name] = { ...row, partial };
  try {
    return run();
  } finally {
    table[name] = row;
  }
}

const wholeFaults: Readonly<Record<string, (right: FunctionRow["partial"]) => FunctionRow["partial"]>> = {
  sign: (right) => (A, args, k, self) => A.negate(right(A, args, k, self)),
  factor: (right) => (A, args, k, self) =>
    A.multiply(right(A, args, k, self), A.fraction(1_000_001, 1_000_000)),
};

describe.each(Object.keys(wholeFaults))("a planted fault of a rule's %s", (fault) => {
  const sloped = names.flatMap((name) => {
    const [point, partials] = samplesOf(name).find(([, each]) => each.some(Boolean)) ?? [];
    return point === undefined
      ? []
      : [{ name, point, k: partials!.findIndex(Boolean), right: partials!.find(Boolean)! }];
  });

  test.each(sloped)("of $name is in both sweeps", ({ name, point, k, right }) => {
    const symbols = point.map((_, m) => symbol(`x${m}`));
    const e = call(name, ...symbols);
    const derivatives = () => [differentiate(e, symbols[k]!), gradient(e, [symbols[k]!])[0]!];
    const found = (list: readonly Expression[]) => evaluate(list, bind(point)) as number[];
    expect(found(derivatives()).map((value) => isWrong(value, right))).toEqual([false, false]);
    const wrong = planted(name, wholeFaults[fault]!(functions[name].partial), derivatives);
    expect(found(wrong).map((value) => isWrong(value, right))).toEqual([true, true]);
  });
});
