import { array } from "@chainrule/array";
import type { Subject } from "../subject/subject.ts";
import { elementsOf } from "../subject/subject.ts";
import type { TapeVoice } from "../voices/tape.ts";
import { complexStep } from "../witnesses/complexStep.ts";
import { centralDifference } from "../witnesses/finiteDifference.ts";
import { along } from "../witnesses/plan.ts";

/** One array of numbers a parameter. */
export type Gradient = readonly Float64Array[];

/** A rule of another checker, imitated from its documentation and source: whether a gradient passes. */
export interface ImitatedRule {
  readonly name: string;
  /** Whether it looks at every entry, which large nets make too long. */
  readonly perEntry: boolean;
  /** Looks at the function once, then judges any number of gradients. */
  readonly prepare: (subject: Subject, voice: TapeVoice) => (gradient: Gradient) => boolean;
}

/** Numbers between 0 and 1 from a seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number of the normal distribution, from two uniform ones. */
function normalNumber(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function pointOf({ parameters }: Subject): Gradient {
  return parameters.map(({ value }) => elementsOf(value));
}

function dot(a: Gradient, b: Gradient): number {
  return a.reduce((sum, each, p) => sum + each.reduce((s, x, i) => s + x * b[p]![i]!, 0), 0);
}

/** The value a step along a direction away. */
function ahead({ parameters }: Subject, voice: TapeVoice, direction: Gradient, step: number): number {
  return voice.value(
    parameters.map(({ value }, p) => {
      const moved = elementsOf(value).map((x, i) => x + step * direction[p]![i]!);
      return typeof value === "number" ? moved[0]! : array(moved, { shape: value.shape });
    }),
  );
}

const gradcheckSlow: ImitatedRule = {
  name: "gradcheck",
  perEntry: true,
  prepare: (subject, voice) => {
    const numeric = pointOf(subject).map((xs, p) =>
      xs.map((x, i) => centralDifference(along(subject.parameters, voice, p, i), x, 1e-6)),
    );
    return (gradient) =>
      numeric.every((array, p) =>
        array.every((n, i) => Math.abs(gradient[p]![i]! - n) <= 1e-5 + 1e-3 * Math.abs(n)),
      );
  },
};

/** One random direction of positive numbers an array, with the tolerance for the sum of its entries. */
const gradcheckFast: ImitatedRule = {
  name: "gradcheck, fast mode",
  perEntry: false,
  prepare: (subject, voice) => {
    const uniform = randomNumbers(1);
    const arrays = pointOf(subject).map((xs, p) => {
      const raw = xs.map(() => uniform());
      const norm = Math.hypot(...raw);
      const u = raw.map((x) => x / norm);
      const direction = pointOf(subject).map((ys, q) => (q === p ? u : ys.map(() => 0)));
      const numeric =
        (ahead(subject, voice, direction, 1e-6) - ahead(subject, voice, direction, -1e-6)) / 2e-6;
      const total = u.reduce((sum, x) => sum + x, 0);
      return { u, numeric, allowed: 1e-5 * total + 1e-3 * Math.abs(numeric) };
    });
    return (gradient) =>
      arrays.every(({ u, numeric, allowed }, p) => Math.abs(dot([gradient[p]!], [u]) - numeric) <= allowed);
  },
};

/** One random direction in all parameters: `|a - n| <= 1e-5 + 1e-5 |n|`, differences with eps = 1/2048. */
const checkGrads: ImitatedRule = {
  name: "check_grads, one direction",
  perEntry: false,
  prepare: (subject, voice) => {
    const uniform = randomNumbers(2);
    const direction = pointOf(subject).map((xs) => xs.map(() => normalNumber(uniform)));
    const eps = 1 / 2048;
    const numeric =
      (ahead(subject, voice, direction, eps / 2) - ahead(subject, voice, direction, -eps / 2)) / eps;
    return (gradient) => Math.abs(dot(gradient, direction) - numeric) <= 1e-5 + 1e-5 * Math.abs(numeric);
  },
};

/** The 2-norm of the difference to forward differences, against a threshold that its examples suggest. */
const checkGrad: ImitatedRule = {
  name: "check_grad, 2-norm < 1e-6",
  perEntry: true,
  prepare: (subject, voice) => {
    const h = 2 ** -26;
    const numeric = pointOf(subject).map((xs, p) =>
      xs.map((x, i) => {
        const f = along(subject.parameters, voice, p, i);
        return (f(x + h) - f(x)) / (x + h - x);
      }),
    );
    return (gradient) =>
      Math.sqrt(
        numeric.reduce((sum, array, p) => array.reduce((s, n, i) => s + (gradient[p]![i]! - n) ** 2, sum), 0),
      ) < 1e-6;
  },
};

const complexSteps: ImitatedRule = {
  name: "complex step, 1e-12",
  perEntry: true,
  prepare: (subject, voice) => {
    const steps = pointOf(subject).map((xs, p) => xs.map((x, i) => complexStep(voice, p, i, x)));
    return (gradient) =>
      steps.every((array, p) => {
        const scale = Math.max(...array.map(Math.abs));
        return array.every((c, i) => Math.abs(gradient[p]![i]! - c) <= 1e-12 * scale);
      });
  },
};

export const imitatedRules: readonly ImitatedRule[] = [
  gradcheckSlow,
  gradcheckFast,
  checkGrads,
  checkGrad,
  complexSteps,
];
