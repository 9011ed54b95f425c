/** Plants forbidden imports in a copy of the workspace: `turbo boundaries` must refuse each, and only then. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "chainrule-boundaries-"));
const skipped = /[\\/](node_modules|dist|coverage|pack|site|fixtures|artifacts|\.turbo|\.git)$/;
for (const name of [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "turbo.json",
  "packages",
  "apps",
  "docs",
  "testing",
])
  cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !skipped.test(path) });
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function boundaries() {
  const { status, stdout, stderr } = spawnSync("turbo", ["boundaries", "--no-color"], {
    cwd: copy,
    encoding: "utf8",
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  });
  return { status, output: stdout + stderr };
}

/** Runs `use` while `path` holds `text`, then puts back what was there. */
function planted(path, text, use) {
  const file = join(copy, path);
  const before = readdirSync(join(file, "..")).includes(path.split("/").pop())
    ? readFileSync(file)
    : undefined;
  writeFileSync(file, text);
  const result = use();
  if (before) writeFileSync(file, before);
  else rmSync(file);
  return result;
}

function withDependency(folder, name) {
  const manifest = JSON.parse(readFileSync(join(copy, folder, "package.json"), "utf8"));
  return JSON.stringify({
    ...manifest,
    devDependencies: { ...manifest.devDependencies, [name]: "workspace:*" },
  });
}

const numeric = ["wasm", "array", "files", "tape", "nn", "losses", "optim", "train"];
const forbidden = [...numeric.map((name) => ["expr", name]), ...numeric.map((name) => [name, "expr"])];

test("the arrows are those of ARCHITECTURE.md", () => {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const rows = [...text.matchAll(/^\| (`[^|]+) \| (nothing|`[^|]+) \|/gm)];
  for (const [, packages, imported] of rows) {
    const allowed = [...imported.matchAll(/`(\w+)`/g)].map(([, name]) => `@chainrule/${name}`);
    for (const [, name] of packages.matchAll(/`([\w/]+)`/g)) {
      const folder = name.includes("/") ? name : `packages/${name}`;
      const { dependencies, devDependencies } = JSON.parse(
        readFileSync(join(root, folder, "package.json"), "utf8"),
      );
      const { "@chainrule/testing": _, ...forTests } = devDependencies;
      const declared = Object.keys({ ...dependencies, ...forTests });
      expect(declared.filter((each) => each.startsWith("@chainrule/")).sort(), name).toEqual(allowed.sort());
    }
  }
  expect(rows.length).toBeGreaterThan(8);
});

test("the workspace as it stands is allowed", () => {
  expect(boundaries()).toMatchObject({ status: 0 });
});

test.each(forbidden)("%s must not import %s, even in a test", (from, to) => {
  const text = `import { x } from "@chainrule/${to}";\nexport const y = x;\n`;
  const { status, output } = planted(`packages/${from}/src/planted.test.ts`, text, boundaries);
  expect(status).toBe(1);
  expect(output).toContain(`cannot import package \`@chainrule/${to}\``);
});

test.each(forbidden)("%s must not import %s, even as a declared dependency", (from, to) => {
  const manifest = withDependency(`packages/${from}`, `@chainrule/${to}`);
  const { status, output } = planted(`packages/${from}/package.json`, manifest, boundaries);
  expect(status).toBe(1);
  expect(output).toContain("denylist");
});

test("a path into another package is refused as well", () => {
  const text = `export * from "../../tape/src/index.ts";\n`;
  const { status, output } = planted("packages/expr/src/planted.ts", text, boundaries);
  expect(status).toBe(1);
  expect(output).toContain("leaves the package");
});
