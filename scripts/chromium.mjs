/**
 * Finds the Chromium that browser tests run in: `node scripts/chromium.mjs` prints how playwright has to launch it.
 *
 * In this order: the environment's CHAINRULE_CHROMIUM (a path, or `npm`), playwright's own download, an installed
 * Chrome, Chromium or Edge, and on Linux x64 the build that comes as an npm package.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const self = fileURLToPath(import.meta.url);

const installed = {
  linux: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"].map(
    (name) => `/usr/bin/${name}`,
  ),
  darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((base) =>
    ["Google\\Chrome", "Chromium", "Microsoft\\Edge"].map((name) =>
      join(
        process.env[base] ?? "C:\\",
        name,
        "Application",
        name.includes("Edge") ? "msedge.exe" : "chrome.exe",
      ),
    ),
  ),
};

const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

class ChromiumNotFound extends Error {
  name = "ChromiumNotFound";
  code = "chromium/not-found";
}

const fontsIn = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}</cachedir></fontconfig>
`;

/** Unpacks the npm build into `node_modules/.cache`, once, whole or not at all. */
async function unpacked() {
  const cache = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));
  const folder = join(cache, "chromium");
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(`${folder}-`);
    process.env.TMPDIR = partial; // where the package unpacks to
    process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x"; // makes it unpack the libraries (NSS) as well
    const { default: chromium } = await import("@sparticuz/chromium");
    await chromium.executablePath();
    await writeFile(join(partial, "fonts/fonts.conf"), fontsIn(join(folder, "fonts")));
    await rename(partial, folder).catch(() => rm(partial, { recursive: true })); // another run was faster
  }
  const environment = { FONTCONFIG_PATH: join(folder, "fonts"), LD_LIBRARY_PATH: join(folder, "al2023/lib") };
  return { executablePath: join(folder, "chromium"), args: ["--no-sandbox"], env: environment };
}

async function found() {
  const chosen = process.env.CHAINRULE_CHROMIUM;
  const onlyNpm = chosen === "npm";
  const { chromium } = await import("playwright");
  const places = chosen ? [chosen] : [chromium.executablePath(), ...(installed[process.platform] ?? [])];
  const executablePath = onlyNpm ? undefined : places.find((path) => existsSync(path));
  if (executablePath)
    return { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [], env: {} };
  if (process.platform === "linux" && process.arch === "x64" && (onlyNpm || !chosen)) return unpacked();
  throw new ChromiumNotFound(
    chosen
      ? `CHAINRULE_CHROMIUM is ${chosen}, and there is no such program. Set it to a Chromium's path, or unset it.`
      : "The browser tests need a Chromium and none was found. Run `npx playwright install chromium`, " +
          "or set CHAINRULE_CHROMIUM to the path of an installed Chrome, Chromium or Edge.",
  );
}

/** The found Chromium as playwright's launch options; only here is it looked for, and unpacked if need be. */
export function launchOptions() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [self], { encoding: "utf8" });
  if (status !== 0) throw new ChromiumNotFound(stderr);
  const { executablePath, args, env } = JSON.parse(stdout);
  return { executablePath, args: [...args, ...quiet], env: { ...process.env, ...env } };
}

if (process.argv[1] === self) {
  const options = await found().catch((error) => error);
  if (options instanceof Error) console.error(options.message);
  else console.log(JSON.stringify(options, null, 2));
  process.exitCode = options instanceof Error ? 1 : 0;
}
