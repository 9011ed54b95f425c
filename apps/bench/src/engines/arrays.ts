import { adopt, contract, convolve, type KernelChoice, type NDArray, withKernels } from "@chainrule/array";
import { type Engine, type Job, numericEngine, unsupported } from "./engine.ts";
import { images, matrices } from "./matrices.ts";

/** This library's arrays, with a choice of kernels. */
export function createArrays(choice: KernelChoice): Engine {
  const engine = numericEngine((job) => {
    const compute = computation(job);
    return () => withKernels(choice, compute).read((view) => view[1]!);
  });
  return { ...engine, isThreaded: choice.threads !== undefined };
}

function computation(job: Job): () => NDArray {
  if (job.name === "conv2d") {
    const { x, kernel, examples, channels, side, taps } = images(job.dtype);
    const steps = { stride: 1, dilation: 1, inputDilation: 1, low: 0 };
    const axis = { ...steps, taps, size: side - taps + 1 };
    const input = adopt(x, [examples, channels, side, side]);
    const weight = adopt(kernel, [channels, channels, taps, taps]);
    return () => convolve(input, weight, [axis, axis]);
  }
  if (job.name !== "matmul") return unsupported(job.name);
  const [a, b] = matrices(job.dtype, job.n).map((data) => adopt(data, [job.n, job.n]));
  return () => contract(a!, b!, { contract: [[-1], [-2]], batch: [[], []] });
}
