import { relative, sep } from "node:path";
import { type CheckDocument, type Fault, type Order, readDocument, type WitnessName } from "@chainrule/check";
import { datasetFromCsv } from "@chainrule/train";
import { UsageError } from "../errors.ts";
import { type Io, standardInput } from "../io.ts";
import { readJson, readText } from "../json.ts";

/** What to check, as the command line has it. */
export interface SubjectOptions {
  readonly at?: NonNullable<CheckDocument["at"]>;
  readonly shapes?: Readonly<Record<string, unknown>>;
  readonly wrt?: readonly string[];
  readonly network?: string;
  readonly data?: string;
  readonly target?: string;
  readonly batch?: number;
  readonly seed?: number;
  readonly order?: Order;
  readonly witnesses?: readonly WitnessName[];
  readonly plant?: Fault;
  readonly tolerance?: number;
}

/** Whether an argument names a document and not a formula. */
export function isFile(input: string): boolean {
  return input === standardInput || /\.json$/i.test(input);
}

/** A file as it is called in the sources: its path from the folder of the command, with slashes; what was piped has none. */
export function fromHere(path: string): string | undefined {
  return path === standardInput ? undefined : relative("", path).split(sep).join("/");
}

/** Whether JSON says that it is a document. */
export function isDocument(value: unknown): value is object {
  return typeof value === "object" && value !== null && "chainrule" in value;
}

function isReport(value: unknown): boolean {
  return typeof value === "object" && value !== null && "schema" in value;
}

/** The document that a command line describes: of a formula, of a network on data, or of a file with changes. */
export async function documentOf(
  input: string | undefined,
  options: SubjectOptions,
  io: Io,
): Promise<CheckDocument> {
  if ((input === undefined) === (options.network === undefined)) {
    throw new UsageError(
      'Give either a formula, as in `chainrule check "x^2" --at x=3`, a document, as in `chainrule check net.json`, ' +
        'or --network "...".',
    );
  }
  refuseStrangers(input, options);
  if (input !== undefined && isFile(input)) {
    const value = await readJson(input, io);
    if (isReport(value)) {
      throw new UsageError(`${input} is a report: use \`chainrule verify ${input}\`.`);
    }
    const document = readDocument(value);
    const at = options.at && { at: { ...document.at, ...options.at } };
    return readDocument({ ...document, ...fieldsOf(options), ...at });
  }
  const { shapes } = options;
  const formula = { kind: "formula", text: input, ...(shapes !== undefined && { shapes }) };
  const subject = input === undefined ? await networkOf(options, io) : formula;
  return readDocument({ chainrule: 1, subject, ...fieldsOf(options), ...(options.at && { at: options.at }) });
}

/** What the options say that a document has a field for. */
function fieldsOf({ wrt, seed, order, witnesses, plant, tolerance }: SubjectOptions): Partial<CheckDocument> {
  return {
    ...(wrt !== undefined && { wrt }),
    ...(seed !== undefined && { seed }),
    ...(order !== undefined && { order }),
    ...(witnesses !== undefined && { witnesses }),
    ...(plant !== undefined && { fault: plant.name }),
    ...(tolerance !== undefined && { tolerance }),
  };
}

/** An option that would be ignored is a misunderstanding. */
function refuseStrangers(input: string | undefined, options: SubjectOptions): void {
  if (options.shapes !== undefined && (input === undefined || isFile(input))) {
    throw new UsageError("--shapes goes with a formula only; leave it out.");
  }
  if (input === undefined) return;
  const stranger = (["data", "target", "batch"] as const).find((name) => options[name] !== undefined);
  if (stranger !== undefined) throw new UsageError(`--${stranger} goes with --network only; leave it out.`);
}

/** How many rows are used unless told otherwise, if there are as many. */
const defaultBatch = 16;

async function networkOf({ network, data: path, target, batch }: SubjectOptions, io: Io): Promise<object> {
  const text = network!;
  if (path === undefined && target === undefined && batch === undefined) return { kind: "network", text };
  if (path === undefined || target === undefined) {
    throw new UsageError(
      "Data need a column to predict: add --data file.csv --target column, or leave all of them out.",
    );
  }
  const { inputs, targets } = datasetFromCsv(await readText(path, io), { target });
  const samples = inputs.shape[0]!;
  const rows = batch ?? Math.min(defaultBatch, samples);
  if (rows < 1 || rows > samples) {
    throw new UsageError(`${rows} rows were asked for, but there are ${samples}; ask for 1 to ${samples}.`);
  }
  const first = (values: unknown): unknown => (values as readonly unknown[]).slice(0, rows);
  return {
    kind: "network",
    text,
    data: { inputs: first(inputs.toNested()), targets: first(targets.toNested()) },
  };
}
