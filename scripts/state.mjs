/**
 * Module state: every top-level `let`, and every empty top-level collection, which is there to be filled later.
 * Prints each, and exits 1 where ARCHITECTURE.md does not list it as `path: name`.
 */
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const ts = createRequire(new URL("../docs/package.json", import.meta.url))("typescript"); // 6: it has a parser to call
const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(`${root}/${path}`, "utf8");

const isEmptyCollection = (node) =>
  (ts.isNewExpression(node) &&
    /^(Weak)?(Map|Set)$/.test(node.expression.getText()) &&
    !node.arguments?.length) ||
  (ts.isArrayLiteralExpression(node) && node.elements.length === 0);

/** Whether a declared type lets the collection be changed; no declared type does. */
const isMutable = (type) => !type || /^(Weak)?(Map|Set)<|^Array<|^(?!readonly\b).*\[\]$/.test(type.getText());

function* stateOf(path) {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    const { flags, declarations } = statement.declarationList;
    for (const { name, type, initializer } of declarations) {
      const fills = initializer && isEmptyCollection(initializer) && isMutable(type);
      if (fills || !(flags & ts.NodeFlags.Const)) yield `${path.replaceAll("\\", "/")}: ${name.getText()}`;
    }
  }
}

const sources = globSync("packages/*/src/**/*.ts", { cwd: root }).filter(
  (path) => !/\.(test|bench)\.ts$/.test(path),
);
const state = sources.sort().flatMap((path) => [...stateOf(path)]);
const listed = read("ARCHITECTURE.md");
const unlisted = state.filter((entry) => !listed.includes(`\`${entry}\``));
for (const entry of state) console.log(`${unlisted.includes(entry) ? "not listed: " : ""}${entry}`);
process.exitCode = unlisted.length > 0 ? 1 : 0;
