import { parse } from "csv-parse/browser/esm/sync";
import { checkLimit, checkOptions, checkText, FileLimitError, FilesError } from "./errors.ts";
import { parseNumber } from "./number.ts";

/**
 * A text that is no table, or a cell that is not what was asked for (`files/csv`).
 *
 * @example
 * ```ts
 * import { CsvError, parseCsv } from "@chainrule/files";
 * let line = 0;
 * try {
 *   parseCsv("a,b\n1,2\n3\n");
 * } catch (error) {
 *   if (error instanceof CsvError) line = error.line;
 * }
 * line; // => 3
 * ```
 */
export class CsvError extends FilesError {
  /** Line in the text, from 1. */
  readonly line: number;
  /** Field within the line, from 1; 0 where the whole line is meant. */
  readonly column: number;

  constructor(message: string, line: number, column: number, remedy: string) {
    const place = column === 0 ? `line ${line}` : `line ${line}, column ${column}`;
    super("files/csv", `${place}: ${message}; ${remedy}.`);
    this.line = line;
    this.column = column;
  }
}

/** How a table is written. */
export interface CsvOptions {
  /** What stands between fields; a comma unless given. */
  readonly delimiter?: string;
  /** Whether the first row names the columns; true unless given. Otherwise they are `c1`, `c2`, ... */
  readonly header?: boolean;
  /** The longest text accepted, 2^26 characters unless given: every cell costs at least one. */
  readonly maxCharacters?: number;
}

/** A column whose every cell is a number, or one with other text in it. */
export type Column =
  | { readonly name: string; readonly type: "number"; readonly values: Float64Array }
  | { readonly name: string; readonly type: "text"; readonly values: readonly string[] };

/** A table of text: what stands in the file, and its columns read as numbers where all their cells are. */
export interface Table {
  /** Names of the columns. */
  readonly header: readonly string[];
  /** Cells as they are written, without quotes. */
  readonly rows: readonly (readonly string[])[];
  /** The columns with their types, in the order of `header`. */
  readonly columns: readonly Column[];
  /** For each row the line in the text where it ends, from 1. */
  readonly lines: readonly number[];
}

/** The rows of a text, the header among them, and for each the line where it ends. */
interface Raw {
  readonly records: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

/**
 * Reads a table from comma-separated text: quotes as RFC 4180 has them, any line ending, a byte order mark
 * and blank lines skipped, every row as long as the first.
 *
 * A column is of type `number` when every cell of it is a decimal number, and `text` otherwise; an empty cell
 * is text.
 *
 * @throws CsvError `files/csv` with line and column: rows of different lengths, quotes left open or in the
 * middle of a field, two columns of one name, no rows at all, a delimiter that is none.
 * @throws FileLimitError `files/limit` above `maxCharacters`, before parsing.
 *
 * @example
 * ```ts
 * import { parseCsv } from "@chainrule/files";
 * const table = parseCsv("width,kind\n0.5,mine\n2e-1,rock\n");
 * table.header; // => ["width", "kind"]
 * table.columns.map((column) => column.type); // => ["number", "text"]
 * table.rows[1]; // => ["2e-1", "rock"]
 * ```
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  checkText("parseCsv", text);
  checkOptions("parseCsv", options);
  const { delimiter = ",", header: named = true, maxCharacters = 2 ** 26 } = options;
  checkLimit("parseCsv", maxCharacters);
  if (text.length > maxCharacters) throw new FileLimitError("characters", text.length, maxCharacters);
  const { records, lines } = split(text, delimiter);
  const first = records[0];
  if (first === undefined) throw new CsvError("the text has no rows", 1, 0, "give at least a header");
  const header = named ? checkHeader(first, lines[0]!) : first.map((_, index) => `c${index + 1}`);
  const skipped = named ? 1 : 0;
  const rows = records.slice(skipped);
  const columns = header.map((name, index) => readColumn(name, rows, index));
  return { header, rows, columns, lines: lines.slice(skipped) };
}

function split(text: string, delimiter: string): Raw {
  if (typeof delimiter !== "string" || delimiter.length !== 1 || '"\r\n'.includes(delimiter)) {
    throw new CsvError(
      `${show(delimiter)} is no delimiter`,
      1,
      0,
      "give one character, no quote and no line end",
    );
  }
  const lines: number[] = [];
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      on_record: (record: string[], context) => {
        lines.push(context.lines);
        return record;
      },
      record_delimiter: ["\r\n", "\n", "\r"],
      skip_empty_lines: true,
    }) as unknown as Raw["records"];
    return { records, lines };
  } catch (error) {
    throw explained(error as SplitError);
  }
}

/** What the parser tells: a code, the line it is at, and how many fields of that line were read. */
interface SplitError {
  readonly code?: string;
  readonly message: string;
  readonly lines?: number;
  readonly column?: number;
}

const REMEDIES: { readonly [code: string]: readonly [what: string, remedy: string] } = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: [
    "the row has another number of fields than the first",
    "add or remove fields, or quote the ones that contain the delimiter",
  ],
  CSV_QUOTE_NOT_CLOSED: ["a quoted field never ends", 'close it with "'],
  CSV_INVALID_CLOSING_QUOTE: ["text follows a closing quote", 'write a quote inside a quoted field as ""'],
  INVALID_OPENING_QUOTE: ["a quote stands inside an unquoted field", 'quote the field and write "" inside'],
};

function explained(error: SplitError): CsvError {
  const [what, remedy] = REMEDIES[error.code ?? ""] ?? [error.message, "check the delimiter and the quotes"];
  const whole = error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH";
  return new CsvError(what, error.lines ?? 1, whole ? 0 : (error.column ?? 0) + 1, remedy);
}

function checkHeader(record: readonly string[], line: number): readonly string[] {
  const seen = new Set<string>();
  for (const [index, name] of record.entries()) {
    if (seen.has(name)) {
      throw new CsvError(`two columns are named ${show(name)}`, line, index + 1, "give each its own name");
    }
    seen.add(name);
  }
  return record;
}

function readColumn(name: string, rows: Table["rows"], index: number): Column {
  const values = new Float64Array(rows.length);
  for (const [row, cells] of rows.entries()) {
    const value = parseNumber(cells[index] as string);
    if (value === undefined)
      return { name, type: "text", values: rows.map((cells) => cells[index] as string) };
    values[row] = value;
  }
  return { name, type: "number", values };
}

/** A cell for a message: quoted, and cut where it is long. */
export function show(text: unknown): string {
  if (typeof text !== "string") return `a value of type ${typeof text}`;
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
