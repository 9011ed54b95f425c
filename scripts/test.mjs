/** `npm test`: every test of the repository, with coverage; `npm test -- packages/expr`: some of them, without. */
import { spawnSync } from "node:child_process";

const chosen = process.argv.slice(2);
const args = ["run", ...(chosen.length > 0 ? chosen : ["--coverage"])];
const { status } = spawnSync("vitest", args, { stdio: "inherit", shell: process.platform === "win32" });
process.exitCode = status ?? 1;
