import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type InlineConfig, type Rolldown } from "vite";
import { peerPath } from "../peers/install.ts";
import { atMost, type Row } from "../report/row.ts";

/** What a page that differentiates one text has to load. */
const ours =
  'import { differentiate, parse } from "@chainrule/expr"; globalThis.d = differentiate(parse("x^2"), "x");';

/** The same with other libraries. */
const others: Readonly<Record<string, string>> = {
  mathjs:
    'import { create, derivativeDependencies, parseDependencies, simplifyDependencies } from "mathjs"; globalThis.d = create({ derivativeDependencies, parseDependencies, simplifyDependencies }).derivative("x^2", "x");',
  algebrite: 'import algebrite from "algebrite"; globalThis.d = algebrite.run("d(x^2, x)");',
  nerdamer:
    'import nerdamer from "nerdamer/nerdamer.core.js"; import "nerdamer/Algebra.js"; import "nerdamer/Calculus.js"; globalThis.d = nerdamer.diff("x^2", "x");',
  "compute-engine":
    'import { ComputeEngine } from "@cortex-js/compute-engine"; globalThis.d = new ComputeEngine().box(["D", ["Power", "x", 2], "x"]).evaluate();',
};

const limit = 20;

/** The gzipped size of a page's script, in kB, as Vite bundles and minifies it; that of others as well, or not. */
export async function bundleRow(isCompared: boolean): Promise<Row> {
  const size = await kilobytes(ours, fileURLToPath(new URL(".", import.meta.url)));
  const list: string[] = [];
  for (const [name, text] of isCompared ? Object.entries(others) : []) {
    const found = await kilobytes(text, peerPath("")).catch(() => undefined);
    list.push(`${name} ${found?.toFixed(1) ?? "not installed"}`);
  }
  const row = "bundle of `differentiate(parse(...))`, minified and gzipped, kB";
  return atMost(limit, { row, ours: size.toFixed(1), others: list.join(", "), ratio: size });
}

/** The size of a module's text with all that it imports, as seen from a folder. */
export async function kilobytes(text: string, folder: string): Promise<number> {
  const path = `${folder}/entry.js`;
  const config: InlineConfig = {
    root: folder,
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["@chainrule/source", "module", "browser", "import", "default"] },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === path ? id : null),
        load: (id) => (id === path ? text : null),
      },
    ],
    build: { write: false, minify: true, rollupOptions: { input: path, output: { format: "es" } } },
  };
  const { output } = (await build(config)) as Rolldown.RolldownOutput;
  const codes = output.map((part) => ("code" in part ? part.code : ""));
  return codes.reduce((total, code) => total + gzipSync(code, { level: 9 }).length, 0) / 1000;
}
