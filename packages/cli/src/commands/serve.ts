import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../errors.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Io } from "../io.ts";

/** The options of `chainrule serve`. */
export interface ServeCommandOptions {
  readonly port: number;
}

/** Where the app is, built, beside this program. */
const builtApp = fileURLToPath(new URL("../app", import.meta.url));

/** Serves the checker app on this machine until interrupted. */
export async function serveCommand(
  { port }: ServeCommandOptions,
  io: Io,
  root: string = builtApp,
): Promise<number> {
  const server = await appServer(root);
  const { port: open } = await listening(server, port);
  io.out(`The checker is at http://localhost:${open}/ (only on this machine; Ctrl+C ends it)`);
  await io.untilInterrupted();
  await new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  return exitCodes.agree;
}

function listening(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken; choose another with --port, or --port 0 for any that is free.`;
      fail(error.code === "EADDRINUSE" ? new UsageError(taken) : error);
    });
    server.listen(port, "localhost", () => done(server.address() as AddressInfo));
  });
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".gz": "application/gzip",
  ".woff2": "font/woff2",
};

/** As strict as the page's own policy, and no page may frame it. */
const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** A server of the files under one folder, and of nothing else. */
export async function appServer(root: string): Promise<Server> {
  const folder = await realpath(root).catch(() => {
    throw new UsageError(
      `The checker app is not in this package (${root}); build it with \`turbo run build\`.`,
    );
  });
  return createServer((request, response) => {
    answer(folder, request, response).catch(() => refuse(response, 500, "Internal error"));
  });
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocal(request.headers.host)) return refuse(response, 403, "Only localhost is served");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405, "Only GET and HEAD are answered");
  }
  const file = await fileOf(folder, request.url ?? "/");
  if (file === undefined) return refuse(response, 404, "There is no such file");
  response.writeHead(200, {
    ...headers,
    "Content-Type": contentTypes[extname(file.path)] ?? "application/octet-stream",
    "Content-Length": file.size,
    "Cache-Control": "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else
    createReadStream(file.path)
      .on("error", () => response.destroy())
      .pipe(response);
}

/** No page of another site may reach the app under a name of its own. */
function isLocal(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? "");
}

/** The file of a URL, if it lies in the folder: also after links are followed. */
async function fileOf(
  folder: string,
  url: string,
): Promise<{ readonly path: string; readonly size: number } | undefined> {
  const path = decoded(url.replace(/[?#].*$/s, ""));
  if (path === undefined || path.includes("\0")) return undefined;
  try {
    const real = await realpath(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    const found = real.startsWith(folder + sep) ? await stat(real) : undefined;
    return found?.isFile() === true ? { path: real, size: found.size } : undefined;
  } catch {
    return undefined;
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" })
    .end(`${message}.\n`);
}
