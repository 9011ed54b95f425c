/**
 * `npm run bench -- symbolic [--install] [--only speed,size] [--json file] [--page file] [--rounds 5]`: a Markdown table
 * of a suite. `--from file` takes the rows of an earlier run instead.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gradbench } from "./gradbench/suite.ts";
import { kernels } from "./kernels/suite.ts";
import { installPeers, isInstalled } from "./peers/install.ts";
import { type PeerName, pinned } from "./peers/pinned.ts";
import { fillPage, type Report } from "./report/page.ts";
import { summary, toMarkdown } from "./report/table.ts";
import { rowsOf, type Suite } from "./suite.ts";
import { sections } from "./symbolic/page.ts";
import { symbolic } from "./symbolic/suite.ts";
import { tape } from "./tape/suite.ts";

const suites: Readonly<Record<string, Suite>> = { symbolic, kernels, tape, gradbench };
const usage = Object.entries(suites)
  .map(([name, suite]) => `npm run bench -- ${name} [--only ${Object.keys(suite).join(",")}]`)
  .join("\n");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    install: { type: "boolean", default: false },
    only: { type: "string" },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
    page: { type: "string" },
    from: { type: "string" },
  },
});

const suite = suites[positionals.join()];
if (suite === undefined) {
  console.error(`${usage}\nwith [--install] [--rounds 5] [--json file] [--page file] [--from file]`);
  process.exitCode = 2;
} else {
  if (values.install && !installPeers()) console.error("npm could not install the peers: their rows say so");
  const report = values.from === undefined ? await run(suite) : stored(values.from);
  const { systems, rows } = report;
  console.log(`${systems.join(", ")}\n\n${toMarkdown(rows)}\n\n${summary(rows)}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.page !== undefined) {
    writeFileSync(values.page, fillPage(readFileSync(values.page, "utf8"), sections, report));
  }
  if (rows.some(({ verdict }) => verdict === "fail")) process.exitCode = 1;
}

async function run(parts: Suite): Promise<Report> {
  const names = values.only?.split(",") ?? Object.keys(parts);
  const rows = await rowsOf(parts, names, { rounds: Number(values.rounds), share: 150 });
  const peers = (Object.keys(pinned) as PeerName[]).map(
    (name) => `${name} ${isInstalled(name) ? pinned[name] : "not installed (--install)"}`,
  );
  const date = new Date().toISOString().slice(0, 10);
  return { date, systems: [`Node ${process.versions.node}`, ...peers], rows };
}

function stored(path: string): Report {
  return JSON.parse(readFileSync(path, "utf8")) as Report;
}
