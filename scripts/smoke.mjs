/**
 * Installs the packed packages in a project outside the workspace, with npm, and uses them as anybody would, under the
 * user's own Node (the one that started scripts/dev.mjs): every entry point, a gradient by each voice, the types of all
 * declarations, and the command line.
 */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const userNode = process.env.CHAINRULE_USER_NODE ?? process.execPath;
const project = mkdtempSync(join(tmpdir(), "chainrule-smoke-"));
const windows = process.platform === "win32";
const { NODE_OPTIONS, ...inherited } = process.env;
const env = { ...inherited, PATH: `${dirname(userNode)}${delimiter}${process.env.PATH}` };
class SmokeError extends Error {}

/** What a command prints; its failure shows all of it. */
function run(command, ...args) {
  try {
    return execFileSync(command, args, {
      cwd: project,
      encoding: "utf8",
      stdio: "pipe",
      env,
      shell: windows && command !== userNode,
    });
  } catch (failure) {
    throw new SmokeError(`${command} ${args.join(" ")}\n${failure.stdout}${failure.stderr}`);
  }
}

function check(what, works, output) {
  if (!works) throw new SmokeError(`${what}:\n${output}`);
}

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
const { compile } = await import("@chainrule/expr/codegen");
assert.equal(evaluate(differentiate(parse("x^3"), "x"), { x: 2 }), 12);
assert.equal(compile(parse("x^3"), ["x"])([2]), 8);
assert.equal(grad((x) => multiply(x, multiply(x, x)))(2), 12);
`;

/** Every declaration is read, and one mistake is demanded to be seen. */
const types = `
${libraries.map((name, i) => `import * as package${i} from "${name}";`).join("\n")}
import { parse, type Expression } from "@chainrule/expr";
import { compile } from "@chainrule/expr/codegen";
import { grad, type Tensor } from "@chainrule/tape";
export const packages = [${libraries.map((_, i) => `package${i}`).join(", ")}];
export const e: Expression = parse("x");
export const compiled: number = compile(e, ["x"])([1]);
export const slope: number = grad((x: number) => x)(2);
// @ts-expect-error a gradient has the form of its argument
export const wrong: Tensor = grad((x: number) => x)(2);
`;
const strict = {
  module: "nodenext",
  target: "es2023",
  lib: ["es2023"],
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
};

try {
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  writeFileSync(join(project, "program.js"), program);
  writeFileSync(join(project, "types.ts"), types);
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions: strict, files: ["types.ts"] }),
  );
  run(
    "npm",
    "install",
    "--no-audit",
    "--no-fund",
    ...folders.map((folder) => join(folder, "pack", "package.tgz")),
  );
  run(userNode, "program.js");
  run(join(root, "node_modules/.bin/tsc"), "-p", ".");
  const chainrule = (...args) => run("npx", "--no", "--", "chainrule", ...args);
  const help = chainrule("--help");
  check("chainrule --help", help.includes("Exit codes"), help);
  const report = chainrule("check", "x^2 sin(x)", "--at", "x=2");
  check("chainrule check", report.startsWith("VERDICT  agree"), report);
  const item = chainrule("paper", "--only", "S14,E1");
  check("chainrule paper", /S14/.test(item) && /E1/.test(item), item);
  writeFileSync(join(project, "report.json"), chainrule("check", "x^2", "--at", "x=2", "--format", "json"));
  const verified = chainrule("verify", "report.json");
  check("chainrule verify", verified.startsWith("VERIFIED"), verified);
  const app = join(project, "node_modules/chainrule/dist/app/index.html");
  check("the app of chainrule serve", existsSync(app), app);
  console.log(`${folders.length} packed packages run under Node ${run(userNode, "--version").trim()}.`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
