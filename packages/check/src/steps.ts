import { CheckError } from "./errors.ts";

/** Work in pieces: between them it yields how far it is, from 0 to 1; at the end it returns its result. */
export type Steps<Result> = Generator<number, Result, void>;

/** The part of an `AbortSignal` that is used. */
export interface Signal {
  /** Whether the work is no longer wanted. */
  readonly aborted: boolean;
}

/**
 * A check was cancelled by its signal (`check/cancelled`).
 *
 * @example
 * ```ts
 * import { crossCheck, formulaSubject } from "@chainrule/check";
 * crossCheck(formulaSubject("x^2", { x: 1 }), { signal: { aborted: true } }); // throws check/cancelled
 * ```
 */
export class CancelledError extends CheckError {
  override readonly name: string = "CancelledError";

  constructor() {
    super("check/cancelled", "The check was cancelled before it was done; run it again for a verdict.");
  }
}

/** Who wants to know how far work is, and who may stop it. */
interface Watched {
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: Signal;
}

function pass(fraction: number, { onProgress, signal }: Watched): void {
  if (signal?.aborted) throw new CancelledError();
  onProgress?.(fraction);
  if (signal?.aborted) throw new CancelledError();
}

/** Runs all pieces one after the other. */
export function runAtOnce<Result>(steps: Steps<Result>, watched: Watched): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    pass(value, watched);
  }
}

/** How long pieces run before others have a turn, in milliseconds. */
const slice = 30;

/** The part of the platform that is used; browsers, workers, Node, Deno and Bun have it. */
const platform = globalThis as unknown as {
  readonly performance: { now(): number };
  setTimeout(callback: () => void, milliseconds: number): unknown;
};

/** Runs the pieces, and lets messages, timers and pages have their turn after every 30 ms. */
export async function runInTurns<Result>(steps: Steps<Result>, watched: Watched): Promise<Result> {
  let due = platform.performance.now() + slice;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    pass(value, watched);
    if (platform.performance.now() < due) continue;
    await new Promise<void>((resolve) => {
      platform.setTimeout(resolve, 0);
    });
    due = platform.performance.now() + slice;
  }
}

/** Work number k of so many equal ones. */
export function* partOf<Result>(steps: Steps<Result>, k: number, count: number): Steps<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield (k + value) / count;
  }
}
