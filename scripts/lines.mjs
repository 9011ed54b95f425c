/**
 * Lines per package, and the house limits: a file stops at 400 lines (tests 600), a function at 60 (kernels 80).
 * Prints a table; exits 1 and names each place over a limit.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const ts = createRequire(new URL("../docs/package.json", import.meta.url))("typescript"); // 6: it has a parser to call
const root = fileURLToPath(new URL("..", import.meta.url));
const limits = { source: 400, test: 600, function: 60, kernel: 80 };

const isCode = (path) =>
  /\.(ts|mjs)$/.test(path) && !/(^|\/)(node_modules|dist|fixtures|examples|site)\//.test(path);
const isTest = (path) => /\.(test|test-d|bench|fuzz)\.\w+$/.test(path);
const isKernel = (path) => path.includes("/kernels/");

function filesIn(folder) {
  const entries = readdirSync(`${root}/${folder}`, { recursive: true }).map((name) =>
    name.replaceAll("\\", "/"),
  );
  return entries.filter(isCode).map((name) => `${folder}/${name}`);
}

/** Every function of a source text as `{ name, line, length }`, lengths without the doc comment. */
function functionsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const found = [];
  const nodes = [source];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (ts.isFunctionLike(node) && node.body) {
      const line = lineOf(node.getStart());
      const name = (node.name ?? node.parent.name)?.getText() ?? "function";
      found.push({ name, line, length: lineOf(node.end) - line + 1 });
    }
    node.forEachChild((child) => void nodes.push(child));
  }
  return found;
}

function measure(path) {
  const text = readFileSync(`${root}/${path}`, "utf8");
  const functions = isTest(path) ? [] : functionsOf(path, text);
  return { path, test: isTest(path), lines: text.trimEnd().split("\n").length, functions };
}

function* excesses({ path, test, lines, functions }) {
  const most = test ? limits.test : limits.source;
  if (lines > most) yield `${path}: ${lines} lines, limit ${most}`;
  const longest = isKernel(path) ? limits.kernel : limits.function;
  for (const { name, line, length } of functions) {
    if (length > longest) yield `${path}:${line}: ${name} has ${length} lines, limit ${longest}`;
  }
}

const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);
const most = (numbers) => Math.max(0, ...numbers);

function summary(folder, files) {
  const sources = files.filter((file) => !file.test);
  const tests = files.filter((file) => file.test);
  return {
    folder,
    files: sources.length,
    lines: sum(sources.map((file) => file.lines)),
    "longest file": most(sources.map((file) => file.lines)),
    "longest function": most(sources.flatMap((file) => file.functions.map((f) => f.length))),
    "test lines": sum(tests.map((file) => file.lines)),
  };
}

function table(rows) {
  const heads = Object.keys(rows[0]);
  const widths = heads.map((head) => most([head.length, ...rows.map((row) => String(row[head]).length)]));
  const line = (cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : String(cell).padStart(widths[i]))).join("  ");
  return [line(heads), ...rows.map((row) => line(heads.map((head) => row[head])))].join("\n");
}

const folders = ["packages", "apps"].flatMap((parent) =>
  readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}`),
);
const measured = [...folders, "docs", "scripts", "testing"].map((folder) => [
  folder,
  filesIn(folder).map(measure),
]);
const total = summary(
  "total",
  measured.flatMap(([, files]) => files),
);
console.log(table([...measured.map(([folder, files]) => summary(folder, files)), total]));
const over = measured.flatMap(([, files]) => files.flatMap((file) => [...excesses(file)]));
if (over.length > 0) {
  console.error(`\nOver the limits:\n  ${over.join("\n  ")}`);
  process.exitCode = 1;
}
