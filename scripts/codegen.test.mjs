/** expr where code must not be generated from strings, as under a content security policy. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const expr = fileURLToPath(new URL("../packages/expr", import.meta.url));

const program = `
  const { parse } = await import("@chainrule/expr");
  for (const entry of ["@chainrule/expr", "@chainrule/expr/codegen"]) {
    const f = (await import(entry)).compile(parse("exp(x)*y"), ["x", "y"]);
    console.log(f.engine, f([0, 3]), f.columns([Float64Array.of(0), Float64Array.of(4)]).join());
  }`;

function run(...flags) {
  const options = ["--conditions=@chainrule/source", "--input-type=module", ...flags, "--eval", program];
  return execFileSync(process.execPath, options, { cwd: expr, encoding: "utf8" });
}

test("the interpreter needs no code from strings, and the generator does without", () => {
  expect(run("--disallow-code-generation-from-strings")).toBe("interpreter 3 4\ninterpreter 3 4\n");
  expect(run()).toBe("interpreter 3 4\ngenerated 3 4\n");
});
