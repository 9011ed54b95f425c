import { sumSquaredError } from "@chainrule/losses";
import { network, sequential, stateless } from "@chainrule/nn";
import { adam } from "@chainrule/optim";
import { array, random, standardize, type Tensor } from "@chainrule/tape";
import { range } from "../batches.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { numbersOf } from "./drawing.ts";
import { type Experiment, experiment, part, type Run } from "./experiment.ts";
import { mean, row } from "./figures.ts";
import { learn, outputsOf, repeat } from "./learning.ts";
import { COLUMNS, drive, pursuit, ROWS, roadImage, type Situation } from "./road.ts";

const UNITS = 30;
const SHARPEST = 0.07; // the curvature of the outermost unit

/** Which output unit, of 0 to 29 and between them, a curvature belongs to. */
const unitOf = (curvature: number): number => ((curvature / SHARPEST + 1) / 2) * (UNITS - 1);
const curvatureOf = (unit: number): number => ((2 * unit) / (UNITS - 1) - 1) * SHARPEST;

/** A hill of activation around the unit of a curvature. */
const hill = (curvature: number): number[] =>
  range(UNITS).map((unit) => Math.exp(-((unit - unitOf(curvature)) ** 2) / 10));

/** The unit meant by the outputs: the middle of the mass near the highest. */
function unitMeant(outputs: readonly number[]): number {
  const highest = outputs.indexOf(Math.max(...outputs));
  const near = range(UNITS).filter((unit) => Math.abs(unit - highest) <= 4);
  const mass = near.reduce((sum, unit) => sum + (outputs[unit] as number), 0);
  return near.reduce((sum, unit) => sum + unit * (outputs[unit] as number), 0) / mass;
}

function drawSituation(key: Tensor): Situation {
  const next = numbersOf(key, 3);
  return { offset: next(-1.2, 1.2), heading: next(-0.12, 0.12), curvature: next(-0.02, 0.02) };
}

/** Pictures of random situations, and the hills of the curvatures to be steered. */
function drawPictures(
  key: Tensor,
  count: number,
): { readonly data: Dataset; readonly curvatures: readonly number[] } {
  const keys = [...random.split(key, count)];
  const pictures = keys.map((own) => {
    const [situationKey, imageKey] = random.split(own) as [Tensor, Tensor];
    const situation = drawSituation(situationKey);
    return { curvature: pursuit(situation), image: roadImage(situation, imageKey) };
  });
  const curvatures = pictures.map(({ curvature }) => curvature);
  const data = dataset({
    inputs: array(pictures.map(({ image }) => image)),
    targets: array(curvatures.map(hill)),
  });
  return { data, curvatures };
}

/** Steers by what is seen; the situation itself is known only to who judges. */
type Driver = (image: readonly number[], situation: Situation) => number;

/** How far from the middle of a winding road a driver is, metre for metre. */
function offsetsOf(driver: Driver, metres: number, key: Tensor): number[] {
  const next = numbersOf(random.foldIn(key, 0), 3);
  const [first, second, phase] = [next(30, 50), next(70, 110), next(0, 6)];
  const bend = (at: number): number => 0.01 * (Math.sin(at / first + phase) + Math.sin(at / second));
  let situation: Situation = { offset: 0, heading: 0, curvature: bend(0) };
  return range(metres).map((at) => {
    const image = roadImage(situation, random.foldIn(key, at + 1));
    situation = drive(situation, driver(image, situation), bend(at + 1));
    return situation.offset;
  });
}

/** The share of the way on the road, while less than 2 m from its middle, and the distance from it, capped where it was lost. */
function judge(offsets: readonly number[]): { readonly onRoad: number; readonly distance: number } {
  const lost = offsets.findIndex((offset) => Math.abs(offset) > 2);
  const kept = lost < 0 ? offsets : offsets.slice(0, lost);
  const square = mean((kept.length === 0 ? [2] : kept).map((offset) => offset ** 2));
  return { onRoad: (100 * kept.length) / offsets.length, distance: Math.sqrt(square) };
}

/** Brightness and contrast are taken away first. */
const net = sequential([
  stateless("standardize", (images) => standardize(images)),
  network(`${ROWS * COLUMNS} -> 5 sigmoid -> ${UNITS} sigmoid`),
]);

interface Figures {
  readonly within: number;
  readonly error: number;
  readonly onRoad: number;
  readonly distance: number;
  readonly exact: number;
  readonly straight: number;
}

async function learnToSteer(run: Run): Promise<Figures> {
  const [trainKey, testKey, roadKey] = random.split(run.key, 3) as [Tensor, Tensor, Tensor];
  const { data } = drawPictures(trainKey, run.quick ? 300 : 1200);
  await run.pause();
  const test = drawPictures(testKey, run.quick ? 100 : 500);
  const lesson = {
    network: net,
    loss: sumSquaredError,
    optimizer: adam({ learningRate: 0.002 }),
    batchSize: 10,
  };
  const trained = await learn({ ...lesson, data, epochs: run.quick ? 15 : 40 }, part(run, 0, 1));
  const outputs = outputsOf(net, trained, test.data.inputs).toNested() as number[][];
  const errors = outputs.map((units, i) => Math.abs(unitMeant(units) - unitOf(test.curvatures[i] as number)));
  const driver: Driver = (image) =>
    curvatureOf(unitMeant(outputsOf(net, trained, array(image)).toNested() as number[]));
  const metres = run.quick ? 200 : 1000;
  const { onRoad, distance } = judge(offsetsOf(driver, metres, roadKey));
  return {
    within: (100 * errors.filter((error) => error <= 2).length) / errors.length,
    error: mean(errors),
    onRoad,
    distance,
    exact: judge(offsetsOf((_, situation) => pursuit(situation), metres, roadKey)).distance,
    straight: judge(offsetsOf(() => 0, metres, roadKey)).onRoad,
  };
}

const WITHIN = "pictures steered within two units, %";
const published = [{ label: WITHIN, value: 90 }];

/**
 * A car learns to steer by pictures of the road, as ALVINN did, and then drives.
 *
 * @example
 * ```ts
 * import { steering } from "@chainrule/train/experiments";
 * steering.published; // => [{ label: "pictures steered within two units, %", value: 90 }]
 * ```
 */
export const steering: Experiment = experiment({
  id: "steering",
  item: "S27",
  title: "Steering a car",
  explanation:
    "A net of 30 by 32 inputs, 5 hidden units and 30 outputs learns from 1200 drawn pictures of the road how sharply to steer: the target " +
    "is a hill of activation around the right unit (brightness and contrast taken away first, 40 epochs, squared error, Adam with learning rate 0.002, batches of 10). It is tested " +
    "on new pictures, and then drives a kilometre of a winding road by what it sees.",
  source:
    "D. A. Pomerleau, ALVINN: an autonomous land vehicle in a neural network, 1989 (the figure), and 1991 (the 30 by 32 net)",
  published,
  data: [],
  cost: "minutes",
  measure: async (run) => {
    const runs = await repeat(run, run.runs ?? (run.quick ? 1 : 3), learnToSteer);
    const figures = (name: keyof Figures): number[] => runs.map((each) => each[name]);
    return {
      columns: ["", "figure"],
      rows: [
        row(WITHIN, figures("within"), published),
        row("mean error, units of 30", figures("error")),
        row("driving: share of the way on the road, %", figures("onRoad")),
        row("driving: distance from the middle, m", figures("distance")),
        row("driving by the exact geometry: distance from the middle, m", figures("exact")),
        row("driving straight on: share of the way on the road, %", figures("straight")),
      ],
      notes: [
        "The pictures are drawn: a road in perspective, with light, contrast, a shadow and noise of its own in each. ALVINN too was first trained on drawn roads.",
        "The 90 % within two units are those of the net of 1989, which had 45 units for the direction, 29 hidden units, and a range finder beside the camera: only the kind of figure can be compared.",
        "Right is what pure pursuit of a point 10 m ahead would steer; distances are root mean squares, up to where the road is left, 2 m from its middle.",
      ],
    };
  },
});
