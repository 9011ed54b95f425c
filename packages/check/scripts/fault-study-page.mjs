/** The page about the fault study, from its results: this package's, and those of other checkers where they are at hand. */
export function pageOf(results, frameworks, faults) {
  const rules = [
    ...results.rules,
    ...Object.keys(frameworks.versions).flatMap((checker) => realNames[checker]),
  ];
  const cases = casesOf(results, frameworks, rules);
  return [
    ...head(results, frameworks),
    ...byFault(cases, rules, faults, results),
    ...bySize(cases, rules, results),
    ...rightOnes(results, frameworks, rules),
    ...how(results),
  ].join("\n");
}

const realNames = {
  scipy: ["scipy check_grad < 1e-6"],
  jax: ["jax check_grads"],
  torch: ["torch gradcheck", "torch gradcheck, fast_mode"],
};

/** One for each fault in each net that it shows in: whether it was caught here, and which rules passed it. */
function casesOf({ nets, columns }, frameworks) {
  const place = Object.fromEntries(columns.map((name, i) => [name, i]));
  return nets.flatMap(({ net, rules, faults }) =>
    faults
      .filter((row) => row[place.wrong] > 0)
      .map((row) => ({
        net,
        fault: row[place.fault],
        caught: row[place.caught],
        missed: row[place.missed],
        above: row[place.aboveLimit],
        passes: {
          ...Object.fromEntries(rules.map((rule, i) => [rule, row[place.passes][i] === "P"])),
          ...frameworks.nets[net]?.[row[place.fault]],
        },
      })),
  );
}

const sum = (numbers) => numbers.reduce((total, x) => total + x, 0);
const thousands = (n) => n.toLocaleString("en-US");

function head({ nets, columns, faults: kinds, sizes }, { versions }) {
  const entries = sum(nets.map(({ parameters }) => parameters));
  const at = (name) => columns.indexOf(name);
  const rows = nets.flatMap(({ faults, parameters }) => faults.map((row) => ({ row, parameters })));
  const judged = sum(rows.map(({ parameters }) => parameters)) + entries;
  const open = sum(rows.map(({ row }) => row[at("inconclusive")])) + sum(nets.map((net) => net.inconclusive));
  const above = sum(rows.map(({ row }) => row[at("aboveLimit")]));
  const missed = sum(rows.map(({ row }) => row[at("missed")]));
  const alarms = sum(nets.map(({ falseAlarms }) => falseAlarms));
  const limit = Math.max(...nets.map(({ detectionLimit }) => detectionLimit));
  return [
    "# The fault zoo",
    "",
    "What a checker is worth shows where the answer is known to be wrong. Here are wrong backward passes, of the kinds that",
    "people write, planted one at a time into networks; and what each rule for checking gradients says of them.",
    "This page is written by `packages/check/scripts/fault-study.mjs`, and its data are `packages/check/fixtures/fault-study.json`.",
    "",
    `${kinds} kinds of fault, and ${faultsOfSizeCount} more at ${sizes.length} relative sizes from ${sizes[0]} to 1, in ${nets.length} networks of 1 to 8 layers, up to 128`,
    `wide, with sigmoid, tanh, rectifiers and softmax, from ${Math.min(...nets.map((n) => n.parameters))} to ${thousands(Math.max(...nets.map((n) => n.parameters)))} parameters. The formula verdict:`,
    "",
    "| | |",
    "|---|---|",
    `| entries judged | ${thousands(judged)} |`,
    `| conclusive (*agree* or *disagree*) | ${(100 * (1 - open / judged)).toFixed(open === 0 ? 0 : 4)} % |`,
    `| entries wrong by more than the detection limit | ${thousands(above)} |`,
    `| of these, missed | ${missed} |`,
    `| right entries | ${thousands(entries)} |`,
    `| of these, called wrong | ${alarms} |`,
    `| largest detection limit | ${limit.toExponential(1)} |`,
    "",
    `The other columns are rules of other checkers, imitated from their documentation and source, and then ${Object.values(versions).join(", ")}`,
    "themselves with their default settings, float64, on the nets up to 600 parameters: the wrong gradient was made the backward pass",
    "of the same loss there. Rules that look at every entry were imitated up to 2,000 parameters.",
    "",
  ];
}

const faultsOfSizeCount = 5;

/** How many of the cases that a rule was asked about it passed: `3 of 14`, or 0. */
function share(cases, rule) {
  const asked = cases.filter(({ passes }) => rule in passes);
  const missed = asked.filter(({ passes }) => passes[rule]).length;
  if (asked.length === 0) return "-";
  return missed === 0 ? "0" : `**${missed}** of ${asked.length}`;
}

function ours(cases) {
  const missed = cases.filter(({ caught }) => !caught).length;
  return missed === 0 ? "0" : `**${missed}** of ${cases.length}`;
}

const columnNames = {
  gradcheck: "gradcheck",
  "gradcheck, fast mode": "fast mode",
  "check_grads, one direction": "check_grads",
  "check_grad, 2-norm < 1e-6": "check_grad",
  "complex step, 1e-12": "complex step",
  "scipy check_grad < 1e-6": "*SciPy*",
  "jax check_grads": "*JAX*",
  "torch gradcheck": "*PyTorch*",
  "torch gradcheck, fast_mode": "*PyTorch, fast*",
};

const header = (first, rules) => [
  `| ${[...first, "this check", ...rules.map((rule) => columnNames[rule])].join(" | ")} |`,
  `|${"---|".repeat(first.length + 1 + rules.length)}`,
];

function byFault(cases, rules, faults) {
  const rows = faults
    .filter(({ order }) => order === 1)
    .map(({ name }) => ({ name, own: cases.filter(({ fault }) => fault === name) }));
  return [
    "## Every fault",
    "",
    "In how many nets each rule lets the fault pass; `0` is none. Columns in italics are the checkers themselves.",
    "",
    ...header(["fault", "nets"], rules),
    ...rows.map(
      ({ name, own }) =>
        `| \`${name}\` | ${[own.length, ours(own), ...rules.map((rule) => share(own, rule))].join(" | ")} |`,
    ),
    `| all | ${[cases.filter(isNamed(faults)).length, ours(cases.filter(isNamed(faults))), ...rules.map((rule) => share(cases.filter(isNamed(faults)), rule))].join(" | ")} |`,
    "",
    "What they are:",
    "",
    ...faults.map(({ name, description }) => `- \`${name}\`: ${description}.`),
    "",
    "`second-order` shows in second derivatives only; a check with `order: 2` catches it. Plant any of them with",
    "`chainrule check ... --plant NAME`, or `crossCheck(subject, { fault: fault.plant(0) })`.",
    "",
  ];
}

const isNamed = (faults) => {
  const names = new Set(faults.map(({ name }) => name));
  return ({ fault }) => names.has(fault);
};

function bySize(cases, rules, { sizes }) {
  const ofSize = (size) =>
    cases.filter(({ fault }) => fault.endsWith(` of ${size}`) || fault.endsWith(`1 + ${size}`));
  return [
    "## By size",
    "",
    "The same of faults of a given relative size: of a whole array, of one entry, of each entry by an amount of its own, of the",
    "partials of activations, of what matrix products send back.",
    "",
    ...header(["relative size", "cases"], rules),
    ...sizes.map((size) => {
      const own = ofSize(size);
      return `| ${size === 1 ? 1 : size.toExponential()} | ${[own.length, ours(own), ...rules.map((rule) => share(own, rule))].join(" | ")} |`;
    }),
    "",
  ];
}

function rightOnes({ nets }, frameworks, rules) {
  const passes = nets.map(({ net, rules: names, passes: marks }) => ({
    passes: {
      ...Object.fromEntries(names.map((rule, i) => [rule, marks[i] === "P"])),
      ...frameworks.nets[net]?.right,
    },
  }));
  const refused = (rule) => {
    const asked = passes.filter((each) => rule in each.passes);
    const count = asked.filter((each) => !each.passes[rule]).length;
    return count === 0 ? `0 of ${asked.length}` : `**${count}** of ${asked.length}`;
  };
  return [
    "## Right gradients",
    "",
    "In how many nets the right gradient is refused:",
    "",
    ...header([""], rules),
    `| refused | ${[`0 of ${nets.length}`, ...rules.map(refused)].join(" | ")} |`,
    "",
  ];
}

function how() {
  return [
    "## How each rule decides",
    "",
    "- **this check**: two derivations in 106 bits with running bounds, see [the verdict](./the-verdict.md).",
    "- **gradcheck** (PyTorch): each entry within `1e-5 + 1e-3 |numeric|` of a central difference with step 1e-6.",
    "- **fast mode**: the same along one random direction of positive numbers an array, with the absolute tolerance summed.",
    "- **check_grads** (JAX): along one random direction in all parameters, within `1e-5 + 1e-5 |numeric|`, step 1/2048.",
    "- **check_grad** (SciPy): the 2-norm of the difference to forward differences, which users compare with some 1e-6.",
    "- **complex step**: each entry within 1e-12 of the array's largest. It needs the function in complex arithmetic.",
    "",
    "The checkers themselves were asked by `packages/check/scripts/fault-study.py`.",
    "",
  ];
}
