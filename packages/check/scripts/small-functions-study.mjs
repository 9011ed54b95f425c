// Right and planted wrong gradients of small functions, those too whose formulas cancel, at random points.
//   node --conditions @chainrule/source packages/check/scripts/small-functions-study.mjs [points]
import { smallFunctions, studySmallFunction } from "../src/testing/smallFunctions.ts";

const points = Number(process.argv[2] ?? 120);
const total = {};
for (const each of smallFunctions) {
  const figures = studySmallFunction(each, points);
  console.log(each.name, JSON.stringify(figures));
  for (const [name, count] of Object.entries(figures)) total[name] = (total[name] ?? 0) + count;
}
console.log("all", JSON.stringify(total));
