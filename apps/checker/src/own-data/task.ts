import { countOf, OwnDataError } from "./errors.ts";
import type { OwnArrays, OwnData, OwnDataInput, OwnTable } from "./model.ts";
import { arraySamples, tableSamples } from "./samples.ts";
import { short } from "./source.ts";
import { pointUse, samplesUse } from "./uses.ts";

/** The documents that files can become. @throws OwnDataError */
export function useOwnData(input: OwnDataInput): OwnData {
  const { source } = input;
  return source.kind === "table" ? tableData(source, input) : arrayData(source, input);
}

function tableData(table: OwnTable, { choice, document }: OwnDataInput): OwnData {
  const { name, rows, columns, preview } = table;
  if (rows === 0) throw new OwnDataError(`${short(name)} has no rows below its header`, "add at least one");
  const target = targetOf(table, choice.target);
  const count = Math.min(countOf("The number of rows", choice.rows, 1_000_000), rows);
  return {
    summary: `${short(name)}: ${counted(rows, "row")}, ${counted(columns.length, "column")}`,
    columns: columns.map(({ name: title, type }) => ({ name: title, type })),
    target,
    preview,
    totalRows: rows,
    samples: samplesUse(document, tableSamples(table, target, count)),
    point: pointUse(document, columns, rows, choice.row),
  };
}

function targetOf({ columns }: OwnTable, wanted: string | undefined): string {
  const names = columns.map(({ name }) => name);
  if (wanted === undefined) return names.at(-1)!;
  if (names.includes(wanted)) return wanted;
  throw new OwnDataError(
    `There is no column "${short(wanted)}"`,
    `choose one of ${names.slice(0, 12).join(", ")}`,
  );
}

function arrayData(arrays: OwnArrays, { choice, document }: OwnDataInput): OwnData {
  const { name, samples, shape, labels } = arrays;
  const count = Math.min(countOf("The number of rows", choice.rows, 1_000_000), samples);
  const reason = "the classes are in a second IDX file: choose both together";
  return {
    summary: `${short(name)}: ${counted(samples, "sample")} of shape [${shape.join(", ")}]`,
    columns: [],
    target: undefined,
    preview: [],
    totalRows: samples,
    samples:
      labels === undefined ? { possible: false, reason } : samplesUse(document, arraySamples(arrays, count)),
    point: { possible: false, reason: "an IDX file has no names of variables" },
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
