/** What documents name is there: paths, links, packages, and in each package's README every file of its `src/`. */
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const find = (...patterns) =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).map((path) => path.replaceAll("\\", "/"));
const read = (path) => readFileSync(join(root, path), "utf8").replace(/^```.*?^```$/gms, "");

const documents = find(
  "*.md",
  "contributing/*.md",
  "docs/guide/*.md",
  "packages/*/README.md",
  "apps/*/README.md",
);
const top = readdirSync(root);

/** What commands write, and a fresh clone does not have. */
const written = new Set(["docs/site", "docs/site/", "coverage/", "artifacts/"]);

/** Paths from the root in a text, in backticks: `packages/tape/src/tape.ts`, `docs/guide/`, not `path/*`. */
function pathsIn(text) {
  const quoted = [...text.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)(?:: \w+)?`/g)].map(([, path]) => path);
  return quoted.filter((path) => path.includes("/") && top.includes(path.split("/")[0]));
}

const linksIn = (text) => [...text.matchAll(/\]\((?!\w+:)([^)#\s]+)/g)].map(([, link]) => link);

test.each(documents)("%s names what is there", (path) => {
  const text = read(path);
  const missing = pathsIn(text).filter(
    (named) =>
      !written.has(named) && !existsSync(join(root, named)) && !existsSync(join(root, dirname(path), named)),
  );
  const broken = linksIn(text).filter((link) => !existsSync(join(root, dirname(path), link)));
  expect([...missing, ...broken]).toEqual([]);
});

const isCode = (path) =>
  /\.ts$/.test(path) && !/\.(test|test-d|bench)\.ts$|(^|\/)(testing|index\.ts)/.test(path);

describe("each README is a reading order of its src", () => {
  test.each(find("packages/*", "apps/*"))("%s", (folder) => {
    const text = readFileSync(join(root, folder, "README.md"), "utf8");
    const files = readdirSync(join(root, folder, "src"), { recursive: true })
      .map((path) => String(path).replaceAll("\\", "/"))
      .filter(isCode);
    const isNamed = (file) => {
      const parts = file.split("/");
      const name = parts.pop();
      return text.includes(`${name}\``) || parts.some((part) => text.includes(`${part}/\``));
    };
    expect(files.filter((file) => !isNamed(file))).toEqual([]);
  });
});

test("changesets name published packages only: the tool refuses to release others", () => {
  const manifests = find("packages/*/package.json").map((path) => JSON.parse(read(path)));
  const published = new Set(manifests.map(({ name }) => name));
  const named = find(".changeset/*.md").flatMap((path) =>
    [...read(path).matchAll(/^["'](.+)["']: (?:patch|minor|major)$/gm)].map(([, name]) => `${path} ${name}`),
  );
  expect(named.filter((entry) => !published.has(entry.split(" ")[1]))).toEqual([]);
});
