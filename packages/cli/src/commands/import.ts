import { type CheckDocument, type ClaimPrecision, type Format, readDocument } from "@chainrule/check";
import { UsageError } from "../errors.ts";
import type { FailOptions } from "../exitCodes.ts";
import type { Io } from "../io.ts";
import { readJson } from "../json.ts";
import { reportOn } from "./check.ts";
import { isDocument, isFile } from "./document.ts";

/** The options of `chainrule import`. */
export interface ImportCommandOptions extends FailOptions {
  /** Of what the gradients are: a document, or a formula; for files that do not say it themselves. */
  readonly of?: string;
  readonly at?: NonNullable<CheckDocument["at"]>;
  readonly precision?: ClaimPrecision;
  readonly decimals?: number;
  readonly format: Format;
}

/** Grades gradients that another program wrote down; the exit code says what was found. */
export async function importCommand(path: string, options: ImportCommandOptions, io: Io): Promise<number> {
  const value = await readJson(path, io);
  const document = isDocument(value) ? withinDocument(value, options) : await around(value, options, io);
  const { subject } = document;
  if (subject.kind !== "claim") {
    throw new UsageError(
      `${path} holds no gradients, but a ${subject.kind}: use \`chainrule check ${path}\`.`,
    );
  }
  const precision = options.decimals === undefined ? options.precision : { decimals: options.decimals };
  const claim = precision === undefined ? subject : { ...subject, precision };
  return reportOn(readDocument({ ...document, subject: claim }), options, io, path);
}

function withinDocument(value: object, { of, at }: ImportCommandOptions): CheckDocument {
  if (of !== undefined)
    throw new UsageError("The file says itself what its gradients are of; leave --of out.");
  const document = readDocument(value);
  return at === undefined ? document : readDocument({ ...document, at: { ...document.at, ...at } });
}

/** Bare gradients, and what they are of. */
async function around(gradient: unknown, { of, at }: ImportCommandOptions, io: Io): Promise<CheckDocument> {
  if (of === undefined) {
    throw new UsageError(
      'The file holds gradients only. Say of what they are: --of net.json (a document) or --of "x^2 y" --at x=1,y=2. ' +
        'A document with subject.kind "claim" says it itself.',
    );
  }
  const document = isFile(of)
    ? readDocument(await readJson(of, io))
    : readDocument({ chainrule: 1, subject: { kind: "formula", text: of } });
  if (document.subject.kind === "claim")
    throw new UsageError(`${of} is a claim itself; give what is claimed of.`);
  const subject = { kind: "claim", of: document.subject, gradient };
  const point = { ...document.at, ...at };
  return readDocument({ ...document, subject, ...(Object.keys(point).length > 0 && { at: point }) });
}
