/**
 * The fuzz at any length: `node --expose-gc --conditions=@chainrule/source scripts/fuzz.mjs 1000000 1 8` (inputs, seed,
 * and one in how many of the expressions is differentiated, simplified, printed and evaluated).
 */
import { fuzz } from "../src/testing/fuzz.ts";

const [count = "100000", seed = "1", every = "8"] = process.argv.slice(2);
const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
/** Time of the processor: what other programs take is not the input's. */
const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const prototype = () => JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

fuzz(2000, Number(seed) + 1, 4);
const [names, before, start] = [prototype(), heap(), process.cpuUsage()];
const { inputs, parsed, used, slowest, codes, faults } = fuzz(
  Number(count),
  Number(seed),
  Number(every),
  clock,
);
const { user, system } = process.cpuUsage(start);
console.log(`${inputs} inputs, ${parsed} expressions, ${used} of them used, ${(user + system) / 1e6} s`);
console.log([...codes].map(([code, times]) => `${code} ${times}`).join(", "));
console.log(`slowest ${slowest.milliseconds} ms: ${JSON.stringify(slowest.text.slice(0, 200))}`);
console.log(
  `heap grew by ${(heap() - before).toFixed(1)} MB; Object.prototype ${prototype() === names ? "as before" : "CHANGED"}`,
);
console.log(`${faults.length} faults`);
for (const { step, problem, text } of faults.slice(0, 40))
  console.log(`  ${step}: ${problem.slice(0, 160)}\n    ${JSON.stringify(text.slice(0, 300))}`);
process.exitCode = faults.length > 0 || prototype() !== names ? 1 : 0;
