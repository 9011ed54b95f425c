/** How long work may go on before others get a turn, in milliseconds. */
const SLICE = 30;

/** The part of the platform that is used; browsers, workers, Node, Deno and Bun have it. */
const platform = globalThis as unknown as {
  readonly performance: { now(): number };
  setTimeout(callback: () => void, milliseconds: number): unknown;
};

/**
 * A function to call between small pieces of work: it returns at once, but after every 30 ms a promise that
 * lets timers, pages and signals have their turn.
 */
export function breathe(): () => Promise<void> | undefined {
  let due = platform.performance.now() + SLICE;
  return () => {
    if (platform.performance.now() < due) return undefined;
    return new Promise((resolve) => {
      platform.setTimeout(() => {
        due = platform.performance.now() + SLICE;
        resolve();
      }, 0);
    });
  };
}
