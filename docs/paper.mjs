/**
 * Writes the guides on the paper and its errata, and the paper's figures: from the items, the errata and the experiments
 * themselves. `node --conditions=@chainrule/source docs/paper.mjs`; a test says when they are out of date.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errata, figure, figureItem, figureNames, isAsExpected, paperItems } from "@chainrule/check";
import { experiments } from "@chainrule/train/experiments";
import { errataExamples, errataIntroduction, paperEnd, paperIntroduction, ways } from "./paper.texts.mjs";

const generated = "<!-- Written by docs/paper.mjs. -->\n";

const tidy = (text) => `${text.replace(/\n{3,}/g, "\n\n").trim()}\n`;

/** A finding as a line of a list: its outcome, and whether that is how it must be. */
function line(finding) {
  if (!isAsExpected(finding)) throw new TypeError(`${finding.what}: ${finding.outcome}`);
  return `- ${finding.outcome === "holds" || finding.outcome === "agree" ? "✓" : "✗"} *${finding.outcome}*: ${finding.what}`;
}

function cell(name, { text, expected, findings }) {
  const says = expected === undefined ? "" : `, of which the check says *${expected}*`;
  return [`**${name}**${says}:`, "", "```text", text, "```", "", ...findings().map(line), ""].join("\n");
}

function section({ id, title, where, fault, correction, broken, mended }) {
  return [
    `## ${id}: ${title}`,
    "",
    `*${where}.* ${fault}`,
    "",
    cell("As printed", broken),
    correction,
    "",
    cell("Mended", mended),
    errataExamples[id] ?? "",
  ].join("\n");
}

/** The guide `errata.md`. */
export function errataPage() {
  return tidy([errataIntroduction, generated, ...errata.map(section)].join("\n"));
}

function itemRow({ id, title }) {
  const way = ways[id];
  if (way === undefined) throw new TypeError(`Say in paper.texts.mjs how ${id} is checked.`);
  return `| ${id} | ${title} | ${way} |`;
}

function experimentRow({ id, item, title, source, cost }) {
  return `| ${item} | \`${id}\` | ${title} | ${source} | ${cost} |`;
}

const byItem = (a, b) => Number(a.item.slice(1)) - Number(b.item.slice(1));

/** The path of a figure, from the guides. */
const fileOf = (name) => `figures/${name}.svg`;

function figureLines(name) {
  const [, title] = /<title[^>]*>([^<]*)</.exec(figure(name));
  const [, description] = /<desc[^>]*>([^<]*)</.exec(figure(name));
  return [`![${title}](./${fileOf(name)})`, "", `*${title}.* ${description}`, ""].join("\n");
}

/** The guide `paper.md`. */
export function paperPage() {
  const items = [...paperItems.filter(({ id }) => id.startsWith("S")), figureItem];
  return tidy(
    [
      paperIntroduction,
      generated,
      "| item | claim | how it is checked |\n|---|---|---|",
      ...items.map(itemRow),
      "",
      "## Networks that are trained",
      "",
      "| item | name | task | source | a whole run takes |\n|---|---|---|---|---|",
      ...[...experiments].sort(byItem).map(experimentRow),
      "",
      paperEnd,
      "## The figures",
      "",
      ...figureNames.map(figureLines),
    ].join("\n"),
  );
}

/** A figure that stands in a page by itself, and so must know its colours. */
export function figureFile(name) {
  const style = "<style>svg{color:#222}@media(prefers-color-scheme:dark){svg{color:#ddd}}</style>";
  return `${figure(name).replace("</desc>", `</desc>${style}`)}\n`;
}

/** Every file with its text, by its path in `guide/`. */
export function pages() {
  return new Map([
    ["paper.md", paperPage()],
    ["errata.md", errataPage()],
    ...figureNames.map((name) => [fileOf(name), figureFile(name)]),
  ]);
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  for (const [path, text] of pages()) {
    const file = join(import.meta.dirname, "guide", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
