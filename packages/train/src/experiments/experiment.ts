import { random, type Tensor } from "@chainrule/tape";
import { breathe } from "../breathe.ts";
import { checkOptions, OptionError, TrainError } from "../errors.ts";
import { CancelledError, type CancelSignal } from "../fit.ts";

/** A published figure. */
export interface PublishedValue {
  /** What it is of; a row of the table has the same label. */
  readonly label: string;
  /** The figure itself, in the unit of the table. */
  readonly value: number;
  /** The standard deviation that was published with it. */
  readonly deviation?: number;
}

/** One row of a table: what was published, if anything, beside what was measured here. */
export interface ExperimentRow {
  /** What it is of. */
  readonly label: string;
  /** The published figure. */
  readonly published?: number;
  /** The standard deviation that was published with it. */
  readonly deviation?: number;
  /** The figure measured here: the mean where there is more than one run. */
  readonly measured: number;
  /** How many runs it is the mean of, where there is more than one. */
  readonly runs?: number;
  /** The standard deviation of one run, where there is more than one. */
  readonly spread?: number;
  /** Where the mean of endless runs lies, with a confidence of 95 %. */
  readonly interval?: readonly [low: number, high: number];
  /**
   * Whether the measured figure lies within one standard deviation of the published one: the published
   * deviation, and where there is none the spread here. Absent where nothing was published, or nothing spreads.
   */
  readonly within?: boolean;
}

/** What an experiment gives: plain data. */
export interface ExperimentTable {
  /** The headings: of the labels, and of the figures with their unit. */
  readonly columns: readonly [label: string, figure: string];
  /** The rows in reading order. */
  readonly rows: readonly ExperimentRow[];
  /** What has to be known to judge the figures, in sentences. */
  readonly notes: readonly string[];
}

/** Gives a file of `data/` by its name, as text or bytes; browsers fetch it, Node reads it. */
export type Loader = (name: string) => Promise<Uint8Array | string>;

/** What a run takes. */
export interface ExperimentOptions {
  /** Everything random follows from it. */
  readonly seed: number;
  /** A run of seconds on less data, shorter or fewer times: it shows the way, not the figures. */
  readonly quick?: boolean;
  /** How many times what is random is repeated; the experiment's own number unless given. */
  readonly runs?: number;
  /** Gives the files named in `data`. */
  readonly load?: Loader;
  /** Called with the share that is done, from 0 to 1, and what is going on. */
  readonly onProgress?: (fraction: number, note?: string) => void;
  /** Stops the run, such as an `AbortController`'s signal. */
  readonly signal?: CancelSignal;
}

/** An experiment whose published figures can be measured again. */
export interface Experiment {
  /** Its short name, such as `xor`. */
  readonly id: string;
  /** The item of the paper that it belongs to, such as `S25`. */
  readonly item: string;
  /** A heading. */
  readonly title: string;
  /** What is done, in a few sentences: the protocol. */
  readonly explanation: string;
  /** Who published the figures, and where. */
  readonly source: string;
  /** The published figures. */
  readonly published: readonly PublishedValue[];
  /** The files it loads. */
  readonly data: readonly string[];
  /** How long the whole run takes. */
  readonly cost: "seconds" | "minutes";
  /**
   * Runs it.
   *
   * @throws OptionError `train/option`, ExperimentCancelledError `train/cancelled`, and what `load` throws.
   */
  run(options: ExperimentOptions): Promise<ExperimentTable>;
}

/**
 * A run was cancelled (`train/cancelled`); an experiment that is half done has no figures.
 *
 * @example
 * ```ts
 * import { xor } from "@chainrule/train/experiments";
 * await xor.run({ seed: 0, quick: true, signal: { aborted: true } }); // throws train/cancelled
 * ```
 */
export class ExperimentCancelledError extends TrainError {
  /** The experiment's short name. */
  readonly experiment: string;

  constructor(experiment: string) {
    super("train/cancelled", `the experiment ${experiment} was cancelled; run it again for its figures.`);
    this.experiment = experiment;
  }
}

/** What an experiment is told while it runs. */
export interface Run {
  /** Randomness of the whole run. */
  readonly key: Tensor;
  /** The seed that the key was made of. */
  readonly seed: number;
  /** Whether seconds are enough. */
  readonly quick: boolean;
  /** How many times what is random is repeated, where the caller says so. */
  readonly runs: number | undefined;
  /** A file. */
  readonly load: Loader;
  /** To be passed on to `fit`. */
  readonly signal: CancelSignal;
  /** Tells the share done. */
  tell(fraction: number, note?: string): void;
  /** Lets others have their turn, if it is time. @throws ExperimentCancelledError */
  pause(): Promise<void>;
}

/** A run as the `index`-th of `count` equal parts: with a key of its own, and its share of the progress. */
export function part(run: Run, index: number, count: number): Run {
  const tell = (fraction: number, note?: string): void => run.tell((index + fraction) / count, note);
  return { ...run, key: random.foldIn(run.key, index), tell };
}

/** What an experiment is made of: everything but the handling of options. */
export interface Definition extends Omit<Experiment, "run"> {
  /** Measures. */
  measure(run: Run): Promise<ExperimentTable>;
}

/** The experiment of a definition: options are checked, progress is told, cancelling is heard. */
export function experiment({ measure, ...about }: Definition): Experiment {
  const run = async (options: ExperimentOptions): Promise<ExperimentTable> => {
    const context = contextOf(about.id, options);
    try {
      await context.pause();
      const table = await measure(context);
      context.tell(1);
      return table;
    } catch (error) {
      throw error instanceof CancelledError ? new ExperimentCancelledError(about.id) : error;
    }
  };
  return { ...about, run };
}

const NEVER: CancelSignal = { aborted: false };

function contextOf(id: string, options: ExperimentOptions): Run {
  const {
    seed,
    quick = false,
    runs,
    load = noLoader,
    onProgress,
    signal = NEVER,
  } = checkOptions(id, options, "give at least { seed: 0 }");
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new OptionError("seed", seed, "give an integer of at least 0");
  if (runs !== undefined && !(Number.isSafeInteger(runs) && runs >= 1))
    throw new OptionError("runs", runs, "give an integer of at least 1");
  const breath = breathe();
  const pause = async (): Promise<void> => {
    await breath();
    if (signal.aborted) throw new ExperimentCancelledError(id);
  };
  const tell = (fraction: number, note?: string): void => onProgress?.(fraction, note);
  return { key: random.key(seed), seed, quick, runs, load, signal, tell, pause };
}

const noLoader: Loader = async (name) => {
  throw new OptionError("load", undefined, `give a function that loads ${name} of @chainrule/train/data`);
};
