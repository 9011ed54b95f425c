import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Constants at the top of a file that are made by a function of another file, without a mark that it does nothing else. */
function unmarkedIn(path) {
  const text = readFileSync(`${root}/${path}`, "utf8");
  const imported = new Set(
    [...text.matchAll(/^import \{([^}]*)\} from/gm)].flatMap(([, names]) => names.match(/\w+/g) ?? []),
  );
  const made = [...text.matchAll(/^(?:export )?const (\w+)(?:: [^=\n]+)? =\s+(\w+)(?:<[^(\n]*>)?\(/gm)];
  return made.filter(([, , maker]) => imported.has(maker)).map(([, name]) => `${path}: ${name}`);
}

// Some bundlers see what a function does only within its file: without /* @__PURE__ */ they keep all rows of a file, and the special
// functions of these.
test("a bundle leaves out the rows that nobody uses, whatever makes it", () => {
  const sources = globSync("packages/tape/src/**/*.ts", { cwd: root }).filter(
    (path) => !/\.test(-d)?\.|[\\/]testing[\\/]/.test(path),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.flatMap(unmarkedIn)).toEqual([]);
});
