import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  clip,
  grad,
  matmul,
  multiply,
  relu,
  subtract,
  sum,
  tanh,
} from "@chainrule/tape";
import { atMost, figure, type Row } from "../report/row.ts";

/** A function of one array or several, and how many arrays of the size of one may be alive before the way back. */
interface Contest {
  readonly row: string;
  readonly limit: number;
  readonly f: (x: NDArray) => ArrayLike;
  readonly given: unknown;
}

const side = 500;
const matrix = (k: number): NDArray =>
  array(
    Float64Array.from({ length: side * side }, (_, i) => Math.sin(k + i)),
    { shape: [side, side] },
  );

const chain = (row: string, limit: number, step: (y: ArrayLike, k: number) => ArrayLike): Contest => ({
  row: `100 times ${row}`,
  limit,
  given: matrix(0),
  f: (x) => Array.from({ length: 100 }).reduce<ArrayLike>((y, _, k) => step(y, k), x),
});

const net = (row: string, limit: number, activation: (x: ArrayLike) => ArrayLike): Contest => {
  const examples = matrix(1);
  const layer = (y: ArrayLike, w: NDArray): ArrayLike => activation(add(matmul(y as NDArray, w), 0.1));
  return {
    row: `network of 4 layers, ${row}`,
    limit,
    given: [1, 2, 3, 4].map(matrix),
    f: (weights) => (weights as unknown as readonly NDArray[]).reduce<ArrayLike>(layer, examples),
  };
};

const contests: readonly Contest[] = [
  chain("y * 0.5 + 1", 1, (y) => add(multiply(y, 0.5), 1)),
  chain("clip(y + 0.01)", 14, (y) => clip(add(y, 0.01), -1, 1)),
  chain("relu(y + k - 1)", 101, (y, k) => relu(subtract(add(y, k), 1))),
  chain("tanh(y + 0.01)", 101, (y) => tanh(add(y, 0.01))),
  net("relu(y W + b)", 5, relu),
  net("tanh(y W + b)", 9, tanh),
];

/** What is alive when a function has run and its gradient is still to come, in arrays of the size of one activation. */
export function heldRows(): Row[] {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const alive = (): number => {
    for (let k = 0; k < 3; k++) collect();
    return process.memoryUsage().arrayBuffers / (8 * side * side);
  };
  return contests.map(({ row, limit, f, given }) => {
    const held = [true, false].map((keepsAll) => {
      const before = alive();
      let after = before;
      const measured = (x: NDArray): ArrayLike => {
        const y = f(x);
        after = alive();
        return sum(y);
      };
      // Who watches edges may look at every primal.
      const options = keepsAll
        ? {
            edges: ({ contributions }: { contributions: readonly (ArrayLike | undefined)[] }) =>
              contributions,
          }
        : {};
      grad(measured, options)(given as NDArray);
      return after - before;
    });
    const [all, lean] = held;
    return atMost(limit, {
      row: `activations held, ${row}`,
      ours: figure(lean!),
      others: `all primals ${figure(all!)}`,
      ratio: Number(lean!.toFixed(1)),
    });
  });
}
