import { pathToFileURL } from "node:url";
import { peerPath } from "../peers/install.ts";
import { type Engine, numericEngine, unsupported } from "./engine.ts";
import { images, matrices } from "./matrices.ts";

interface JaxArray {
  /** Another reference: operations use up the one they are given. */
  readonly ref: JaxArray;
  dataSync(): ArrayLike<number>;
}

interface JaxJs {
  readonly init: () => Promise<unknown>;
  readonly defaultDevice: (name: string) => unknown;
  readonly numpy: {
    array(data: ArrayLike<number>, options: { dtype: string; shape: readonly number[] }): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
  };
  readonly lax: {
    conv(x: JaxArray, kernel: JaxArray, strides: readonly number[], padding: string): JaxArray;
  };
}

/** jax-js on its WebAssembly device, the fastest it has in Node; results are read back, as ours are. */
export async function createJaxJs(): Promise<Engine> {
  const path = peerPath("node_modules/@jax-js/jax/dist/index.js");
  const { init, defaultDevice, numpy, lax } = (await import(pathToFileURL(path).href)) as JaxJs;
  await init();
  defaultDevice("wasm");
  return numericEngine((job) => {
    if (job.name === "conv2d") {
      const { dtype } = job;
      const { x, kernel, examples, channels, side, taps } = images(dtype);
      const input = numpy.array(x, { dtype, shape: [examples, channels, side, side] });
      const weight = numpy.array(kernel, { dtype, shape: [channels, channels, taps, taps] });
      return () => lax.conv(input.ref, weight.ref, [1, 1], "VALID").dataSync()[1]!;
    }
    if (job.name !== "matmul") return unsupported(job.name);
    const { dtype, n } = job;
    const [a, b] = matrices(dtype, n).map((data) => numpy.array(data, { dtype, shape: [n, n] }));
    return () => numpy.matmul(a!.ref, b!.ref).dataSync()[1]!;
  });
}
