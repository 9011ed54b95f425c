/**
 * The built checker page: served from a folder of its own, all that it asks for comes from there, and once it was loaded it
 * works without a network.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchOptions } from "./chromium.mjs";

const app = fileURLToPath(new URL("../apps/checker", import.meta.url));
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

let folder;
let server;
let browser;
let page;
let told;
const asked = [];
const answered = new Map();
const complaints = [];
const address = (fragment = "") =>
  `http://localhost:${server.address().port}/some/folder/index.html${fragment}`;

/** Answers with the built files, below a folder. */
async function answer({ url }, response) {
  const name = new URL(url, "http://localhost").pathname.replace(/^\/some\/folder\//, "");
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (bytes !== undefined) answered.set(name, bytes);
  const type = types[extname(name)] ?? "application/octet-stream";
  response.writeHead(bytes === undefined ? 404 : 200, { "content-type": type }).end(bytes);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checker-"));
  const { status, stdout, stderr } = spawnSync(
    "pnpm",
    ["run", "build", "--outDir", folder, "--emptyOutDir"],
    {
      cwd: app,
      encoding: "utf8",
      env: { ...process.env, NODE_ENV: "production" },
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) throw new Error(stderr); // as vite tells it
  told = stdout;
  server = createServer(answer);
  await new Promise((done) => server.listen(0, "localhost", done));
  browser = await chromium.launch(launchOptions());
  page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  page.on("request", (request) => asked.push(new URL(request.url())));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  if (folder) await rm(folder, { recursive: true });
});

const verdict = () => page.locator("check-result verdict-badge span").first().textContent();

test("what is loaded until the first verdict stands is what the build counts", async () => {
  const context = await browser.newContext({ serviceWorkers: "block" }); // it would load all that is left
  const first = await context.newPage();
  await first.goto(address(), { waitUntil: "networkidle" });
  await first.locator("check-result verdict-badge").first().waitFor();
  await first.waitForLoadState("networkidle");
  const counted = [...answered].filter(([name]) => /\.(?:html|js|css)$/.test(name));
  const bytes = counted.reduce((sum, [, file]) => sum + gzipSync(file).length, 0);
  expect(told).toContain(
    `first load: ${(bytes / 1000).toFixed(1)} kB gzipped of 200 kB, ${counted.length} files`,
  );
  await context.close();
});

test("all that the page asks for comes from its own folder, and nothing is complained of", async () => {
  await page.goto(address());
  await page.locator("check-result verdict-badge").first().waitFor();
  expect(await verdict()).toBe("agree");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  expect(asked.length).toBeGreaterThan(5);
  const elsewhere = asked.filter(({ href }) => !href.startsWith(address().replace("index.html", "")));
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

/** What comes of trying something in the page, outside the debugger's own evaluation, which no policy binds. */
const attempt = (name) =>
  page.evaluate(
    (what) =>
      new Promise((done) => {
        const attempts = {
          code: () => new Function("return 1")(),
          request: () => fetch("https://example.com/"),
          style: () => {
            document.body.setAttribute("style", "color: red");
            if (getComputedStyle(document.body).color !== "rgb(255, 0, 0)") throw new TypeError("no style");
          },
        };
        const tell = async () => {
          try {
            await attempts[what]();
            done("allowed");
          } catch (error) {
            done(error.name);
          }
        };
        setTimeout(tell);
      }),
    name,
  );

test.each([
  ["code", "EvalError"],
  ["request", "TypeError"],
  ["style", "TypeError"],
])("%s from elsewhere is forbidden", async (what, error) => {
  expect(await attempt(what)).toBe(error);
});

test("without a network a reload works, and so do screens that were never shown", async () => {
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await page.context().setOffline(true);
  await page.reload();
  await page.locator("check-result verdict-badge").first().waitFor();
  expect(await verdict()).toBe("agree");
  await page.evaluate(() => {
    location.hash = "#/surface?relief=yes";
  });
  await page.locator("surface-relief polygon").first().waitFor();
  await page.evaluate(() => {
    location.hash = "#/errata";
  });
  await page.getByRole("button", { name: "Check: E1", exact: true }).click();
  await page.getByText("the area is 1").first().waitFor();
});

test("every built file is kept", async () => {
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => url.split("/").at(-1));
  });
  const built = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = built.filter((entry) => entry.isFile() && entry.name !== "service-worker.js");
  expect(kept.sort()).toEqual(files.map(({ name }) => name).sort());
});
