import { array, type NDArray } from "@chainrule/array";
import type { Fault } from "../faults/fault.ts";
import { targetOf } from "../faults/gradcheck.ts";
import { type NetworkData, networkSubject } from "../subject/network.ts";
import type { Subject } from "../subject/subject.ts";
import { judge, type Verdict } from "../verdict/judge.ts";
import {
  difference,
  doubleDoubles,
  type Exactish,
  exactish,
  largestMagnitude,
  nearest,
} from "../voices/carrier.ts";
import { symbolicVoice } from "../voices/symbolic.ts";
import { tapeVoice } from "../voices/tape.ts";
import { type Gradient, type ImitatedRule, imitatedRules, randomNumbers } from "./imitated.ts";

/** A net with data of its own. */
export interface StudyNet {
  readonly text: string;
  readonly samples: number;
  readonly seed: number;
}

/** What became of one fault in one net. */
export interface FaultFigures {
  readonly fault: string;
  /** Entries that the fault changed. */
  readonly wrong: number;
  /** Of these, entries changed by more than the detection limit of the right gradient's comparison. */
  readonly aboveLimit: number;
  /** Of these, entries without `disagree`. */
  readonly missed: number;
  /** Entries neither `agree` nor `disagree`. */
  readonly inconclusive: number;
  /** Whether one entry at least was found wrong. */
  readonly caught: boolean;
  /** By rule, whether the wrong gradient passes it. */
  readonly passes: Readonly<Record<string, boolean>>;
}

/** What a study of one net found. */
export interface NetFigures {
  readonly net: string;
  readonly samples: number;
  readonly parameters: number;
  readonly inconclusive: number;
  readonly falseAlarms: number;
  readonly detectionLimit: number;
  /** By rule, whether the right gradient passes it. */
  readonly passes: Readonly<Record<string, boolean>>;
  readonly faults: readonly FaultFigures[];
}

/** Inputs and targets of a net, from its seed. */
export function studyData({ text, samples, seed }: StudyNet): NetworkData {
  const widths = (text.split(";")[0]!.match(/(?:^|-> )\d+/g) ?? []).map((each) =>
    Number(/\d+/.exec(each)![0]),
  );
  const uniform = randomNumbers(seed);
  const rows = (columns: number, next: () => number): NDArray =>
    array(Array.from({ length: samples * columns }, next), { shape: [samples, columns] });
  const outputs = widths.at(-1)!;
  const inputs = rows(widths[0]!, () => 2 * uniform() - 1);
  const classes = Array.from({ length: samples }, () => Math.floor(uniform() * outputs));
  const targets = /loss=ce/.test(text)
    ? array(
        classes.flatMap((c) => Array.from({ length: outputs }, (_, k) => (k === c ? 1 : 0))),
        { shape: [samples, outputs] },
      )
    : rows(outputs, uniform);
  return { inputs, targets, seed };
}

type Values = readonly (readonly Exactish[])[];

/** The formula verdict of every entry, by the policy that a check uses. */
function verdictsOf(reference: Values, values: Values): { verdict: Verdict; detectionLimit: number }[][] {
  return reference.map((entries, p) => {
    const scale = largestMagnitude(doubleDoubles, [...entries, ...values[p]!]);
    return entries.map((left, i) => {
      const right = values[p]![i]!;
      return judge({
        difference: difference(left, right),
        left: nearest(left),
        right: nearest(right),
        leftError: left.error,
        rightError: right.error,
        scale,
      });
    });
  });
}

/** Studies one net: its right gradient, then every fault. */
export function studyNet(
  net: StudyNet,
  faults: readonly Fault[],
  { perEntryLimit, export: hand }: StudyOptions,
): NetFigures {
  const subject = networkSubject(net.text, studyData(net));
  const symbolic = symbolicVoice(subject.symbolic!, subject.parameters).evaluate(exactish).gradient;
  const voice = tapeVoice(subject);
  const right = voice.gradient(exactish);
  const count = right.reduce((sum, { length }) => sum + length, 0);
  const rules = imitatedRules
    .filter(({ perEntry }) => !perEntry || count <= perEntryLimit)
    .map((rule) => ({ name: rule.name, judge: rule.prepare(subject, voice) }));
  const verdicts = verdictsOf(symbolic, right).flat();
  hand?.("right", subject, voice.kernel());
  return {
    net: net.text,
    samples: net.samples,
    parameters: count,
    inconclusive: verdicts.filter(({ verdict }) => verdict === "inconclusive").length,
    falseAlarms: verdicts.filter(({ verdict }) => verdict === "disagree").length,
    detectionLimit: verdicts.reduce((most, { detectionLimit }) => Math.max(most, detectionLimit), 0),
    passes: passesOf(rules, voice.kernel()),
    faults: faults.map((fault): FaultFigures => {
      const plant = fault.plant(targetOf(subject));
      const wrong = tapeVoice(subject, plant);
      const kernel = wrong.kernel();
      hand?.(fault.name, subject, kernel);
      return {
        fault: fault.name,
        ...compared(symbolic, right, wrong.gradient(exactish)),
        passes: passesOf(rules, kernel),
      };
    }),
  };
}

/** How a study is run. */
export interface StudyOptions {
  /** Rules that look at every entry are run up to so many parameters. */
  readonly perEntryLimit: number;
  /** Is handed every gradient, for others to judge. */
  readonly export?: (fault: string, subject: Subject, gradient: Gradient) => void;
}

function passesOf(
  rules: readonly { name: string; judge: ReturnType<ImitatedRule["prepare"]> }[],
  gradient: Gradient,
): Record<string, boolean> {
  return Object.fromEntries(rules.map((rule) => [rule.name, rule.judge(gradient)]));
}

function compared(symbolic: Values, right: Values, wrong: Values): Omit<FaultFigures, "fault" | "passes"> {
  let [changed, aboveLimit, missed, inconclusive, caught] = [0, 0, 0, 0, false];
  for (const [p, entries] of verdictsOf(symbolic, wrong).entries()) {
    const scale = largestMagnitude(doubleDoubles, [...symbolic[p]!, ...wrong[p]!]);
    for (const [i, { verdict, detectionLimit }] of entries.entries()) {
      const error = Math.abs(difference(wrong[p]![i]!, right[p]![i]!)) / (scale || 1);
      const isAbove = error > detectionLimit;
      changed += error > 0 ? 1 : 0;
      aboveLimit += isAbove ? 1 : 0;
      missed += isAbove && verdict !== "disagree" ? 1 : 0;
      inconclusive += verdict === "inconclusive" ? 1 : 0;
      caught ||= verdict === "disagree";
    }
  }
  return { wrong: changed, aboveLimit, missed, inconclusive, caught };
}
