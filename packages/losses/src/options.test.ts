import { array } from "@chainrule/tape";
import { expect, test } from "vitest";
import * as losses from "./index.ts";

const { ArgumentError } = losses;
const x = array([0.25, 0.75]);
const rows = array([[0.25, 0.75]]);

test.each([
  ["loss", losses.meanSquaredError, x, "reduction, factor"],
  ["loss", losses.sumSquaredError, x, "reduction, factor"],
  ["loss", losses.meanAbsoluteError, x, "reduction, factor"],
  ["huber", losses.huber, x, "delta, reduction, factor"],
  ["loss", losses.binaryCrossEntropy, x, "reduction, factor"],
  ["loss", losses.binaryCrossEntropyWithLogits, x, "reduction, factor"],
  ["loss", losses.categoricalCrossEntropy, rows, "reduction, factor"],
  ["loss", losses.softmaxCrossEntropy, rows, "reduction, factor"],
])("%s refuses unknown options", (operation, loss, values, known) => {
  const refused = (): unknown => loss(values, values, { reducton: "sum" } as never);
  expect(refused).toThrow(ArgumentError);
  expect(refused).toThrow(`${operation}: there is no option "reducton"; use ${known}.`);
});
