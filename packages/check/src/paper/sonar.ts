import type { NDArray } from "@chainrule/array";
import type { Tree } from "@chainrule/tape";
import { crossCheck } from "../crossCheck.ts";
import { networkSubject } from "../subject/network.ts";
import { equals, gradientOf, property, reportFigures } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";

/** The real data, and how to train a network on one fold of it. */
export interface SonarTask {
  /** `[208, 60]`: the energy in 60 frequency bands. */
  readonly inputs: NDArray;
  /** `[208, 2]`: one-hot, mine or rock. */
  readonly targets: NDArray;
  /** Trains the 60-12-2 net on one fold, as in 1988. */
  readonly train: (onProgress: (fraction: number) => void) => Promise<TrainedSonar>;
}

/** A trained 60-12-2 net, and how well it does. */
export interface TrainedSonar {
  /** The parameters after training. */
  readonly parameters: Tree;
  /** The share of right answers, from 0 to 1, on the rows that it was trained on. */
  readonly trainAccuracy: number;
  /** The same on the rows held back. */
  readonly testAccuracy: number;
}

/** The test accuracy of 12 hidden units, in percent, and its standard deviation over the folds. */
const published = { accuracy: 84.7, deviation: 5.7 };

const network = "60 -> 12 sigmoid -> 2 sigmoid; loss=sse; uniform=0.3";
const rows = 16;

/**
 * The sonar task of Gorman and Sejnowski (1988) on the real 208 rows: the gradient by every one of the 758 parameters
 * on 16 rows, before and after training, then the accuracy of one fold. The data are loaded when the item is run.
 *
 * @example
 * ```ts
 * import { sonarItem } from "@chainrule/check";
 * import { network } from "@chainrule/nn";
 * import { oneHot, random, zeros } from "@chainrule/tape";
 * import type { NDArray } from "@chainrule/tape";
 * // Noise in the place of the data, and no training: datasetFromCsv and gormanSejnowski1988 of train do both.
 * const inputs = random.uniform(random.key(0), [208, 60]) as NDArray;
 * const targets = oneHot(zeros([208], { dtype: "int32" }), 2) as NDArray;
 * const { parameters } = network("60 -> 12 sigmoid -> 2 sigmoid").init(random.key(1), [60]);
 * const train = async () => ({ parameters, trainAccuracy: 0, testAccuracy: 0 });
 * sonarItem(() => ({ inputs, targets, train })).id; // => "sonar"
 * ```
 */
export function sonarItem(load: () => SonarTask | Promise<SonarTask>): PaperItem {
  return {
    id: "sonar",
    title: "sonar target recognition, 60-12-2 sigmoid net on real data",
    check: async (onProgress = () => {}) => {
      const { inputs, targets, train } = await load();
      const data = { inputs, targets, rows };
      const before = crossCheck(networkSubject(network, data));
      onProgress(0.2);
      const trained = await train((fraction) => onProgress(0.2 + 0.6 * fraction));
      const after = networkSubject(network, { ...data, parameters: trained.parameters });
      const { primal, gradient } = before.cost;
      return [
        {
          what: "gradient by 758 parameters, at the first point",
          expected: "agree",
          ...reportFigures(before),
        },
        equals(
          "... entries compared",
          before.parameters.reduce((sum, { entries }) => sum + entries.length, 0),
          758,
        ),
        gradientOf("gradient by 758 parameters, at the trained point", after),
        property(
          "the symbolic gradient costs at most 4 times the loss",
          gradient <= 4 * primal,
          `${gradient} operations against ${primal}: ${(gradient / primal).toFixed(2)} times`,
        ),
        accuracy(trained),
      ];
    },
  };
}

/** One fold is a sample of a wide distribution: it is shown beside the published mean, and not judged by it. */
function accuracy({ trainAccuracy, testAccuracy }: TrainedSonar): Finding {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return property(
    "trained as in 1988, one fold learns its task",
    trainAccuracy > 0.9 && testAccuracy > 0.5,
    `${percent(testAccuracy)} of 16 held-back rows right (${percent(trainAccuracy)} of the training rows); published: ` +
      `${published.accuracy} % +- ${published.deviation} over 130 nets. One fold is a sample of a wide distribution.`,
  );
}
