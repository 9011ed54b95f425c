import { pick, type Random } from "./random.ts";

/**
 * A text and how it was put together: `form` has holes, which parts fill in brackets. A hole is written #1, #2, ..., or
 * with the letter of its kind, #v1, where that is another than the form's own. One that occurs twice is filled twice
 * with the same part.
 */
export interface Phrase {
  readonly kind: string;
  readonly form: string;
  readonly parts: readonly Phrase[];
}

/** Forms, how often they are taken, and what stands where nothing more is put in. */
export interface Kind {
  readonly leaves: readonly string[];
  readonly families: readonly Family[];
}

/** A list of forms, and how often one of it is taken. */
export interface Family {
  readonly weight: number;
  readonly forms: readonly string[];
}

/** Kinds of expressions by a letter. */
export type Grammar = Readonly<Record<string, Kind>>;

const hole = /#([a-z]?)(\d)/g;

/** The text of a phrase. */
export function textOf({ form, parts }: Phrase): string {
  const texts = parts.map(textOf);
  return form.replaceAll(hole, (_, __, k: string) => bracketed(texts[Number(k) - 1]!));
}

function bracketed(text: string): string {
  return /^[A-Za-z]+$/.test(text) ? text : `(${text})`;
}

/** The kinds of a form's holes, in their order. */
function holesOf(form: string, own: string): string[] {
  const kinds: string[] = [];
  for (const [, kind, k] of form.matchAll(hole)) kinds[Number(k) - 1] = kind || own;
  return kinds;
}

/** A random phrase of about the given size: a leaf has size 1, a form 1 more than its parts. */
export function generate(random: Random, grammar: Grammar, kind: string, size: number): Phrase {
  const { leaves, families } = grammar[kind]!;
  if (size <= 1) return { kind, form: pick(random, leaves), parts: [] };
  const form = pick(random, pickFamily(random, families).forms);
  const kinds = holesOf(form, kind);
  const sizes = split(random, size - 1, kinds.length);
  return { kind, form, parts: kinds.map((part, k) => generate(random, grammar, part, sizes[k]!)) };
}

function pickFamily(random: Random, families: readonly Family[]): Family {
  let left = random() * families.reduce((total, { weight }) => total + weight, 0);
  for (const family of families) {
    left -= family.weight;
    if (left < 0) return family;
  }
  return families[0]!;
}

/** Sizes that add up to about `total`, each at least 1. */
function split(random: Random, total: number, count: number): number[] {
  const weights = Array.from({ length: count }, () => random() + 0.05);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => Math.max(1, Math.round((weight / sum) * total)));
}

/** Phrases that are smaller by one step: a part in place of the whole, or a leaf in place of a part. */
function* smaller(phrase: Phrase, grammar: Grammar): Generator<Phrase> {
  const { kind, parts } = phrase;
  yield* parts.filter((part) => part.kind === kind);
  if (parts.length > 0) for (const form of new Set(grammar[kind]!.leaves)) yield { kind, form, parts: [] };
  for (const [k, part] of parts.entries()) {
    for (const less of smaller(part, grammar)) yield { ...phrase, parts: parts.with(k, less) };
  }
}

/** The smallest phrase found by single steps whose text still fails. */
export function shrink(phrase: Phrase, grammar: Grammar, fails: (text: string) => boolean): Phrase {
  const length = textOf(phrase).length;
  for (const less of smaller(phrase, grammar)) {
    if (textOf(less).length < length && fails(textOf(less))) return shrink(less, grammar, fails);
  }
  return phrase;
}
