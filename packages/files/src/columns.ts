import { adopt, type NDArray } from "@chainrule/array";
import { type Column, CsvError, show, type Table } from "./csv.ts";
import { ArgumentError } from "./errors.ts";
import { parseNumber } from "./number.ts";

/**
 * The column of that name.
 *
 * @throws CsvError `files/csv` when there is none; the message lists those that are there.
 *
 * @example
 * ```ts
 * import { column, parseCsv } from "@chainrule/files";
 * column(parseCsv("kind\nmine\nrock\n"), "kind").values; // => ["mine", "rock"]
 * ```
 */
export function column(table: Table, name: string): Column {
  checkTable("column", table);
  return table.columns[indexOf(table, name)] as Column;
}

/**
 * Columns of numbers side by side: names -> `[rows, names]`, `float64`.
 *
 * @throws CsvError `files/csv` at the first cell that is no number, or for a name that is not there.
 *
 * @example
 * ```ts
 * import { numbers, parseCsv } from "@chainrule/files";
 * const table = parseCsv("a,b,kind\n1,2,x\n3,4,y\n");
 * numbers(table, ["b", "a"]).toNested(); // => [[2, 1], [4, 3]]
 * ```
 */
export function numbers(table: Table, names: readonly string[]): NDArray {
  checkTable("numbers", table);
  if (!Array.isArray(names)) throw new ArgumentError("numbers", names, "give a list of the columns' names");
  const data = new Float64Array(table.rows.length * names.length);
  for (const [place, name] of names.entries()) {
    const values = numberValues(table, indexOf(table, name));
    for (const [row, value] of values.entries()) data[row * names.length + place] = value;
  }
  return adopt(data, [table.rows.length, names.length]);
}

function numberValues(table: Table, index: number): Float64Array {
  const { name, type, values } = table.columns[index] as Column;
  if (type === "number") return values;
  const row = values.findIndex((cell) => parseNumber(cell) === undefined);
  const cell = show(values[row] ?? "");
  const remedy = "mend the cell, or leave the column out of the numbers";
  throw new CsvError(
    `${cell} in ${show(name)} is no decimal number`,
    table.lines[row] ?? 1,
    index + 1,
    remedy,
  );
}

/** Throws unless this is a table. */
function checkTable(operation: string, table: Partial<Table> | null | undefined): void {
  const isColumn = (given: Partial<Column> | null | undefined): boolean =>
    given?.type === "number" ? ArrayBuffer.isView(given.values) : Array.isArray(given?.values);
  const hasLists = Array.isArray(table?.rows) && Array.isArray(table.columns) && Array.isArray(table.header);
  if (hasLists && Array.isArray(table.lines) && table.columns.every(isColumn)) return;
  throw new ArgumentError(operation, table, "give what parseCsv returns");
}

function indexOf(table: Table, name: string): number {
  const index = table.header.indexOf(name);
  if (index >= 0) return index;
  const shown = table.header.slice(0, 12).map(show).join(", ");
  const rest = table.header.length > 12 ? `, ... ${table.header.length} in all` : "";
  throw new CsvError(`no column ${show(name)}`, 1, 0, `use one of ${shown}${rest}`);
}
