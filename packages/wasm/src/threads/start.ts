// What is used of Node's threads and of a browser's: declared here, since neither belongs to the language's library.

interface Process {
  readonly getBuiltinModule?: (name: "node:worker_threads") => NodeThreads | undefined;
}

interface NodeThreads {
  readonly Worker: new (text: string, options: object) => NodeWorker;
}

interface NodeWorker {
  readonly unref: () => void;
  readonly on: (event: "error", listener: () => void) => void;
  readonly terminate: () => unknown;
}

interface Page {
  readonly crossOriginIsolated?: boolean;
  readonly Blob: new (parts: readonly string[]) => object;
  readonly URL: { readonly createObjectURL: (blob: object) => string };
  readonly Worker: new (url: string) => PageWorker;
}

interface PageWorker {
  onerror: ((event: { readonly preventDefault: () => void }) => void) | null;
  readonly postMessage: (message: object) => void;
  readonly terminate: () => void;
}

/** Starts a worker that calls the function of a text with a task, and gives what ends it; undefined where there are none. */
export type Start = (text: string, task: object) => (() => void) | undefined;

/**
 * Starts a worker in Node or in a page that is isolated from other origins; undefined where the host has no shared
 * memory, or forbids workers (a content security policy without `worker-src blob:`, Node's permission model).
 *
 * It never keeps a process running, and what goes wrong in it is nobody's error: its share is computed by others.
 */
export const startWorker: Start = (text, task) => {
  const host = globalThis as unknown as Page & { readonly process?: Process };
  try {
    const node = host.process?.getBuiltinModule?.("node:worker_threads");
    if (node !== undefined) return startInNode(node, text, task);
    return host.crossOriginIsolated === true ? startInPage(host, text, task) : undefined;
  } catch {
    return undefined;
  }
};

function startInNode({ Worker }: NodeThreads, text: string, workerData: object): () => void {
  const given = `process.getBuiltinModule("node:worker_threads").workerData`;
  const worker = new Worker(`(${text})(${given})`, { eval: true, execArgv: [], workerData });
  worker.unref();
  worker.on("error", () => {});
  return () => worker.terminate();
}

function startInPage({ Blob, URL, Worker }: Page, text: string, task: object): () => void {
  const worker = new Worker(URL.createObjectURL(new Blob([`onmessage = ({ data }) => (${text})(data)`])));
  worker.onerror = (event) => event.preventDefault();
  worker.postMessage(task);
  return () => worker.terminate();
}
