/** The rules of the house as tests, so that one `vitest run` is everything: `npm test`. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const rules = {
  "types hold": "turbo run typecheck --continue --output-logs=errors-only",
  "the linter is content": "biome check --error-on-warnings",
  "no voice imports the other": "turbo boundaries",
  "nothing is dead": "knip --no-config-hints",
  "no module state is hidden": "node scripts/state.mjs",
  "files and functions are short": "node scripts/lines.mjs",
};

test.each(Object.entries(rules))("%s", { timeout: 300_000 }, (_, command) => {
  const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: "utf8" });
  expect(status, `$ ${command}\n${stdout}${stderr}`).toBe(0);
});
