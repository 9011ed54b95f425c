/**
 * `npm start`: the report of the paper's cross-check, then the checker page on localhost (not with `--no-serve`).
 * Other arguments go to `chainrule paper`. The exit code is the report's.
 */
import { spawn } from "node:child_process";

const given = process.argv.slice(2);
const rest = given.filter((argument) => argument !== "--no-serve");
const shell = process.platform === "win32";
const run = (command, args) =>
  new Promise((done) =>
    spawn(command, args, { stdio: "inherit", shell }).once("exit", (code) => done(code ?? 130)),
  );

process.on("SIGINT", () => {}); // the child gets it too, and its exit ends this

const report = await run("node", [
  "--conditions=@chainrule/source",
  "packages/cli/src/main.ts",
  "paper",
  ...rest,
]);
process.exitCode = report;
const wasReported = report < 2 || report === 3; // agree, disagree, inconclusive; not a usage error, a crash or ^C
if (wasReported && given.length === rest.length) await run("pnpm", ["--dir", "apps/checker", "run", "dev"]);
