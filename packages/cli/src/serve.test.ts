import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appServer, serveCommand } from "./commands/serve.ts";

let folder = "";
let port = 0;
let close: () => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "chainrule-serve-"));
  const app = join(folder, "app");
  await mkdir(join(app, "assets"), { recursive: true });
  await writeFile(join(app, "index.html"), "<title>checker</title>");
  await writeFile(join(app, "assets", "main.js"), "export {};");
  await writeFile(join(folder, "secret.txt"), "secret");
  await symlink(join(folder, "secret.txt"), join(app, "link.txt"));
  const server = await appServer(app);
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  port = (server.address() as AddressInfo).port;
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request whose path is sent as it is: clients that tidy it up would hide what is tested. */
const get = (path: string, options: object = {}): Promise<Answer> =>
  new Promise((done, fail) => {
    const sent = request({ port, path, host: "localhost", ...options }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () => done({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on("error", fail).end();
  });

describe("the server of the app", () => {
  it("serves the page and what it loads, with types and a strict policy", async () => {
    const page = await get("/");
    expect([page.status, page.body]).toEqual([200, "<title>checker</title>"]);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    );
    expect(page.headers["content-security-policy"]).not.toContain("unsafe-inline");
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    const script = await get("/assets/main.js?v=1#x");
    expect([script.status, script.headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
    const head = await get("/", { method: "HEAD" });
    expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", "22"]);
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/%00",
    "/%",
    "/link.txt",
    "/assets",
    "/assets/",
    "/none.html",
    "//etc/passwd",
    "/..\\secret.txt",
  ])("does not leave its folder: %s", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret");
  });

  it("answers nobody but this machine, and reads only", async () => {
    expect((await get("/", { headers: { host: "attacker.example" } })).status).toBe(403);
    const posted = await get("/", { method: "POST" });
    expect([posted.status, posted.headers["allow"]]).toEqual([405, "GET, HEAD"]);
  });
});

describe("chainrule serve", () => {
  const io = (said: string[]) => ({
    out: (text: string) => void said.push(text),
    error: () => {},
    progress: () => {},
    readText: async () => "",
    readBytes: async () => new Uint8Array(),
    untilInterrupted: async () => {},
  });

  it("says where it is, and ends", async () => {
    const said: string[] = [];
    expect(await serveCommand({ port: 0 }, io(said), join(folder, "app"))).toBe(0);
    expect(said[0]).toMatch(/^The checker is at http:\/\/localhost:\d+\//);
  });

  it("says what to do where the port is taken or the app is not there", async () => {
    await expect(serveCommand({ port }, io([]), join(folder, "app"))).rejects.toThrow(
      "choose another with --port",
    );
    await expect(serveCommand({ port: 0 }, io([]), join(folder, "none"))).rejects.toThrow("build it");
  });
});
