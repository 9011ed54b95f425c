// Plants faults, one at a time, in every edge of graphs of scalars and of networks, and counts how many of them the locator
// names exactly; then what a search costs, in evaluations of the loss.
//   node --conditions @chainrule/source packages/check/scripts/locator-study.mjs
import { functionSubject, locate, networkSubject } from "@chainrule/check";
import { studyData } from "../src/testing/faultStudy.ts";
import { plantEverywhere, plantPairs, scalarGraph } from "../src/testing/plantedEdges.ts";

const nets = [
  "3 -> 4 sigmoid -> 2 softmax; loss=ce",
  "3 -> 5 tanh -> 4 tanh -> 2 sigmoid; loss=mse",
  "3 -> 4 relu -> 4 sigmoid -> 2 sigmoid; loss=bce",
  "6 -> 8 tanh -> 8 sigmoid(beta=2) -> 8 relu -> 3 softmax; loss=ce",
  "8 -> 10 tanh -> 10 tanh -> 10 tanh -> 10 tanh -> 3 softmax; loss=mse",
  "64 -> 128 sigmoid -> 10 softmax; loss=ce",
];
const netOf = (text, i) => networkSubject(text, studyData({ text, samples: 5, seed: i + 1 }));

const report = (what, results) => {
  const planted = results.reduce((sum, each) => sum + each.planted, 0);
  const misses = results.flatMap((each) => each.misses);
  console.log(`${what}: ${planted - misses.length} of ${planted} named exactly`);
  for (const miss of misses.slice(0, 5)) console.log(`  ${miss}`);
};
report(
  "graphs of 12 scalars",
  Array.from({ length: 25 }, (_, seed) =>
    plantEverywhere(functionSubject(scalarGraph(seed + 1, 12), [0.6, -0.4])),
  ),
);
report("networks", nets.map(netOf).map(plantEverywhere));
report(
  "networks, two faults at a time, the first",
  nets.map(netOf).map((subject) => plantPairs(subject, 200)),
);

const least = (count, work) =>
  Math.min(
    ...Array.from({ length: count }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
for (const [i, text] of nets.entries()) {
  const subject = netOf(text, i);
  const point = subject.parameters.map(({ value }) => value);
  for (let i = 0; i < 300; i++) subject.f(point);
  const loss = least(30, () => subject.f(point));
  const search = least(20, () => locate(subject));
  console.log(`${text}: ${(search / loss).toFixed(0)} evaluations of the loss`);
}
