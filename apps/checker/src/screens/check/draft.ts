import type {
  CheckDocument,
  ClaimedGradient,
  ClaimPrecision,
  FormulaDocument,
  NetworkDocument,
} from "@chainrule/check";
import { CheckerError } from "../../errors.ts";
import { parsePoint, pointText } from "./point.ts";

export type Tab = "formula" | "network" | "claim";

/** The fields of the form as text, as people type them. */
export interface Draft {
  readonly tab: Tab;
  /** A formula or a network; of a claim what it is about. */
  readonly text: string;
  readonly point: string;
  readonly seed: string;
  /** Names, separated by commas; nothing stands for all. */
  readonly wrt: string;
  readonly order: string;
  readonly fault: string;
  /** Of a claim: `w = ...` a line, or JSON. */
  readonly claimed: string;
  readonly precision: string;
}

/** A field holds something that cannot be read (`checker/field`). */
class FieldError extends CheckerError {
  override readonly name: string = "FieldError";
  readonly field: keyof Draft;

  constructor(field: keyof Draft, message: string) {
    super(`checker/${field}`, message);
    this.field = field;
  }
}

/** The fields that show a document. */
export function draftOf({ subject, at, seed, wrt, order, fault }: CheckDocument): Draft {
  const of = subject.kind === "claim" ? subject.of : subject;
  return {
    tab: subject.kind,
    text: of.text,
    point: pointText(at ?? {}),
    seed: seed === undefined ? "" : String(seed),
    wrt: (wrt ?? []).join(", "),
    order: String(order ?? 1),
    fault: fault ?? "",
    claimed: subject.kind === "claim" ? claimText(subject.gradient) : "",
    precision: subject.kind === "claim" ? String(subject.precision ?? "float64") : "float64",
  };
}

function claimText(gradient: ClaimedGradient): string {
  const isLines =
    !Array.isArray(gradient) && Object.values(gradient).every((each) => typeof each === "string");
  if (!isLines) return JSON.stringify(gradient);
  return Object.entries(gradient)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n");
}

/**
 * The document that fields stand for. What they do not show, such as samples and shapes, is kept from the one before
 * while it is about the same text.
 *
 * @throws {@link FieldError}, PointSyntaxError
 */
export function documentOf(draft: Draft, before: CheckDocument): CheckDocument {
  const at = parsePoint(draft.point);
  const wrt = namesIn(draft.wrt);
  return {
    chainrule: 1,
    subject: subjectOf(draft, before),
    ...(Object.keys(at).length > 0 && { at }),
    ...(draft.seed.trim() !== "" && { seed: seedOf(draft.seed) }),
    ...(wrt.length > 0 && { wrt }),
    ...(draft.order !== "1" && { order: Number(draft.order) as 2 | 3 }),
    ...(before.witnesses !== undefined && { witnesses: before.witnesses }),
    ...(draft.fault !== "" && { fault: draft.fault }),
  };
}

function subjectOf(draft: Draft, { subject }: CheckDocument): CheckDocument["subject"] {
  const before = subject.kind === "claim" ? subject.of : subject;
  const isNetwork = draft.tab === "network" || (draft.tab === "claim" && draft.text.includes("->"));
  const fresh: FormulaDocument | NetworkDocument = {
    kind: isNetwork ? "network" : "formula",
    text: draft.text,
  };
  const of =
    before.kind === fresh.kind && before.text === fresh.text
      ? before
      : { ...carried(before, fresh), ...fresh };
  if (draft.tab !== "claim") return of as FormulaDocument;
  const precision = precisionOf(draft.precision);
  return {
    kind: "claim",
    of: of as FormulaDocument,
    gradient: gradientOf(draft.claimed),
    ...(precision !== "float64" && { precision }),
  };
}

/** Samples stay while only the loss of a network is changed: its layers decide whether they fit. */
function carried(
  before: FormulaDocument | NetworkDocument,
  { kind, text }: FormulaDocument | NetworkDocument,
): Partial<NetworkDocument> {
  const same = before.kind === "network" && kind === "network" && layersOf(before.text) === layersOf(text);
  return same && before.data !== undefined ? { data: before.data } : {};
}

function layersOf(text: string): string {
  return text.split(";")[0]!.replaceAll(/\s+/g, "");
}

function namesIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((name) => name !== "");
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw new FieldError("seed", `"${text.slice(0, 40)}" is no seed: give a whole number, such as 7.`);
}

function precisionOf(text: string): ClaimPrecision {
  return /^b?float/.test(text) ? (text as ClaimPrecision) : Number(text);
}

/** `w = (p - y) a` a line, or JSON: an object of numbers and formulas, or a list of named arrays. */
export function gradientOf(text: string): ClaimedGradient {
  const trimmed = text.trim();
  if (trimmed === "")
    throw new FieldError("claimed", "Nothing is claimed: write a line w = ... for each variable.");
  if (/^[{[]/.test(trimmed)) return jsonOf(trimmed);
  const lines = trimmed.split(/\n+/).map((line): [string, string] => {
    const [name = "", ...value] = line.split("=");
    if (value.length === 0 || name.trim() === "")
      throw new FieldError("claimed", `"${line.slice(0, 40)}" claims nothing: write w = ..., or JSON.`);
    return [name.trim(), value.join("=").trim()];
  });
  return Object.fromEntries(lines);
}

function jsonOf(text: string): ClaimedGradient {
  try {
    return JSON.parse(text) as ClaimedGradient; // judged with the document
  } catch {
    throw new FieldError("claimed", "This begins as JSON does, but is none: check its brackets and quotes.");
  }
}
