import { gunzip, isGzip, readIdx } from "@chainrule/files";
import type { NDArray } from "@chainrule/tape";
import { OwnDataError } from "./errors.ts";
import type { OwnArrays, OwnFile, OwnSource } from "./model.ts";
import { tableOf } from "./table.ts";

/** Files are read up to this size, so that no page runs out of memory. */
const mostBytes = 64 * 1024 * 1024;

/** Arrays with more elements than this are not read. */
const mostElements = 2 ** 26;

/** Reads one CSV, or one or two IDX files. @throws {@link OwnDataError}, and what `@chainrule/files` throws */
export async function readOwnFiles(
  files: readonly OwnFile[],
  onProgress: (fraction: number) => void,
): Promise<OwnSource> {
  for (const { name, bytes } of files) {
    if (bytes.length > mostBytes) {
      throw new OwnDataError(`${short(name)} has ${bytes.length} bytes`, `at most ${mostBytes} are read`);
    }
    if (bytes.length === 0) throw new OwnDataError(`${short(name)} is empty`, "choose a CSV or IDX file");
  }
  const opened = await Promise.all(files.map(unpacked));
  const [first, second] = opened;
  if (first === undefined) throw new OwnDataError("There is no file", "choose a CSV or IDX file");
  if (opened.length > 2)
    throw new OwnDataError(`These are ${opened.length} files`, "choose one CSV, or two IDX files");
  if (opened.every(isIdx)) return await arraysOf(opened);
  if (second !== undefined) {
    throw new OwnDataError(
      "These are two files of different kinds, or two tables",
      "choose one CSV, or two IDX files",
    );
  }
  const text = textOf(first);
  return tableOf(first.name, text, delimiterOf(text), onProgress);
}

async function unpacked({ name, bytes }: OwnFile): Promise<OwnFile> {
  return isGzip(bytes)
    ? { name, bytes: (await gunzip(bytes, mostBytes)) as Uint8Array<ArrayBuffer> }
    : { name, bytes };
}

/** IDX begins with two zero bytes, which no text does. */
function isIdx({ bytes }: OwnFile): boolean {
  return bytes[0] === 0 && bytes[1] === 0;
}

/** Of two arrays, the one with fewer axes has the targets. */
async function arraysOf(files: readonly OwnFile[]): Promise<OwnArrays> {
  const arrays = await Promise.all(
    files.map(async ({ name, bytes }) => ({
      name,
      array: await readIdx(bytes, { maxElements: mostElements }),
    })),
  );
  const [inputs, targets] = arrays.sort((a, b) => b.array.rank - a.array.rank);
  if (inputs!.array.rank === 0 || inputs!.array.size === 0) {
    throw new OwnDataError(`${short(inputs!.name)} holds no samples`, "choose a file with at least one");
  }
  if (targets !== undefined && targets.array.shape[0] !== inputs!.array.shape[0]) {
    const counts = [inputs!, targets]
      .map(({ name, array }) => `${short(name)} has ${array.shape[0] ?? 0}`)
      .join(" and ");
    throw new OwnDataError(
      `The files hold different numbers of samples (${counts})`,
      "choose two that belong together",
    );
  }
  const name = arrays.map((each) => each.name).join(", ");
  return arraysIn(name, inputs!.array, targets?.array);
}

/** Bytes are shares of 255. */
function arraysIn(name: string, inputs: NDArray, targets: NDArray | undefined): OwnArrays {
  const [samples = 0, ...shape] = inputs.shape;
  return {
    kind: "arrays",
    name,
    samples,
    shape,
    inputs: inputs.toTypedArray(),
    scale: inputs.dtype === "uint8" ? 255 : 1,
    labels: targets?.toTypedArray(),
  };
}

function textOf({ name, bytes }: OwnFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new OwnDataError(`${short(name)} is neither IDX nor text in UTF-8`, "save it as CSV in UTF-8");
  }
}

/** The delimiter that the first line has most of. */
function delimiterOf(text: string): string {
  const [line = ""] = text.slice(0, 10_000).split(/[\r\n]/);
  const counted = [",", ";", "\t"].map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).mark;
}

/** A name of a file, short enough for a message. */
export function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
