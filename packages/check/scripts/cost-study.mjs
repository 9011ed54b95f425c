// What a check of a network costs, in seconds and in evaluations of its loss. Prints the table of docs/guide/what-a-check-costs.md.
//   node --conditions @chainrule/source packages/check/scripts/cost-study.mjs
import { crossCheck, networkSubject, noWitnesses } from "@chainrule/check";
import { studyData } from "../src/testing/faultStudy.ts";

const nets = [
  ["8 -> 7 sigmoid -> 4 sigmoid; loss=mse", 40],
  ["64 -> 100 sigmoid -> 32 tanh -> 10 softmax; loss=ce", 5],
  ["200 -> 300 sigmoid -> 120 tanh -> 30 softmax; loss=ce", 2],
];

/** The least of several runs, in seconds of this process: others on the machine count less. */
const least = (count, work) =>
  Math.min(
    ...Array.from({ length: count }, () => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    }),
  );

const shown = (seconds) =>
  seconds < 1 ? `${Number((1000 * seconds).toPrecision(2))} ms` : `${Number(seconds.toPrecision(2))} s`;

console.log(
  "| parameters | network, 16 samples | one loss | both voices | with witnesses | evaluations of the loss |",
);
console.log("|---|---|---|---|---|---|");
for (const [text, count] of nets) {
  const subject = networkSubject(text, studyData({ text, samples: 16, seed: 1 }));
  const point = subject.parameters.map(({ value }) => value);
  const parameters = point.reduce((sum, { size }) => sum + size, 0);
  const rounds = 20;
  const loss = least(10, () => Array.from({ length: rounds }, () => subject.f(point))) / rounds;
  const voices = least(count, () => crossCheck(subject, { witnesses: noWitnesses }));
  const whole = least(count, () => crossCheck(subject));
  const multiple = (Math.round(whole / loss / 100) * 100).toLocaleString("en-US");
  console.log(
    `| ${parameters.toLocaleString("en-US")} | \`${text}\` | ${shown(loss)} | ${shown(voices)} | ${shown(whole)} | ${multiple} |`,
  );
}
