/** What `toTypeScript` writes is strict TypeScript: the compiler finds nothing in it. */
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { parse, symbol, toTypeScript } from "../packages/expr/src/index.ts";

const ts = createRequire(new URL("../docs/package.json", import.meta.url))("typescript"); // 6: it has a compiler to call

const shapes = { W: [2, 2], x: [2] };
const modules = [
  toTypeScript(parse("exp(-x^2/2) sin(3 y) / (1 + z^2)")),
  toTypeScript(parse("piecewise(x, x < y and y != 3, max(x, y))")),
  toTypeScript(parse("sum((W @ x)^2) + logSumExp(x) + norm(x)", { shapes })),
  toTypeScript(symbol("class"), { name: "if" }),
];

/** The libraries of the compiler, and the module given. */
function hostOf(source) {
  const options = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === "module.ts" ? ts.createSourceFile(path, source, ...rest) : getSourceFile(path, ...rest);
  return ts.createProgram(["module.ts"], options, host);
}

test.each(modules.map((source) => [source]))("%s", (source) => {
  const found = ts.getPreEmitDiagnostics(hostOf(source)).map(({ messageText }) => messageText);
  expect(found).toEqual([]);
});
