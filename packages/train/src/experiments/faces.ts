import { softmaxCrossEntropy } from "@chainrule/losses";
import { network } from "@chainrule/nn";
import { adam } from "@chainrule/optim";
import { array, type NDArray, oneHot, random, type Tensor } from "@chainrule/tape";
import { range } from "../batches.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { classesOf } from "../metrics.ts";
import { numbersOf, ramp } from "./drawing.ts";
import { type Experiment, experiment, type Run } from "./experiment.ts";
import { row } from "./figures.ts";
import { learn, percentRight, repeat, twoKeys } from "./learning.ts";

const SIZE = 24;
const PEOPLE = 12;
const NOISE = 0.15;

/** What makes a face: lengths in widths of the picture. */
interface Person {
  readonly width: number;
  readonly height: number;
  readonly eyes: number;
  readonly eyeSize: number;
  readonly brows: number;
  readonly nose: number;
  readonly mouth: number;
  readonly mouthHeight: number;
  readonly hair: number;
  readonly skin: number;
}

/** How it is seen: the head's turn to the right in radians, and where the light comes from. */
interface View {
  readonly turn: number;
  readonly light: number;
}

function drawPerson(key: Tensor): Person {
  const next = numbersOf(key, 10);
  return {
    width: next(0.28, 0.4),
    height: next(0.38, 0.48),
    eyes: next(0.1, 0.17),
    eyeSize: next(0.03, 0.055),
    brows: next(0.07, 0.12),
    nose: next(0.08, 0.18),
    mouth: next(0.08, 0.17),
    mouthHeight: next(0.2, 0.28),
    hair: next(0.15, 0.3),
    skin: next(0.65, 0.85),
  };
}

/** How dark it is at a place of the face, from 0 to 1; x from left to right and y downwards, on the face's own surface. */
function features(person: Person, x: number, y: number): number {
  const spot = (dx: number, dy: number, w: number, h: number): number =>
    1 - ramp(Math.hypot(dx / w, dy / h), 0.7, 1.3);
  const side = Math.abs(x);
  return Math.max(
    0.9 * spot(side - person.eyes, y + 0.08, person.eyeSize, person.eyeSize * 0.7),
    0.7 * spot(side - person.eyes, y + 0.08 + person.brows, person.eyeSize * 1.6, 0.02),
    0.4 * spot(x, y - person.nose / 2 + 0.04, 0.025, person.nose / 2),
    0.7 * spot(x, y - person.mouthHeight, person.mouth, 0.025),
    0.8 * ramp(-y, 0.47 - person.hair - 0.02, 0.47 - person.hair + 0.02),
  );
}

/** A picture of a head, an ellipsoid with a face painted on, row by row. */
function faceImage(person: Person, { turn, light }: View, key: Tensor): number[] {
  const noise = numbersOf(key, SIZE * SIZE);
  return range(SIZE * SIZE).map((place) => {
    const x = ((place % SIZE) + 0.5) / SIZE - 0.5;
    const y = (Math.floor(place / SIZE) + 0.5) / SIZE - 0.5;
    const [across, down] = [x / person.width, y / person.height];
    const depth = 1 - across ** 2 - down ** 2;
    if (depth <= 0) return 0.3 + noise(-NOISE, NOISE);
    const forward = Math.sqrt(depth);
    const facing = across * Math.cos(turn) - forward * Math.sin(turn); // where on the face it is
    const front = forward * Math.cos(turn) + across * Math.sin(turn) > 0;
    const dark = front ? features(person, facing * person.width, y) : 0.8;
    const lit = 0.55 + 0.45 * Math.max(0, across * Math.sin(light) + forward * Math.cos(light));
    return person.skin * (1 - dark) * lit + noise(-NOISE, NOISE);
  });
}

const degrees = (angle: number): number => (angle * Math.PI) / 180;
const KNOWN_TURNS = [-40, -20, 0, 20, 40];
const NEW_TURNS = [-30, -10, 10, 30];
const KNOWN_LIGHTS = [-60, -20, 20, 60];
const NEW_LIGHTS = [-40, 0, 40];

/** Every person in every turn under every light. */
function gallery(
  people: readonly Person[],
  turns: readonly number[],
  lights: readonly number[],
  key: Tensor,
): Dataset {
  const images: number[][] = [];
  const names: number[] = [];
  for (const [name, person] of people.entries()) {
    for (const turn of turns) {
      for (const light of lights) {
        const view = { turn: degrees(turn), light: degrees(light) };
        names.push(name);
        images.push(faceImage(person, view, random.foldIn(key, images.length)));
      }
    }
  }
  return dataset({
    inputs: array(images),
    targets: oneHot(array(Int32Array.from(names)), people.length) as NDArray,
  });
}

/** The share of samples whose nearest training sample is of the same class, in percent. */
function nearestRight(train: Dataset, test: Dataset): number {
  const [known, seen] = [train.inputs.toNested() as number[][], test.inputs.toNested() as number[][]];
  const [names, wanted] = [classesOf(train.targets), classesOf(test.targets)];
  const distance = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0);
  const hits = seen.filter((image, i) => {
    const distances = known.map((other) => distance(image, other));
    return names[distances.indexOf(Math.min(...distances))] === wanted[i];
  });
  return (100 * hits.length) / seen.length;
}

interface Figures {
  readonly known: number;
  readonly poses: number;
  readonly both: number;
  readonly nearest: number;
}

async function learnFaces(run: Run): Promise<Figures> {
  const [drawKey, learning] = twoKeys(run);
  const keys = [...random.split(drawKey, PEOPLE + 3)] as Tensor[];
  const people = keys.slice(3).map(drawPerson);
  const train = gallery(people, KNOWN_TURNS, KNOWN_LIGHTS, keys[0] as Tensor);
  const poses = gallery(people, NEW_TURNS, KNOWN_LIGHTS, keys[1] as Tensor);
  const both = gallery(people, NEW_TURNS, NEW_LIGHTS, keys[2] as Tensor);
  await run.pause();
  const net = network(`${SIZE * SIZE} -> 24 tanh -> ${PEOPLE}`);
  const lesson = {
    network: net,
    loss: softmaxCrossEntropy,
    optimizer: adam({ learningRate: 0.003 }),
    batchSize: 20,
  };
  const trained = await learn({ ...lesson, data: train, epochs: run.quick ? 15 : 60 }, learning);
  return {
    known: percentRight(net, trained, train),
    poses: percentRight(net, trained, poses),
    both: percentRight(net, trained, both),
    nearest: nearestRight(train, both),
  };
}

/**
 * Drawn faces are recognised in poses and lights that were not learnt.
 *
 * @example
 * ```ts
 * import { faces } from "@chainrule/train/experiments";
 * faces.item; // => "S28"
 * ```
 */
export const faces: Experiment = experiment({
  id: "faces",
  item: "S28",
  title: "Recognising faces (drawn)",
  explanation:
    "Twelve people, invented anew in every run, are drawn as heads of 24 by 24 pixels in five poses under four lights. A 576-24-12 net learns " +
    "who they are (softmax cross-entropy, Adam with learning rate 0.003, 60 epochs of batches of 20), and is tested on four poses between, under the same and under other lights.",
  source: "Synthetic: no collection of photographs is free to pass on with this package",
  published: [],
  data: [],
  cost: "seconds",
  measure: async (run) => {
    const runs = await repeat(run, run.runs ?? (run.quick ? 1 : 5), learnFaces);
    const figures = (name: keyof Figures): number[] => runs.map((each) => each[name]);
    return {
      columns: ["pictures", "recognised, %"],
      rows: [
        row("those learnt", figures("known")),
        row("new poses", figures("poses")),
        row("new poses, new lights", figures("both")),
        row("new poses, new lights, by the nearest picture", figures("nearest")),
      ],
      notes: [
        "The faces are drawn: ellipsoids with eyes, brows, nose, mouth and hair of twelve sizes. Nothing follows for photographs.",
      ],
    };
  },
});
