/**
 * Runs what the documentation shows of the command line: in a `console` block, a line `$ npx chainrule ...` is a command,
 * and the lines below it are what it prints. A last line `...` stands for more. Measured errors and bounds may differ
 * from machine to machine, as the functions of `Math` do: of these only the place is compared.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = "node --conditions=@chainrule/source packages/cli/src/main.ts";
const pages = ["*.md", "contributing/*.md", "packages/*/README.md", "docs/guide/*.md"];

/** The commands of a page, each with what it is said to print. */
function sessionsOf(page) {
  const text = readFileSync(`${root}/${page}`, "utf8").replaceAll("\r\n", "\n");
  const blocks = [...text.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block]) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((session) => {
        const [command, ...printed] = session.trimEnd().split("\n");
        return { command, printed };
      }),
  );
}

/** A line without the figures that are measured, and without the widths that follow from them. */
const tidy = (line) =>
  line
    .replace(/[\d.]+(e[+-]\d+)? ulp/g, "# ulp")
    .replace(/(bound|within|above) [\d.]+(e[+-]\d+)?/g, "$1 #")
    .replace(/-?[\d.]+e-(2[89]|[3-9]\d)/g, "0") // roundings of double-double
    .replace(/ +/g, " ")
    .trimEnd();

const shown = pages
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((page) => [page.replaceAll("\\", "/"), sessionsOf(page)])
  .filter(([, sessions]) => sessions.length > 0);

test("the first page shows the command line at work", () => {
  expect(shown.map(([page]) => page)).toContain("README.md");
});

describe.each(shown)("%s", (_, sessions) => {
  test.each(sessions)("$command", { timeout: 60_000 }, ({ command, printed }) => {
    expect(command).toMatch(/^npx chainrule /);
    const { stdout, stderr } = spawnSync(command.replace("npx chainrule", program), {
      cwd: root,
      shell: true,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const claimed = printed.map(tidy);
    const lines = stdout.trimEnd().split(/\r?\n/).map(tidy);
    const isCut = claimed.at(-1) === "...";
    expect(isCut ? lines.slice(0, claimed.length - 1) : lines).toEqual(
      isCut ? claimed.slice(0, -1) : claimed,
    );
  });
});
