import { CheckerError } from "../../errors.ts";
import type { OwnFile } from "../../own-data/model.ts";

/** A file of data, which comes beside the page's scripts, could not be read (`checker/data`). */
class DataNotFoundError extends CheckerError {
  override readonly name: string = "DataNotFoundError";

  constructor(name: string, problem: string) {
    super(
      "checker/data",
      `The data ${name} could not be read: ${problem}. Serve the whole folder of the page.`,
    );
  }
}

interface Address {
  readonly default: string;
}

/** Where the files lie, by name; an address is asked for when its file is. */
const addresses: Readonly<Record<string, () => Promise<Address>>> = {
  "breast_cancer.csv.gz": () => import("@chainrule/train/data/breast_cancer.csv.gz?url"),
  "digits8x8.csv.gz": () => import("@chainrule/train/data/digits8x8.csv.gz?url"),
  "iris.csv": () => import("@chainrule/train/data/iris.csv?url"),
  "letter.csv.gz": () => import("@chainrule/train/data/letter.csv.gz?url"),
  "satellite.csv.gz": () => import("@chainrule/train/data/satellite.csv.gz?url"),
  "servo.csv": () => import("@chainrule/train/data/servo.csv?url"),
  "sonar.csv": () => import("@chainrule/train/data/sonar.csv?url"),
  "wine.csv": () => import("@chainrule/train/data/wine.csv?url"),
};

/** Whether a file comes beside the page; others a reader has to have. */
export function isCarried(name: string): boolean {
  return Object.hasOwn(addresses, name);
}

/** Loads the data of an experiment: files that the reader gave, else those beside the page. */
export function loaderOf(given: readonly OwnFile[]): (name: string) => Promise<Uint8Array> {
  return async (name) => {
    const own = given.find((file) => file.name === name);
    return own === undefined ? await carried(name) : own.bytes;
  };
}

async function carried(name: string): Promise<Uint8Array> {
  if (!isCarried(name)) throw new DataNotFoundError(name, "this page does not carry it");
  const response = await fetch((await addresses[name]!()).default);
  if (!response.ok) throw new DataNotFoundError(name, `HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
