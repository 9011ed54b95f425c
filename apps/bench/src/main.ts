/** `npm run bench -- symbolic [--install] [--only speed,size] [--json file] [--rounds 5]`: a Markdown table. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { installPeers, isInstalled } from "./peers/install.ts";
import { type PeerName, pinned } from "./peers/pinned.ts";
import { summary, toMarkdown } from "./report/table.ts";
import { partNames, symbolicRows } from "./symbolic/suite.ts";

const usage = `npm run bench -- symbolic [--install] [--only ${partNames.join(",")}] [--rounds 5] [--json file]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    install: { type: "boolean", default: false },
    only: { type: "string", default: partNames.join(",") },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
  },
});

if (positionals.join() !== "symbolic") {
  console.error(usage);
  process.exitCode = 2;
} else {
  if (values.install && !installPeers()) console.error("npm could not install the peers: their rows say so");
  const rows = await symbolicRows(values.only.split(","), { rounds: Number(values.rounds), share: 150 });
  const peers = (Object.keys(pinned) as PeerName[]).map(
    (name) => `${name} ${isInstalled(name) ? pinned[name] : "not installed (--install)"}`,
  );
  console.log(
    `Node ${process.versions.node}; ${peers.join(", ")}\n\n${toMarkdown(rows)}\n\n${summary(rows)}`,
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ peers, rows }, null, 2)}\n`);
  if (rows.some(({ verdict }) => verdict === "fail")) process.exitCode = 1;
}
