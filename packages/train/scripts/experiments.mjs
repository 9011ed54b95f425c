/**
 * Runs the experiments, keeps their tables in `fixtures/experiments.json`, and writes `docs/guide/experiments.md`.
 *
 *   node --conditions=@chainrule/source packages/train/scripts/experiments.mjs [id ...] [--seed 0] [--runs n] [--data folder] [--page]
 *
 * Without names all are run whose data are there; `--data` names a folder with files that the package does not have;
 * `--page` only writes the page anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { experiments } from "@chainrule/train/experiments";

const folder = fileURLToPath(new URL("..", import.meta.url));
const results = join(folder, "fixtures/experiments.json");
const page = join(folder, "../../docs/guide/experiments.md");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "0" },
    runs: { type: "string" },
    data: { type: "string" },
    page: { type: "boolean", default: false },
  },
});

const folders = [
  join(folder, "data"),
  join(folder, "fixtures/fashion"),
  ...(values.data ? [values.data] : []),
];
const find = (name) => folders.map((each) => join(each, name)).find((path) => existsSync(path));

/** Figures to six digits: what is beyond differs from processor to processor. */
const rounded = (_, value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);

async function run(experiment) {
  const seed = Number(values.seed);
  const before = process.cpuUsage();
  let told = Date.now();
  const table = await experiment.run({
    seed,
    ...(values.runs && { runs: Number(values.runs) }),
    load: async (name) => readFileSync(find(name)),
    onProgress: (fraction, note) => {
      if (Date.now() - told < 5000) return;
      told = Date.now();
      console.log(`${experiment.id}: ${(100 * fraction).toFixed(1)} % ${note ?? ""}`);
    },
  });
  const { user, system } = process.cpuUsage(before);
  return { id: experiment.id, seed, seconds: Math.round((user + system) / 1e6), table };
}

const kept = () => (existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : []);

/** Keeps a result in the place of an older one, in the order of the experiments. */
function keep(result) {
  const all = [...kept().filter(({ id }) => id !== result.id), result];
  const place = ({ id }) => experiments.findIndex((experiment) => experiment.id === id);
  writeFileSync(
    results,
    `${JSON.stringify(
      all.sort((a, b) => place(a) - place(b)),
      rounded,
      2,
    )}\n`,
  );
}

const shown = (x) => (x === undefined ? "" : Math.abs(x) >= 100 ? x.toFixed(0) : x.toPrecision(3));
const answers = new Map([
  [true, "yes"],
  [false, "no"],
  [undefined, ""],
]);

function tableOf({ columns, rows }) {
  const head = ["", "published", "here", "runs", "spread", "95 % of the mean", "within 1 sd"];
  const lines = rows.map(({ label, published, deviation, measured, runs, spread, interval, within }) => [
    label,
    `${shown(published)}${deviation === undefined ? "" : ` ± ${shown(deviation)}`}`,
    `**${shown(measured)}**`,
    runs ?? "",
    shown(spread),
    interval ? interval.map(shown).join(" to ") : "",
    answers.get(within),
  ]);
  const used = head.map((_, column) => column === 0 || lines.some((line) => line[column] !== ""));
  const text = [[columns[0], ...head.slice(1)], head.map(() => "---"), ...lines];
  const table = text.map((line) => `| ${line.filter((_, column) => used[column]).join(" | ")} |`).join("\n");
  return `Figures: ${columns[1]}.\n\n${table}`;
}

function sectionOf({ id, seed, seconds, table }) {
  const { title, item, explanation, source } = experiments.find((experiment) => experiment.id === id);
  const notes = table.notes.map((note) => `- ${note}`).join("\n");
  const how = `\`${id}\`, item ${item} of the paper, seed ${seed}, ${seconds} s of processor time.`;
  return `## ${title}\n\n${explanation}\n\nSource: ${source}.\n\n${tableOf(table)}\n\n${notes}\n\n${how}`;
}

function writePage() {
  const all = kept();
  const compared = all.flatMap(({ table }) => table.rows).filter(({ within }) => within !== undefined);
  const met = compared.filter(({ within }) => within).length;
  const intro = `# Published experiments, run again

Figures that were published about neural networks, beside what the packages of this project measure: each experiment is a small
file over \`nn\`, \`losses\`, \`optim\` and \`train\`, and runs in Node and in a page:

\`\`\`ts
import { xor } from "@chainrule/train/experiments";
const { rows } = await xor.run({ seed: 0, quick: true });
rows.length > 0; // => true
\`\`\`

Of ${compared.length} figures that can be compared, ${met} lie within one standard deviation: the published one, and where none was published
the spread of the runs here. Where a setting was not published, or another one is used here, the text or the notes
say so; where the figures do not meet, the notes say what is known of the reason.
The spread is the standard deviation of one run, the interval that of the mean (of the median, where the row says so).

The tables are kept in \`packages/train/fixtures/experiments.json\`. To measure them anew:

\`\`\`
pnpm --filter @chainrule/train run experiments
\`\`\`
`
    .replace("```\npnpm", "~~~\npnpm")
    .replace("experiments\n```\n", "experiments\n~~~\n");
  writeFileSync(page, `${[intro.trimEnd(), ...all.map(sectionOf)].join("\n\n")}\n`);
}

const wanted =
  positionals.length === 0 ? experiments : experiments.filter(({ id }) => positionals.includes(id));
for (const experiment of values.page ? [] : wanted) {
  const missing = experiment.data.filter((name) => find(name) === undefined);
  if (missing.length > 0) {
    console.log(`${experiment.id}: not run, since ${missing.join(" and ")} is not here`);
    continue;
  }
  keep(await run(experiment));
  console.log(`${experiment.id}: done`);
}
writePage();
