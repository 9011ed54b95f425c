/** One site from all packages: the guides, and the API with its formulas as MathML. Warnings are errors. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tex } from "@mdit/plugin-tex";
import temml from "temml";
import { OptionDefaults } from "typedoc";
import { checkerLink } from "./typedoc.plugin.mjs";

const isLibrary = (folder) => JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).exports["."];

/** Temml's stylesheet with its font inside, since the site takes one file. */
function stylesheet() {
  const temmlFolder = dirname(fileURLToPath(import.meta.resolve("temml")));
  const font = readFileSync(join(temmlFolder, "Temml.woff2")).toString("base64");
  const css = readFileSync(join(temmlFolder, "Temml-Local.css"), "utf8");
  const path = join(import.meta.dirname, "node_modules/.cache/site.css");
  mkdirSync(dirname(path), { recursive: true });
  const fitting = [
    'math[display="block"] { box-sizing: border-box; }', // typedoc pads it
    ".tsd-panel pre code, pre > code { white-space: pre; display: block; overflow-x: auto; }", // tables stay tables
  ].join("");
  writeFileSync(
    path,
    `${css.replace("url('Temml.woff2')", `url(data:font/woff2;base64,${font})`)}${fitting}`,
  );
  return path;
}

/** @type {Partial<import("typedoc").TypeDocOptions>} */
const options = {
  name: "chainrule",
  entryPointStrategy: "packages",
  entryPoints: globSync(join(import.meta.dirname, "../packages/*"))
    .filter(isLibrary)
    .sort(),
  packageOptions: {
    entryPoints: ["src/index.ts"],
    excludeInternal: true,
    blockTags: [...OptionDefaults.blockTags, "@source"],
    skipErrorChecking: true, // the typecheck task does that, with the compiler that counts
    disableSources: true,
    validation: { notExported: true, invalidLink: true, notDocumented: true },
    requiredToBeDocumented: ["Class", "Enum", "Function", "Interface", "TypeAlias", "Variable"],
  },
  blockTags: [...OptionDefaults.blockTags, "@source"],
  projectDocuments: [
    ...[
      "getting-started",
      "the-verdict",
      "fault-study",
      "what-a-check-costs",
      "operations",
      "kinks",
      "your-own-net",
      "paper",
      "errata",
      "experiments",
      "symbolic-benchmarks",
      "gradbench",
    ].map((name) => `guide/${name}.md`),
    "../packages/cli/README.md",
    "../packages/train/data/README.md",
    "../ARCHITECTURE.md",
    "../CONTRIBUTING.md",
    "../SECURITY.md",
    "../contributing/README.md",
    "../contributing/[a-z]*.md",
    "../contributing/decisions/*.md",
  ],
  readme: "../README.md",
  highlightLanguages: [...OptionDefaults.highlightLanguages, "diff", "python"],
  out: "site",
  plugin: [
    fileURLToPath(import.meta.resolve("typedoc-plugin-mdn-links")), // a name would be looked for beside typedoc
    fileURLToPath(import.meta.resolve("./typedoc.plugin.mjs")),
  ],
  navigationLinks: checkerLink,
  customCss: stylesheet(),
  markdownItLoader: (markdown) => {
    const render = (formula, displayMode) =>
      temml.renderToString(formula, { displayMode, throwOnError: true });
    markdown.use(tex, { render });
  },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  headings: { readme: false }, // it has its own
  githubPages: false,
  hideGenerator: true,
};

export default options;
