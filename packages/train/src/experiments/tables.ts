import { gunzip, isGzip, parseCsv, type Table } from "@chainrule/files";
import { divide, maximum, mean, type NDArray, random, std, subtract, type Tensor } from "@chainrule/tape";
import { range } from "../batches.ts";
import { type Dataset, rowCount, selectRows } from "../dataset.ts";
import type { Run } from "./experiment.ts";

/** The part of the platform that is used; browsers, workers, Node, Deno and Bun have it. */
const platform = globalThis as unknown as {
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string };
};

/** A table of `data/`, whether it comes as text, as bytes, or as gzip. */
export async function loadTable({ load }: Run, name: string): Promise<Table> {
  const file = await load(name);
  if (typeof file === "string") return parseCsv(file);
  return parseCsv(new platform.TextDecoder().decode(isGzip(file) ? await gunzip(file) : file));
}

/** What is learnt from, and what tests it. */
export interface Split {
  /** What is learnt from. */
  readonly train: Dataset;
  /** What tests it. */
  readonly test: Dataset;
}

/** The first rows to learn from, the others to test, as some data sets are published. */
export function splitAt(data: Dataset, count: number): Split {
  const rows = range(rowCount(data));
  return { train: selectRows(data, rows.slice(0, count)), test: selectRows(data, rows.slice(count)) };
}

/** The rows in an order drawn by `key`, cut in two. */
export function shuffledSplit(data: Dataset, share: number, key: Tensor): Split {
  const order = [...random.permutation(key, rowCount(data)).toTypedArray()];
  return splitAt(selectRows(data, order), Math.round(share * order.length));
}

/** Every input less its mean and over its standard deviation in the training rows; constant ones become 0. */
export function standardized({ train, test }: Split): Split {
  const center = mean(train.inputs, { axis: 0 });
  const width = maximum(std(train.inputs, { axis: 0 }), 1e-9);
  const scale = (data: Dataset): Dataset => ({
    ...data,
    inputs: divide(subtract(data.inputs, center), width) as NDArray,
  });
  return { train: scale(train), test: scale(test) };
}
