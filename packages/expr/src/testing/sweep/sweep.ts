import { type Expression, kinksAt, parse } from "../../index.ts";
import * as check from "./complaints.ts";
import { scalarGrammar } from "./grammar.ts";
import { type Grammar, generate, type Phrase, shrink, textOf } from "./phrase.ts";
import { createRandom, type Random } from "./random.ts";
import { tensorGrammar } from "./tensorGrammar.ts";
import { tensorComplaints } from "./tensors.ts";
import { isDefined, type Point, type Truth, truthOf } from "./truth.ts";

/** What is swept, and how one text of it is checked; a text without complaints list is not smooth at any point tried. */
export interface Field {
  readonly grammar: Grammar;
  readonly complaintsOf: (text: string, seed: number) => readonly check.Complaint[] | undefined;
}

export const scalars: Field = { grammar: scalarGrammar, complaintsOf: scalarComplaints };
export const tensors: Field = { grammar: tensorGrammar, complaintsOf: tensorComplaints };

/** What a sweep found of one text. */
export interface Finding {
  readonly phrase: Phrase;
  readonly seed: number;
  readonly complaints: readonly check.Complaint[];
}

/** What came out of a sweep. */
export interface Outcome {
  /** How many expressions were checked. */
  readonly checked: number;
  /** How many had no point at which they are defined and smooth. */
  readonly nowhereSmooth: number;
  readonly findings: readonly Finding[];
}

/** Checks `count` random expressions; the same ones for the same seed. */
export function sweep({ grammar, complaintsOf }: Field, count: number, seed: number): Outcome {
  const findings: Finding[] = [];
  let checked = 0;
  let nowhereSmooth = 0;
  for (let own = seed * 1_000_003; checked < count; own++) {
    const random = createRandom(own);
    const phrase = generate(random, grammar, "s", 2 + Math.floor(random() * 14));
    const complaints = complaintsOf(textOf(phrase), own);
    if (complaints === undefined) nowhereSmooth++;
    else checked++;
    if (complaints?.length) findings.push({ phrase, seed: own, complaints });
  }
  return { checked, nowhereSmooth, findings };
}

/** The smallest text that still has the finding's first complaint, and that complaint. */
export function smallest({ grammar, complaintsOf }: Field, { phrase, seed, complaints }: Finding): string {
  const { property, found } = complaints[0]!;
  const same = (text: string) =>
    complaintsOf(text, seed)?.find(
      (one) =>
        one.property === property && (property !== "throws" || one.found.slice(0, 30) === found.slice(0, 30)),
    );
  const text = textOf(shrink(phrase, grammar, (less) => same(less) !== undefined));
  return `${text}\n    ${property}: ${same(text)?.found ?? found}`;
}

/** What is wrong with one expression of x and y; undefined if it is smooth at none of the points tried. */
function scalarComplaints(text: string, seed: number): check.Complaint[] | undefined {
  try {
    const e = parse(text);
    const place = smoothPlace(e, createRandom(seed + 0x5eed));
    return place && [...complaintsAt(e, place.point, place.truth, seed % 3 === 0 ? 2 : 1)];
  } catch (error) {
    return [{ property: "throws", found: error instanceof Error ? `${error.stack}`.slice(0, 600) : "?" }];
  }
}

function* complaintsAt(e: Expression, point: Point, truth: Truth, order: 1 | 2): Generator<check.Complaint> {
  const subject = check.subjectOf(e, "x", order);
  yield* check.wrongDerivatives(subject, "x", point, truth);
  yield* check.wrongValues(subject, point, truth);
  yield* check.inaccurate(subject, "x", point, truth);
  yield* check.badSimplification("the expression", e, subject.simplified);
  yield* check.badSimplification("the derivative", subject.derivative, subject.simplifiedDerivative);
  yield* check.badSecond(subject);
  yield* check.changedAtEdges(e, subject.simplified);
  yield* check.changedAtEdges(subject.derivative, subject.simplifiedDerivative);
  yield* check.wider(e, subject.simplified, commonPoints);
  yield* check.wider(subject.derivative, subject.simplifiedDerivative, commonPoints);
  for (const one of [e, subject.simplified, subject.derivative, subject.simplifiedDerivative])
    yield* check.badRoundTrip(one, point);
}

/** A point where the expression is finite and smooth. */
function smoothPlace(e: Expression, random: Random): { point: Point; truth: Truth } | undefined {
  for (let attempt = 0; attempt < 12; attempt++) {
    const point = { x: coordinate(random, attempt), y: coordinate(random, attempt) };
    if (!isDefined(e, point) || kinksAt(e, point).length > 0) continue;
    const truth = truthOf(e, point, { x: 1 });
    if (truth !== undefined) return { point, truth };
  }
  return undefined;
}

/** Near 1 at first, then everywhere from -3 to 3; a double with few digits. */
function coordinate(random: Random, attempt: number): number {
  const wide = attempt % 2 === 1;
  return Math.round((wide ? 6 * random() - 3 : 0.2 + 1.5 * random()) * 2 ** 20) / 2 ** 20;
}

/** Points that are no edges of anything. */
const commonPoints: readonly Point[] = [
  { x: 0.71875, y: 1.40625 },
  { x: -0.8125, y: 0.40625 },
  { x: 1.59375, y: -2.28125 },
  { x: -1.46875, y: -0.65625 },
];
