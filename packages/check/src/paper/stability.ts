import { differentiate, evaluate, parse } from "@chainrule/expr";
import { formulaSubject } from "../subject/formula.ts";
import { type Exactish, exactish, nearest } from "../voices/carrier.ts";
import { tapeVoice } from "../voices/tape.ts";
import { property } from "./findings.ts";
import type { Finding } from "./item.ts";

/** A derivative as it is usually written, made of the function's value. */
interface UsualForm {
  readonly formula: "sigmoid(x)" | "tanh(x)";
  readonly text: string;
  readonly slope: (x: number) => number;
  /** Points, and the share of the derivative that the usual form loses there. */
  readonly lost: readonly (readonly [x: number, share: number])[];
}

const usualForms: readonly UsualForm[] = [
  {
    formula: "sigmoid(x)",
    text: "f (1 - f)",
    slope: (x) => {
      const f = 1 / (1 + Math.exp(-x));
      return f * (1 - f);
    },
    lost: [
      [20, 3.6e-8],
      [36, 0.0427],
      [37, 1],
    ],
  },
  {
    formula: "tanh(x)",
    text: "1 - f^2",
    slope: (x) => 1 - Math.tanh(x) ** 2,
    lost: [
      [10, 1.1e-8],
      [20, 1],
    ],
  },
];

/** How much the usual form loses in the tail, and that the derivative here loses nothing. */
export function tailsOf(formula: UsualForm["formula"]): readonly Finding[] {
  const { text, slope, lost } = usualForms.find((each) => each.formula === formula)!;
  const derivative = differentiate(parse(formula), "x");
  return lost.flatMap(([x, share]) => {
    const exact = nearest(evaluate(derivative, { x }, { arithmetic: exactish }) as Exactish);
    const error = (value: number): number => Math.abs(value - exact) / Math.abs(exact);
    const own = tapeVoice(formulaSubject(formula, { x })).kernel()[0]![0]!;
    return [
      property(
        `${text} at ${x} loses a share of ${share}`,
        Math.abs(error(slope(x)) / share - 1) < 0.02,
        `${error(slope(x)).toExponential(2)} lost`,
      ),
      property(
        `... and the derivative here nothing`,
        error(own) < 4e-16,
        `${error(own).toExponential(1)} lost`,
      ),
    ];
  });
}
