import { describe, expect, test } from "vitest";
import farOut from "../../fixtures/far-out.json" with { type: "json" };
import {
  differentiate,
  evaluate,
  gradient,
  hessian,
  jacobian,
  parse,
  simplify,
  type TensorValue,
  toText,
} from "../index.ts";

type Row = readonly [x: number, first: number | null, second: number | null];

const cases = Object.entries(farOut) as unknown as readonly (readonly [text: string, rows: readonly Row[]])[];

/** What is below the smallest normal double may be off by as much. */
const smallest = 2 ** -1022;

describe.each(cases)("%s far out, raw and simplified", (text, rows) => {
  const e = parse(text);
  const ways = {
    first: [differentiate(e, "x"), gradient(e, ["x"])[0]!, jacobian([e], ["x"])[0]![0]!],
    second: [differentiate(e, "x", 2), hessian(e, ["x"])[0]![0]!],
  };

  test.each([
    ["first", 1],
    ["second", 2],
  ] as const)("%s derivative", (order, column) => {
    for (const derivative of ways[order].flatMap((raw) => [raw, simplify(raw)])) {
      for (const row of rows) {
        const right = row[column];
        if (right === null) continue;
        const error = Math.abs((evaluate(derivative, { x: row[0] }) as number) - right);
        expect(error, `${toText(derivative)} at ${row[0]}`).toBeLessThanOrEqual(
          2e-14 * Math.abs(right) + smallest,
        );
      }
    }
  });
});

test.each<[string, string, string]>([
  ["1/(3 + exp(x))", "x", "-1/((3 + exp(x))*(3*exp(-x) + 1))"],
  ["K/(1 + A*exp(-r*t))", "t", "r*A*K/((1 + A*exp(-r*t))*(exp(r*t) + A))"],
  ["K/(1 + A*exp(-r*t))", "A", "-K/((1 + A*exp(-r*t))*(exp(r*t) + A))"],
  ["atan(exp(x))", "x", "1/(exp(-x) + exp(x))"],
  ["exp(y)/(3 + exp(x))", "x", "-exp(y)/((3 + exp(x))*(3*exp(-x) + 1))"],
])("of %s by %s", (text, by, derivative) => {
  expect(toText(differentiate(parse(text), by))).toBe(derivative);
});

test("growth with a limit, with parameters of any sign", () => {
  const e = parse("K/(1 + A*exp(-r*t))");
  for (const order of [1, 2, 3]) {
    const raw = differentiate(e, "t", order);
    for (const A of [3, -3])
      for (const t of [-800, 800])
        for (const one of [raw, simplify(raw)])
          expect(evaluate(one, { K: 2, A, r: 1, t }), toText(one)).toBeCloseTo(0, 300);
  }
});

test("logarithms of sums of exponentials do not overflow", () => {
  for (const [text, right] of [
    ["log(3 + exp(x))", 800],
    ["log(1 + 2*exp(x))", 800.6931471805599],
    ["log(1 + exp(x) + exp(y))", 800],
  ] as const)
    expect(evaluate(simplify(parse(text)), { x: 800, y: 1 })).toBe(right);
});

test("a logarithm of a softmax is a difference", () => {
  const shapes = { x: ["n"], y: ["n"] };
  const at = { x: { shape: [3], data: [0, -800, 800] }, y: { shape: [3], data: [0, 1, 0] } };
  for (const [text, right] of [
    ["log(softmax(x))[2]", -1600],
    ["-log(softmax(x)[2])", 1600],
    ["-sum(y*log(softmax(x)))", 1600],
  ] as const)
    expect(evaluate(simplify(parse(text, { shapes })), at), text).toBe(right);
  const loss = parse("-log(softmax(x)[2])", { shapes });
  const { data } = evaluate(gradient(loss, ["x"])[0]!, at) as TensorValue;
  expect(Array.from(data)).toEqual([0, -1, 1]);
});
