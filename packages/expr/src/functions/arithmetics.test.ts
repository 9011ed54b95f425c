import {
  type Arithmetic,
  type Bounded,
  bounded60,
  boundedDoubleDouble,
  boundedFloat64,
  complex,
  decimal60,
  doubleDouble,
  float64,
} from "@chainrule/special";
import { describe, expect, test } from "vitest";
import fixture from "../../fixtures/functions.json" with { type: "json" };
import { call, evaluate, symbol } from "../index.ts";
import type { FunctionName } from "./names.ts";

/** [arguments, value, first partials, second partials]: from 80-digit numerical differentiation, to 20 digits. */
type Case = readonly [readonly number[], string, readonly (string | null)[], readonly (string | null)[]];

const cases = Object.entries(fixture as unknown as Record<FunctionName, readonly Case[]>) as [
  FunctionName,
  readonly Case[],
][];

const S = decimal60;

/** A decimal numeral, exact to 60 digits. */
function exactly(text: string) {
  const [digits = "", exponent = "0"] = text.split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const power = BigInt(Number(exponent) - fraction.length);
  const numerator = BigInt(whole + fraction);
  return power >= 0n ? S.fromRatio(numerator * 10n ** power, 1n) : S.fromRatio(numerator, 10n ** -power);
}

function valueIn<T>(A: Arithmetic<T>, name: FunctionName, point: readonly number[]): T {
  const bindings = Object.fromEntries(point.map((x, k) => [`x${k}`, x]));
  return evaluate(call(name, ...point.map((_, k) => symbol(`x${k}`))), bindings, { arithmetic: A }) as T;
}

function distance<T>(A: Arithmetic<T>, value: T, exact: string): number {
  const head = A.toNumber(value);
  const rest = A.toNumber(A.subtract(value, A.fromNumber(head)));
  const found = S.add(S.fromNumber(head), S.fromNumber(rest));
  return Math.abs(S.toNumber(S.subtract(found, exactly(exact))));
}

/** How far twenty digits are from the exact value. */
const slack = (exact: string): number => 1e-19 * Math.abs(Number(exact));

describe.each(cases)("%s in every arithmetic", (name, table) => {
  test("to more than a double's digits", () => {
    for (const [point, exact] of table) {
      expect(
        distance(doubleDouble, valueIn(doubleDouble, name, point), exact),
        `${point}`,
      ).toBeLessThanOrEqual(slack(exact));
      expect(distance(S, valueIn(S, name, point), exact), `${point}`).toBeLessThanOrEqual(slack(exact));
    }
  });

  test("within its bounds, which are narrow", () => {
    const check = <T>(A: Arithmetic<Bounded<T>>, base: Arithmetic<T>, width: number) => {
      for (const [point, exact] of table) {
        const { value, error } = valueIn(A, name, point);
        expect(distance(base, value, exact), `${point}`).toBeLessThanOrEqual(error + slack(exact));
        expect(error, `${point}`).toBeLessThanOrEqual(width * Math.max(Math.abs(Number(exact)), 1));
      }
    };
    check(boundedFloat64, float64, 1e-12);
    check(boundedDoubleDouble, doubleDouble, 1e-28);
    check(bounded60, S, 1e-58);
  });

  test("steps to its derivatives in the complex plane", () => {
    for (const [point, , first] of table) {
      for (const [k, exact] of first.entries()) {
        if (exact === null) continue;
        const at = Object.fromEntries(point.map((x, m) => [`x${m}`, { re: x, im: m === k ? 1e-60 : 0 }]));
        const e = call(name, ...point.map((_, m) => symbol(`x${m}`)));
        const { im } = evaluate(e, at, { arithmetic: complex }) as { readonly im: number };
        expect(Math.abs(im / 1e-60 - Number(exact)), `${point}`).toBeLessThanOrEqual(
          1e-12 * Math.max(Math.abs(Number(exact)), 1e-3),
        );
      }
    }
  });
});
