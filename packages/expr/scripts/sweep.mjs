/** The sweep at any length: `node --conditions=@chainrule/source scripts/sweep.mjs scalars 10000 7` (kind, count, seed). */
import { scalars, smallest, sweep, tensors } from "../src/testing/sweep/sweep.ts";

const [kind = "scalars", count = "10000", seed = "1"] = process.argv.slice(2);
const field = { scalars, tensors }[kind];
const before = process.cpuUsage();
const { checked, nowhereSmooth, findings } = sweep(field, Number(count), Number(seed));
const { user, system } = process.cpuUsage(before);
console.log(
  `${checked} checked, ${nowhereSmooth} nowhere smooth, ${findings.length} wrong, ${(user + system) / 1e6} s`,
);
for (const property of new Set(findings.map(({ complaints }) => complaints[0].property))) {
  const some = findings.filter(({ complaints }) => complaints[0].property === property);
  console.log(`\n${property}: ${some.length}`);
  for (const text of new Set(some.slice(0, 12).map((finding) => smallest(field, finding))))
    console.log(`  ${text}`);
}
process.exitCode = findings.length > 0 ? 1 : 0;
