// The reading order: errors, tables of text, arrays of bytes.
export { ArgumentError, CorruptFileError, FileLimitError, type FileQuantity, FilesError } from "./errors.ts";
export { type Column, CsvError, type CsvOptions, parseCsv, type Table } from "./csv.ts";
export { column, numbers } from "./columns.ts";
export { parseNumber } from "./number.ts";
export { type IdxOptions, parseIdx, readIdx } from "./idx.ts";
export { gunzip, isGzip } from "./gzip.ts";
