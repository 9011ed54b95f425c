import { FilesError, parseCsv, type Table } from "@chainrule/files";
import type { OwnColumn, OwnTable } from "./model.ts";

/** So many characters are read between two tellings of how far it is. */
const pieceLength = 2 ** 20;

/** Text is kept of so many rows: no document holds more. Numbers are kept of all. */
const keptRows = 20_000;

/** So many rows are shown, and so many columns of them. */
const [shownRows, shownColumns] = [4, 8];

/** What is kept of a piece: of each column its numbers, or nothing where one of its cells is none. */
interface Part {
  readonly header: readonly string[];
  readonly count: number;
  readonly first: readonly (readonly string[])[];
  readonly numbers: readonly (Float64Array | undefined)[];
}

/**
 * A table of text, piece by piece, so that a long one tells how far it is and takes little room.
 *
 * @throws what `parseCsv` throws
 */
export function tableOf(
  name: string,
  text: string,
  delimiter: string,
  onProgress: (fraction: number) => void,
): OwnTable {
  const parts = partsOf(text, delimiter, onProgress) ?? [partOf(parseCsv(text, { delimiter }), keptRows)];
  const { header } = parts[0]!;
  const first = parts.flatMap((part) => part.first);
  return {
    kind: "table",
    name,
    rows: parts.reduce((sum, { count }) => sum + count, 0),
    columns: header.map((title, at) => columnOf(title, at, parts, first)),
    preview: [header, ...first.slice(0, shownRows)].map((row) => row.slice(0, shownColumns)),
  };
}

/** The pieces as tables, the first with the names; nothing where one is wrong, as only the whole tells its line. */
function partsOf(
  text: string,
  delimiter: string,
  onProgress: (fraction: number) => void,
): readonly Part[] | undefined {
  const parts: Part[] = [];
  let [kept, done] = [0, 0];
  try {
    for (const piece of piecesOf(text)) {
      done += piece.length;
      if (/^[\r\n]*$/.test(piece)) continue;
      const part = partOf(parseCsv(piece, { delimiter, header: parts.length === 0 }), keptRows - kept);
      if (part.header.length !== (parts[0] ?? part).header.length) return undefined;
      parts.push(part);
      kept += part.first.length;
      onProgress(done / text.length);
    }
  } catch (error) {
    if (error instanceof FilesError) return undefined;
    throw error;
  }
  return parts.length === 0 ? undefined : parts;
}

function partOf({ header, rows, columns }: Table, wanted: number): Part {
  return {
    header,
    count: rows.length,
    first: rows.slice(0, wanted),
    numbers: columns.map(({ type, values }) => (type === "number" ? values : undefined)),
  };
}

/** Pieces that end where a row does: at a line's end outside quotes. */
function* piecesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + pieceLength);
    let quotes = quotesIn(text, from, to);
    while (to < text.length && (quotes % 2 === 1 || text[to - 1] !== "\n")) {
      const next = text.indexOf("\n", to);
      const end = next < 0 ? text.length : next + 1;
      quotes += quotesIn(text, to, end);
      to = end;
    }
    yield text.slice(from, to);
    from = to;
  }
}

function quotesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** A column is of numbers where it is that in every piece. */
function columnOf(name: string, at: number, parts: readonly Part[], first: Part["first"]): OwnColumn {
  const numbers = parts.flatMap((part) => part.numbers[at] ?? ([] as Float64Array[]));
  if (numbers.length < parts.length) return { name, type: "text", values: first.map((row) => row[at]!) };
  const values = new Float64Array(parts.reduce((sum, { count }) => sum + count, 0));
  let start = 0;
  for (const part of numbers) {
    values.set(part, start);
    start += part.length;
  }
  return { name, type: "number", values };
}
