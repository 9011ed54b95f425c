import { faultNames } from "../faults/names.ts";
import { shown } from "../given.ts";
import {
  DocumentError,
  listOf,
  member,
  objectOf,
  oneOf,
  plainObject,
  type Reader,
  readText,
  recordOf,
  wholeNumber,
} from "./reader.ts";
import type {
  CheckDocument,
  ClaimDocument,
  ClaimedGradient,
  ClaimPrecision,
  FormulaDocument,
  NamedArray,
  NestedNumbers,
  NetworkDocument,
  SampleDocument,
  SubjectDocument,
} from "./types.ts";
import { readNested } from "./values.ts";

/** The most axes and the longest axis of a declared shape. */
const [mostAxes, longestAxis] = [8, 1_000_000];

const shape = listOf(wholeNumber(0, longestAxis), mostAxes);

const formula = objectOf<FormulaDocument>(
  { kind: oneOf("formula"), text: readText, shapes: recordOf(shape) },
  ["kind", "text"],
);

const samples = objectOf<SampleDocument>({ inputs: readNested, targets: readNested }, ["inputs", "targets"]);

const network = objectOf<NetworkDocument>({ kind: oneOf("network"), text: readText, data: samples }, [
  "kind",
  "text",
]);

const namedArray = objectOf<NamedArray>({ name: readText, shape, values: readNested }, [
  "name",
  "shape",
  "values",
]);

const decimals = objectOf<{ readonly decimals: number }>({ decimals: wholeNumber(0, 30) }, ["decimals"]);

const claim = objectOf<ClaimDocument>(
  {
    kind: oneOf("claim"),
    of: byKind<FormulaDocument | NetworkDocument>({ formula, network }),
    gradient: readGradient,
    precision: readPrecision,
  },
  ["kind", "of", "gradient"],
);

const document = objectOf<CheckDocument>(
  {
    chainrule: oneOf(1),
    subject: byKind<SubjectDocument>({ formula, network, claim }),
    at: recordOf(readNested),
    seed: wholeNumber(0, 2 ** 32 - 1),
    wrt: listOf(readText, 10_000),
    order: oneOf(1, 2, 3),
    tolerance: readPositive,
    witnesses: listOf(oneOf("complex step", "finite difference", "dual numbers", "forward mode"), 10),
    fault: oneOf(...faultNames),
  },
  ["chainrule", "subject"],
);

/**
 * Reads a check document from a value of unknown origin, such as parsed JSON, a URL or a file.
 *
 * Every field is checked and copied; fields that nobody knows are refused. Sizes and depths are limited, so a hostile
 * document costs no more than reading it.
 *
 * @throws {@link DocumentError} with the path to the first place that is wrong
 * @example
 * ```ts
 * import { checkDocument, readDocument } from "@chainrule/check";
 * const text = '{ "chainrule": 1, "subject": { "kind": "formula", "text": "x^2" }, "at": { "x": 3 } }';
 * checkDocument(readDocument(JSON.parse(text))).verdict; // => "agree"
 * ```
 */
export function readDocument(value: unknown): CheckDocument {
  return readDocumentAt(value, "$");
}

/** The same for a document that is a part of something larger. */
export const readDocumentAt: Reader<CheckDocument> = document;

/** An object whose field `kind` says how it is read. */
function byKind<T extends { readonly kind: string }>(
  readers: {
    readonly [K in T["kind"]]: Reader<Extract<T, { readonly kind: K }>>;
  },
): Reader<T> {
  const kinds = Object.keys(readers) as T["kind"][];
  return (value, path) => {
    const given = plainObject(value, path);
    const kind = oneOf(...kinds)(Object.hasOwn(given, "kind") ? given["kind"] : undefined, `${path}.kind`);
    return readers[kind](value, path) as T;
  };
}

function readGradient(value: unknown, path: string): ClaimedGradient {
  if (!Array.isArray(value)) return recordOf(readClaimed)(value, path);
  const arrays = listOf(namedArray, 10_000)(value, path);
  const twice = arrays.findIndex(({ name }, i) => arrays.findIndex((other) => other.name === name) < i);
  if (twice < 0) return arrays;
  throw new DocumentError(
    member(`${path}[${twice}]`, "name"),
    `${shown(arrays[twice]!.name)} is given twice; name each array once.`,
  );
}

/** A formula or numbers. */
function readClaimed(value: unknown, path: string): string | NestedNumbers {
  return typeof value === "string" ? readText(value, path) : readNested(value, path);
}

function readPositive(value: unknown, path: string): number {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return value;
  throw new DocumentError(path, `${shown(value)} is no positive number; give one.`);
}

function readPrecision(value: unknown, path: string): ClaimPrecision {
  if (typeof value === "number") return wholeNumber(1, 17)(value, path);
  if (typeof value === "object") return decimals(value, path);
  return oneOf("float64", "float32", "float16", "bfloat16")(value, path);
}
