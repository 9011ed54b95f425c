/** `npm run bench -- symbolic [--install] [--only speed,size] [--json file] [--rounds 5]`: a Markdown table of a suite. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gradbench } from "./gradbench/suite.ts";
import { kernels } from "./kernels/suite.ts";
import { installPeers, isInstalled } from "./peers/install.ts";
import { type PeerName, pinned } from "./peers/pinned.ts";
import { summary, toMarkdown } from "./report/table.ts";
import { rowsOf, type Suite } from "./suite.ts";
import { symbolic } from "./symbolic/suite.ts";

const suites: Readonly<Record<string, Suite>> = { symbolic, kernels, gradbench };
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
  },
});

const suite = suites[positionals.join()];
if (suite === undefined) {
  console.error(`${usage}\nwith [--install] [--rounds 5] [--json file]`);
  process.exitCode = 2;
} else {
  if (values.install && !installPeers()) console.error("npm could not install the peers: their rows say so");
  const names = values.only?.split(",") ?? Object.keys(suite);
  const rows = await rowsOf(suite, names, { rounds: Number(values.rounds), share: 150 });
  const peers = (Object.keys(pinned) as PeerName[]).map(
    (name) => `${name} ${isInstalled(name) ? pinned[name] : "not installed (--install)"}`,
  );
  console.log(
    `Node ${process.versions.node}; ${peers.join(", ")}\n\n${toMarkdown(rows)}\n\n${summary(rows)}`,
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ peers, rows }, null, 2)}\n`);
  if (rows.some(({ verdict }) => verdict === "fail")) process.exitCode = 1;
}
