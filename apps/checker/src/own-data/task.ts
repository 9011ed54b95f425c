import type { Table } from "@chainrule/files";
import { countOf, OwnDataError } from "./errors.ts";
import type { OwnData, OwnDataInput } from "./model.ts";
import { arraySamples, tableSamples } from "./samples.ts";
import { type Source, short, sourceOf } from "./source.ts";
import { pointUse, samplesUse } from "./uses.ts";

/** So many rows are shown, and so many columns of them. */
const shownRows = 4;
const shownColumns = 8;

/** What files hold, and the documents that they can become. @throws OwnDataError, and what `@chainrule/files` throws */
export async function readOwnData(input: OwnDataInput): Promise<OwnData> {
  const source = await sourceOf(input.files);
  return source.kind === "table" ? tableData(source, input) : arrayData(source, input);
}

function tableData(
  { name, table }: Extract<Source, { kind: "table" }>,
  { choice, document }: OwnDataInput,
): OwnData {
  const { header, rows, columns } = table;
  if (rows.length === 0)
    throw new OwnDataError(`${short(name)} has no rows below its header`, "add at least one");
  const target = targetOf(table, choice.target);
  const count = Math.min(countOf("The number of rows", choice.rows, 1_000_000), rows.length);
  return {
    summary: `${short(name)}: ${counted(rows.length, "row")}, ${counted(header.length, "column")}`,
    columns: columns.map(({ name: title, type }) => ({ name: title, type })),
    target,
    preview: [header, ...rows.slice(0, shownRows)].map((row) => row.slice(0, shownColumns)),
    totalRows: rows.length,
    samples: samplesUse(document, tableSamples(table, target, count)),
    point: pointUse(document, columns, rows.length, choice.row),
  };
}

function targetOf({ header }: Table, wanted: string | undefined): string {
  if (wanted === undefined) return header.at(-1)!;
  if (header.includes(wanted)) return wanted;
  throw new OwnDataError(
    `There is no column "${short(wanted)}"`,
    `choose one of ${header.slice(0, 12).join(", ")}`,
  );
}

function arrayData(
  { name, inputs, targets }: Extract<Source, { kind: "arrays" }>,
  { choice, document }: OwnDataInput,
): OwnData {
  const total = inputs.shape[0]!;
  const count = Math.min(countOf("The number of rows", choice.rows, 1_000_000), total);
  const none =
    targets === undefined ? "the classes are in a second IDX file: choose both together" : undefined;
  return {
    summary: `${short(name)}: ${counted(total, "sample")} of shape [${inputs.shape.slice(1).join(", ")}]`,
    columns: [],
    target: undefined,
    preview: [],
    totalRows: total,
    samples:
      none === undefined
        ? samplesUse(document, arraySamples(inputs, targets, count))
        : { possible: false, reason: none },
    point: { possible: false, reason: "an IDX file has no names of variables" },
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
