import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { isInstalled, peerPath, requirePeer } from "../peers/install.ts";
import { atMost, type Row } from "../report/row.ts";

interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<{ outputFiles: { contents: Uint8Array }[] }>;
}

const here = fileURLToPath(new URL(".", import.meta.url));

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

/** The gzipped size of a page's script, in kB, by esbuild. */
export async function bundleRow(): Promise<Row> {
  const row = "bundle of `differentiate(parse(...))`, minified and gzipped, kB";
  if (!isInstalled("esbuild"))
    return atMost(limit, { row, ours: "", others: "not installed", ratio: undefined });
  const size = await kilobytes(ours, here);
  const list: string[] = [];
  for (const [name, text] of Object.entries(others)) {
    const found = await kilobytes(text, peerPath("")).catch(() => undefined);
    list.push(`${name} ${found?.toFixed(1) ?? "not installed"}`);
  }
  return atMost(limit, { row, ours: size.toFixed(1), others: list.join(", "), ratio: size });
}

async function kilobytes(contents: string, resolveDir: string): Promise<number> {
  const { build } = requirePeer("esbuild") as Esbuild;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["@chainrule/source"],
    legalComments: "none",
    logLevel: "silent",
    write: false,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1000;
}
