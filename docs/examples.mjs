/**
 * The examples of the documentation as programs: every `ts` block after an `@example` in a package's sources, and
 * every `ts` block of the READMEs and guides. `writeExamples()` puts each in a file of its own under `examples/`,
 * with its lines where they stand in the original, so that any error points at the right line.
 *
 * A trailing comment is an assertion: `add(1, 2); // => 3`, `// => 0.333...`, `// throws expr/syntax`.
 * `examples.test.mjs` runs them; `node examples.mjs && tsc` checks their types.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = fileURLToPath(new URL("examples", import.meta.url));
const sources = ["packages/*/src/**/*.ts"];
const pages = ["*.md", "contributing/*.md", "packages/*/README.md", "docs/guide/*.md"];

const isCode = /^(ts|tsx|typescript|js|jsx|javascript|mjs)$/;

/** The fenced blocks of code in some lines, as `{ path, line, code }`; `line` is that of the first line of code. */
function blocksOf(path, lines, firstLine) {
  const blocks = [];
  let open;
  for (const [i, line] of lines.entries()) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (!fence) open?.code.push(line);
    else if (open) open = void blocks.push(open);
    else open = { language: fence[1], path, line: firstLine + i + 1, code: [] };
  }
  if (open) blocks.push({ ...open, language: "unclosed" });
  return blocks.filter(({ language }) => isCode.test(language) || language === "unclosed");
}

/** The blocks of every `@example` of a source text; an example without a fence is a block of its own. */
function examplesOf(path, text) {
  const comments = [...text.matchAll(/^[ \t]*\/\*\*.*?\*\//gms)];
  return comments.flatMap((comment) => {
    const firstLine = text.slice(0, comment.index).split("\n").length;
    const lines = comment[0].split("\n").map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, ""));
    const tags = [...lines.keys(), lines.length].filter((i) => i === lines.length || /^@\w/.test(lines[i]));
    return tags.flatMap((start, i) => {
      if (!lines[start]?.startsWith("@example")) return [];
      const example = lines.slice(start + 1, tags[i + 1]);
      const line = firstLine + start + 1;
      if (example.some((text) => text.includes("```"))) return blocksOf(path, example, line);
      return [{ language: "ts", path, line, code: example }];
    });
  });
}

/** The assertions of a block: the line of each, and what it says, continued on lines that hold only a comment. */
function assertionsOf(code) {
  const found = [];
  for (const [i, line] of code.entries()) {
    const start = /\/\/ (=>|throws) *(.*)$/.exec(line);
    if (!start) continue;
    const rest = code.slice(i + 1);
    const end = rest.findIndex((next) => !/^\s*\/\/ {2,}\S/.test(next));
    const more = rest.slice(0, end < 0 ? rest.length : end).map((next) => next.replace(/^\s*\/\/ */, ""));
    found.push({ line: i, throws: start[1] === "throws", text: [start[2], ...more].join(" ") });
  }
  return found;
}

/** The last statement of a source file that ends on a line. */
function statementEndingOn(source, line) {
  let last;
  const visit = (node) => {
    const ends = source.getLineAndCharacterOfPosition(node.end).line;
    if (ends === line && (ts.isExpressionStatement(node) || ts.isVariableStatement(node))) last = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return last;
}

function asserted(statement, assertion, where) {
  const says = JSON.stringify(assertion.text);
  if (ts.isVariableStatement(statement)) {
    const { name } = statement.declarationList.declarations.at(-1);
    return `${statement.getText()} shown(${name.getText()}, ${says}, "${where}");`;
  }
  const { expression } = statement;
  const printed = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
  const text = (printed ? expression.arguments[0] : expression).getText();
  if (!assertion.throws) return `shown((${text}), ${says}, "${where}");`;
  if (!text.includes("await ")) return `throws(() => (${text}), ${says}, "${where}");`;
  return `await throwsLater(async () => (${text}), ${says}, "${where}");`;
}

/** A block as a module whose assertion comments are calls. */
export function moduleOf({ language, path, line, code }) {
  if (language !== "ts")
    throw new SyntaxError(`${path}:${line}: a block of code is a closed block of ts, not ${language}`);
  const text = code.join("\n");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  let result = text;
  for (const assertion of assertionsOf(code).reverse()) {
    const where = `${path}:${line + assertion.line}`;
    const statement = statementEndingOn(source, assertion.line);
    if (!statement)
      throw new SyntaxError(`${where}: no statement ends on this line, so nothing can be asserted`);
    result =
      result.slice(0, statement.getStart()) +
      asserted(statement, assertion, where) +
      result.slice(statement.end);
  }
  return result;
}

/** The text of a block's file, line for line where it stands; a block with a mistake throws when it is run. */
function fileOf(block, helpers) {
  const imports = `import { shown, throws, throwsLater } from "${helpers}";`;
  try {
    return `${imports}${"\n".repeat(block.line - 1)}${moduleOf(block)}\nexport {};\n`;
  } catch (mistake) {
    return `throw new SyntaxError(${JSON.stringify(mistake.message)});\nexport {};\n`;
  }
}

/** Writes every example to `docs/examples`; gives each one's name (`path:line`) and file. */
export function writeExamples() {
  rmSync(folder, { recursive: true, force: true });
  const find = (patterns) => patterns.flatMap((pattern) => globSync(pattern, { cwd: root }).sort());
  const read = (path) => readFileSync(join(root, path), "utf8");
  const blocks = [
    ...find(sources).flatMap((path) => examplesOf(path, read(path))),
    ...find(pages).flatMap((path) => blocksOf(path, read(path).split("\n"), 1)),
  ];
  return blocks.map((block) => {
    const file = join(folder, `${block.path}.${block.line}.ts`);
    const helpers = relative(dirname(file), join(folder, "../shown.ts")).replaceAll("\\", "/");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fileOf(block, helpers));
    return { name: `${block.path}:${block.line}`, file };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeExamples();
