/**
 * Installs the packed packages in a project outside the workspace, with npm, and runs them under the user's own Node
 * (the one that started scripts/dev.mjs): every entry point, a gradient by each voice, and the command line.
 */
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const userNode = process.env.CHAINRULE_USER_NODE ?? process.execPath;
const project = mkdtempSync(join(tmpdir(), "chainrule-smoke-"));
const windows = process.platform === "win32";
const { NODE_OPTIONS, ...inherited } = process.env;
const env = { ...inherited, PATH: `${dirname(userNode)}${delimiter}${process.env.PATH}` };
const run = (command, ...args) =>
  execFileSync(command, args, {
    cwd: project,
    encoding: "utf8",
    env,
    shell: windows && command !== userNode,
  });

const folders = globSync("packages/*/package.json", { cwd: root }).map((path) => join(root, dirname(path)));
const manifests = folders.map((folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
const libraries = manifests.filter(({ exports }) => exports["."]).map(({ name }) => name);

const program = `
import assert from "node:assert/strict";
for (const name of ${JSON.stringify(libraries)}) {
  assert.match(import.meta.resolve(name), /node_modules.*dist/);
  assert.notEqual(Object.keys(await import(name)).length, 0, name + " exports nothing");
}
const { parse, differentiate, evaluate } = await import("@chainrule/expr");
const { grad, multiply } = await import("@chainrule/tape");
assert.equal(evaluate(differentiate(parse("x^3"), "x"), { x: 2 }), 12);
assert.equal(grad((x) => multiply(x, multiply(x, x)))(2), 12);
`;

try {
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  writeFileSync(join(project, "program.js"), program);
  run(
    "npm",
    "install",
    "--no-audit",
    "--no-fund",
    ...folders.map((folder) => join(folder, "pack", "package.tgz")),
  );
  run(userNode, "program.js");
  const help = run("npx", "--no", "--", "chainrule", "--help");
  if (!help.includes("chainrule")) throw new Error(`chainrule --help says:\n${help}`);
  console.log(`${folders.length} packed packages run under Node ${run(userNode, "--version").trim()}.`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
