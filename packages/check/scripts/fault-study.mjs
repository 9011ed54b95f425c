// The fault study: every fault in many nets, judged by this package and by the rules of others. Writes
// fixtures/fault-study.json and docs/guide/fault-study.md.
//   node --conditions @chainrule/source packages/check/scripts/fault-study.mjs
// With `--export gradients.json` the wrong gradients of the smaller nets are written to that file instead, for fault-study.py,
// which hands them to the checkers of PyTorch, JAX and SciPy themselves. With `--page` only the page is written again.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { faults, faultsOfSize } from "@chainrule/check";
import { elementsOf } from "../src/subject/subject.ts";
import { studyData, studyNet } from "../src/testing/faultStudy.ts";
import { pageOf } from "./fault-study-page.mjs";

const at = (path) => new URL(path, import.meta.url);
const results = at("../fixtures/fault-study.json");
const frameworks = at("../fixtures/fault-study-frameworks.json");
const page = at("../../../docs/guide/fault-study.md");

const repeat = (count, layer) => Array.from({ length: count }, () => layer).join(" -> ");

/** Nets whose every entry the per-entry rules look at too. */
const small = [
  "3 -> 2 sigmoid; loss=mse",
  "4 -> 3 softmax; loss=ce",
  "5 -> 4 tanh; loss=mse",
  "3 -> 4 sigmoid -> 2 softmax; loss=ce",
  "6 -> 8 relu -> 3 softmax; loss=ce",
  "6 -> 8 tanh -> 8 tanh -> 3 sigmoid; loss=mse",
  "5 -> 6 sigmoid(beta=2) -> 6 sigmoid(beta=2) -> 3 softmax; loss=mse",
  "8 -> 16 relu -> 16 relu -> 4 softmax; loss=ce",
  `8 -> ${repeat(3, "10 tanh")} -> 2 sigmoid; loss=bce`,
  `8 -> ${repeat(4, "10 sigmoid")} -> 3 softmax; loss=ce`,
  `8 -> ${repeat(5, "10 sigmoid")} -> 3 sigmoid; loss=mse; uniform=0.3`,
  `8 -> ${repeat(5, "10 relu")} -> 3; loss=sse`,
  `6 -> ${repeat(7, "8 tanh")} -> 3 softmax; loss=ce`,
  `6 -> ${repeat(7, "8 sigmoid")} -> 3 sigmoid; loss=mse`,
];
const large = [
  "64 -> 128 sigmoid -> 10 softmax; loss=ce",
  "32 -> 64 tanh -> 64 tanh -> 10 softmax; loss=ce",
  `32 -> ${repeat(4, "64 relu")} -> 10 softmax; loss=ce`,
  `32 -> ${repeat(5, "64 sigmoid")} -> 4 sigmoid; loss=mse`,
  `64 -> ${repeat(7, "128 tanh")} -> 10 softmax; loss=ce`,
];
const sizes = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1];

const exportPath = process.argv.includes("--export")
  ? process.argv[process.argv.indexOf("--export") + 1]
  : undefined;
const handed = [];

const columns = ["fault", "wrong", "aboveLimit", "missed", "inconclusive", "caught", "passes"];

/** One line a fault. */
function textOf(about, nets) {
  const blocks = nets.map(({ faults: table, ...net }) => {
    const lines = table.map((row) => JSON.stringify(row)).join(",\n");
    return `${JSON.stringify(net).slice(0, -1)},"faults":[\n${lines}\n]}`;
  });
  return `${JSON.stringify(about).slice(0, -1)},"nets":[\n${blocks.join(",\n")}\n]}\n`;
}

function study(text, seed, samples, kinds, hands) {
  const started = performance.now();
  const gradients = {};
  const figures = studyNet({ text, samples, seed }, kinds, {
    perEntryLimit: 2000,
    ...(hands && {
      export: (fault, subject, gradient) => {
        gradients[fault] = gradient.flatMap((each) => Array.from(each));
        if (fault === "right") handed.push(exported(text, seed, samples, subject, gradients));
      },
    }),
  });
  const { passes, faults: found, net, samples: rows, ...own } = figures;
  const rules = Object.keys(passes);
  const marks = (each) => rules.map((rule) => (each[rule] ? "P" : ".")).join("");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${text}: ${figures.parameters} parameters, ${kinds.length} faults, ${seconds} s`);
  const table = found.map((row) =>
    columns.map((name) => (name === "passes" ? marks(row.passes) : row[name])),
  );
  return { net, samples: rows, seed, ...own, rules, passes: marks(passes), faults: table };
}

/** What another program needs to evaluate the same loss. */
function exported(text, seed, samples, subject, gradients) {
  const parameters = subject.parameters.map(({ name, value }) => ({
    name,
    shape: value.shape,
    values: Array.from(elementsOf(value)),
  }));
  const { inputs, targets } = studyData({ text, seed, samples });
  return { text, parameters, inputs: inputs.toNested(), targets: targets.toNested(), gradients };
}

const sized = sizes.flatMap((size) => faultsOfSize(size));
const firstOrder = faults.filter(({ order }) => order === 1);
const studySmall = () => small.map((text, i) => study(text, i + 1, 5, [...firstOrder, ...sized], true));
const studyLarge = () =>
  large.map((text, i) =>
    study(text, 100 + i, 2, [...firstOrder, ...(i < 2 ? sized : faultsOfSize(1e-9))], false),
  );

if (exportPath !== undefined) {
  studySmall();
  writeFileSync(exportPath, JSON.stringify(handed));
} else if (!process.argv.includes("--page")) {
  const nets = [...studySmall(), ...studyLarge()];
  writeFileSync(results, textOf({ faults: firstOrder.length, sizes, columns, rules: nets[0].rules }, nets));
}
const read = (url) => (existsSync(url) ? JSON.parse(readFileSync(url, "utf8")) : undefined);
writeFileSync(page, pageOf(read(results), read(frameworks), faults));
